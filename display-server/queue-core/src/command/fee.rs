//! What is asked about a fee notice, and about a bank's list.

use serde::{Deserialize, Serialize};

use crate::case::MatterCode;
use crate::fee::{BankRow, ItemAsked, ListKey, NoticeCode, ReceiptNumber};
use crate::ids::{PayerCode, RequestId, TextId, TicketNumber, WindowNumber};

/// Something about fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub verb: FeeVerb,
}

/// What can be asked about fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum FeeVerb {
    /// The visitor who is served at a window is charged.
    Issue(IssueNotice),
    /// The bank collected.
    Pay {
        /// Which notice.
        code: NoticeCode,
        /// Where.
        window: WindowNumber,
        /// Who is served there; none: nobody with a ticket.
        ticket: Option<TicketNumber>,
        /// The bank's receipt.
        receipt: ReceiptNumber,
    },
    /// A notice does not hold.
    Cancel {
        /// Which.
        code: NoticeCode,
        /// Why.
        reason: TextId,
    },
    /// A part of a bank's list is compared.
    Compare {
        /// Which list.
        list: ListKey,
        /// Which part, from 0.
        part: u16,
        /// How many rows of the whole file could not be read.
        bad_rows: u32,
        /// Its rows.
        rows: Vec<BankRow>,
    },
}

/// A notice that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueNotice {
    /// The accepting window.
    pub window: WindowNumber,
    /// Who is served there.
    pub ticket: TicketNumber,
    /// The matter that the visitor came back for; none: the one that this leg may begin.
    pub matter: Option<MatterCode>,
    /// What kind of payer; none: an ordinary one.
    pub payer: Option<PayerCode>,
    /// What is charged.
    pub items: Vec<ItemAsked>,
}

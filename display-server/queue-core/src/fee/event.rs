//! What happens to a fee notice: part of the journal.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{FeeItem, ListKey, ReceiptNumber};
use crate::case::MatterCode;
use crate::ids::{LegId, PayerCode, PersonCode, ServiceCode, TextId, TicketNumber, WindowNumber};

/// Where a notice was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeDesk {
    /// Whose fees.
    pub service: ServiceCode,
    /// The leg that was served.
    pub leg: LegId,
    /// Its visitor's number.
    pub ticket: TicketNumber,
    /// The window.
    pub window: WindowNumber,
    /// Its clerk.
    pub clerk: PersonCode,
}

/// Something that happened to a fee notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fee", rename_all = "snake_case")]
pub enum FeeEvent {
    /// The department charges: 開具繳款通知.
    Issued {
        /// Where.
        desk: FeeDesk,
        /// The matter that is paid for.
        matter: MatterCode,
        /// What kind of payer; none: an ordinary one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payer: Option<PayerCode>,
        /// What is charged.
        items: Vec<FeeItem>,
    },
    /// The bank collected: 收款.
    Paid {
        /// Where.
        window: WindowNumber,
        /// Its clerk.
        clerk: PersonCode,
        /// The bank's receipt.
        receipt: ReceiptNumber,
        /// The leg that was served there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leg: Option<LegId>,
    },
    /// It does not hold: 作廢.
    Cancelled {
        /// Why.
        reason: TextId,
    },
    /// The bank's list says the same: 對賬相符.
    Reconciled {
        /// Which list.
        list: ListKey,
        /// The day of the payment by the bank.
        paid_on: Date,
    },
}

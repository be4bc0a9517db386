//! What is sent about a fee notice.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The visitor who is served is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueFeeNotice {
    /// The press: 32 hex digits.
    pub press: String,
    /// Who is served at the window.
    pub ticket: String,
    /// The matter that the visitor came back for; absent: the one that this visit begins.
    #[serde(default)]
    pub matter: Option<String>,
    /// What kind of payer, as a code of the plan; absent: an ordinary one.
    #[serde(default)]
    pub payer: Option<String>,
    /// What is charged, 1–20 items.
    pub items: Vec<FeeItemAsked>,
}

/// An item that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeItemAsked {
    /// Which fee of the service.
    pub fee: String,
    /// How many units, 1–9,999.
    pub quantity: u32,
    /// What it comes to, in fen; absent: what it must come to, where there is only one amount.
    #[serde(default)]
    pub amount_fen: Option<u64>,
    /// Why nothing is charged: an exemption of the fee.
    #[serde(default)]
    pub exemption: Option<String>,
    /// With an exemption: what shows it, 1–500 characters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The bank collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayFeeNotice {
    /// The press: 32 hex digits.
    pub press: String,
    /// The collecting window.
    pub window: u16,
    /// Who is served there; absent: nobody with a ticket.
    #[serde(default)]
    pub ticket: Option<String>,
    /// The bank's receipt: 1–32 letters, digits and `-`.
    pub receipt: String,
}

/// A notice does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelFeeNotice {
    /// The press: 32 hex digits.
    pub press: String,
    /// Why, 1–500 characters.
    pub reason: String,
}

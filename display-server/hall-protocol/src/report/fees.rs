//! What a day came to in fees.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a service day did to fee notices. Amounts in fen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeeFigures {
    /// Notices that were issued that day, and still hold.
    pub notices: u32,
    /// What they come to.
    pub charged_fen: u64,
    /// Their items that are exempt.
    pub exempted: u32,
    /// Their items at a compulsory lower limit.
    pub at_lowest: u32,
    /// Of them, those whose matter was never accepted here.
    pub without_acceptance: u32,
    /// Notices of whatever day that were paid that day.
    pub paid: u32,
    /// What was paid.
    pub paid_fen: u64,
    /// Notices of whatever day that were cancelled that day.
    pub cancelled: u32,
    /// Notices that stood open when the day ended.
    pub open: u32,
    /// Visitors who ended as paid at a collecting window although no notice of theirs was.
    pub paid_without_notice: u32,
}

/// The fees of one department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FeesOf {
    /// The department, as a code of the plan.
    pub department: String,
    /// Its figures.
    pub figures: FeeFigures,
}

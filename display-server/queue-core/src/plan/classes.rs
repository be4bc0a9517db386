//! Classes: why a ticket has its promise.

use serde::{Deserialize, Serialize};

use super::Names;
use crate::ids::ClassCode;

/// Why a ticket has its promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Its code.
    pub code: ClassCode,
    /// Its name.
    pub names: Names,
    /// The waiting target, in seconds; 0–14,400.
    pub promise_s: u32,
    /// Who may claim it when a ticket is taken; empty: nobody, it comes by itself.
    #[serde(default)]
    pub claim: Vec<Claimant>,
    /// What public screens and slips show of it.
    #[serde(default)]
    pub mark: ClassMark,
}

/// Who may claim a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claimant {
    /// The visitor, at the kiosk.
    Kiosk,
    /// Reception, who has seen the visitor.
    Reception,
}

/// What public screens show of a class: never more than this.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassMark {
    /// Nothing.
    #[default]
    None,
    /// 優先.
    Priority,
    /// 預約.
    Booked,
}

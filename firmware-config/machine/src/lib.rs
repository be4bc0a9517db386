//! What every program of the hall has to do with the machine that it runs on: what `doctor` finds, what is logged, what
//! systemd hears, and how disks, files and clocks are.
//!
//! Invariant: whatever looks here only looks: nothing is written, created or locked. `durable` and `owner` alone make
//! something.

pub mod clocks;
pub mod connections;
pub mod database;
pub mod disk;
pub mod durable;
pub mod findings;
pub mod folder;
pub mod link;
pub mod lock;
pub mod logs;
pub mod owner;
pub mod process;
pub mod watchdog;

pub use findings::{Finding, Findings, Grade, ReportForm};

//! A visitor's way through the whole hall, from the press of a key to the day report.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::needless_pass_by_value,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod alone;
mod bad_day;
mod crowd;
mod day;
mod devices;
mod escort;
mod hundred_days;
mod journey;
mod kill;
mod month;
mod no_show;
mod plain_order;
mod planted;
mod reopen;
mod stand;
mod ticket;
mod undo;
mod verify;
mod week;

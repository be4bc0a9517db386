//! Storage under fire: power cuts, kills, failing and full disks, damaged files, upgrades cut short.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod cuts;
mod damaged;
mod failing;
mod ground;
mod kills;
mod printing;
mod served;
mod upgrades;

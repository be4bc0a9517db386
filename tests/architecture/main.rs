//! The house's rules, as tests: who may depend on whom, what may stand where, how long a file may be.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod crates;
mod forgotten;
mod institutions;
mod readme;
mod sources;
mod tree;

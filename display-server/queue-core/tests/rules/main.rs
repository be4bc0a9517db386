//! The rules of a hall, tested through its public face: decide, due, apply.
#![allow(missing_docs, unreachable_pub, reason = "test names are the documentation")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod bounds;
mod calendar;
mod day;
mod escorts;
mod golden;
mod issuing;
mod model;
mod onward;
mod serving;
mod support;
mod undo;
mod vectors;

//! What a broken printer comes to: for the visitor, for staff, for the ticket, on paper.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod scene;
mod table;

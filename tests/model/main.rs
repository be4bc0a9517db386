//! The protocol by which tickets are issued, with the hall and without it, searched through: every order in which messages
//! come, come late, come again or do not come, and every moment at which something breaks.
//!
//! It is a model, not the program: numbers are small, a day is one, and a step is what one transaction makes durable.
//! `HALL_MODEL=full` makes the worlds larger.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod database;
mod hall;
mod holds;
mod kiosk;
mod limits;
mod network;
mod planted;
mod properties;
mod rules;
mod search;
mod settle;
mod steps;
mod world;

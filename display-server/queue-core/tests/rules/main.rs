//! The rules of a hall, tested through its public face: decide, due, apply.
#![allow(missing_docs, unreachable_pub, reason = "test names are the documentation")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod agency;
mod appraisal;
mod asked;
mod bad_days;
mod bookings;
mod bounds;
mod bursts;
mod by_hand;
mod calendar;
mod cards;
mod cases;
mod day;
mod elsewhere;
mod escort_limits;
mod escort_offers;
mod escorts;
mod fees;
mod followups;
mod golden;
mod issuing;
mod limits;
mod matters;
mod model;
mod offline;
mod onward;
mod plans;
mod ratings;
mod revisits;
mod serving;
mod stops;
mod support;
mod tides;
mod turn;
mod undo;
mod vectors;

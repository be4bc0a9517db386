//! What people see: pages in a real browser, by mouse and by keyboard alone.
//!
//! Needs Debian's `chromium` and `chromium-driver`. Pictures of every page are left in `target/screenshots`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod desk;
mod driver;
mod fit;
mod kiosk;
mod pages;
mod seat;
mod staff;

//! A kiosk on a Raspberry Pi, without a Pi: a machine in QEMU with a Pi's pins, a USB printer and a number pad.
//!
//! Needs `tests/emulated-pi/prepare` to have run. Logs are left in `target/emulated-pi/NAME/log.txt`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on has failed; its name is its documentation"
)]

mod archive;
mod clock;
mod hall;
mod image;
mod kiosk;
mod log;
mod machine;
mod smoke;

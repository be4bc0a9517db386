//! A whole hall in one process: for newcomers ([`hall`], [`visitors`]), for replays, for load, and for the tests.
//!
//! This crate is test ground: errors are `anyhow`, and everything blocks, for a client that waits is simplest.
//!
//! Invariant: a hall is only ever asked over HTTP; nothing reaches around its API.

pub mod demo;
pub mod dice;
pub mod fire;
pub mod hall;
pub mod hands;
pub mod load;
pub mod replay;
pub mod visitors;
pub mod wire;

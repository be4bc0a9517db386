//! The units of the packages, as systemd judges them.

#![expect(clippy::expect_used, reason = "what a test cannot do without fails it")]

mod installed;
mod units;

//! The kiosk daemon: the touch page, the buttons, the slips, and a link to the hall server.
//!
//! Invariant: a kiosk never invents a number; it uses what the hall granted (I6).
//! Invariant: a press has one id for life, written down before it is sent, so that no retry gives a second ticket (I7).

pub mod askings;
pub mod clock;
pub mod command_line;
pub mod devices;
pub mod doctor;
pub mod escort_slip;
pub mod guide_call;
pub mod hall_watch;
pub mod holder;
pub mod id;
pub mod issuing;
pub mod journal;
mod machine_name;
pub mod meters;
pub mod offline_rows;
pub mod pad;
pub mod pages;
pub mod plan;
pub mod post;
pub mod server_link;
pub mod session;
pub mod sign;
mod station;
mod ticket_alone;
pub mod ticket_slip;
pub mod touchscreen;
pub mod words;

pub use station::{DeviceSetup, Kiosk, KioskConfig, RunningKiosk, SetupError, StartError};

#[cfg(test)]
mod tests;

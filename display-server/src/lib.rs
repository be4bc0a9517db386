//! The hall server: the authority on the queue of one hall.
//!
//! [`Server::start`] opens the data folder, replays the open day, starts the one thread that owns the hall, and
//! serves the API and the pages. Everything that changes goes through [`OwnerHandle::submit`].

pub mod anchor;
mod appraising;
pub mod backup;
mod bank_list;
pub mod clock;
pub mod commands;
mod completion_list;
pub mod config;
mod csv_lines;
pub mod devices;
pub mod doctor;
mod epoch;
pub mod hall_owner;
pub mod high_water;
pub mod http;
pub mod identity;
pub mod metrics;
mod pages;
pub mod period;
pub mod personal;
pub mod plan_drafts;
pub mod plan_file;
pub mod plan_in_force;
pub mod planted;
pub mod report;
pub mod restore;
pub mod server;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod state;
pub mod store;
pub mod take_up;
#[cfg(test)]
mod tests;
pub mod texts;
mod views;

pub use clock::Clock;
pub use config::{DemoNotes, ServerConfig};
pub use hall_owner::{Answer, OwnerHandle, SubmitError};
pub use identity::{Caller, DeviceRole, Identities, token_hash};
pub use server::{RunningServer, Server, StartError};
pub use state::HallState;
pub use views::{Topic, View, ViewBody};

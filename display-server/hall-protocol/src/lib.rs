//! The words the machines of a hall say to each other: request bodies, answers, views, problems.
//!
//! These types are the wire's own; the journal has others, so that either can change alone (I8).
//! Ids are 128 random bits as 32 hex digits; instants are RFC 3339 in UTC; lengths are seconds.

pub mod agency;
pub mod appraisal;
pub mod arrival;
pub mod board;
pub mod booking;
pub mod by_hand;
pub mod case;
pub mod escort;
pub mod fee;
pub mod followup;
pub mod identity;
pub mod live;
pub mod names;
pub mod notice;
pub mod offline;
pub mod period;
pub mod plan_document;
pub mod plan_version;
pub mod problem;
pub mod rating;
pub mod report;
pub mod responsibility;
pub mod ticket;
pub mod visit;
pub mod window;

pub use names::{Language, Names};
pub use plan_document::PlanDocument;
pub use problem::Problem;

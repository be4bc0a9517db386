//! What the hall tells everybody before they come: each service on a page of its own, and what is not handled here.
//!
//! All of it works without a script, weighs less than 15 KB, and is counted where somebody asks for what is not here.

mod elsewhere;
mod facts;
mod services;

pub(super) use elsewhere::{ask, directory, entry};
pub(super) use facts::{Facts, FeeFacts, channel};
pub(super) use services::{list, page};

//! The plan on pages: looked at, changed in a draft, and let hold.
//!
//! Every section is a list and a form, drawn from one description ([`sections`]). What is saved stands in the manager's
//! own draft; the overview says in words what the draft changes, and what is wrong with it, before it is let hold.
//!
//! Invariant: a form that cannot be read comes back as it was sent, with each fault at its field; one that is sent twice
//! is one press.

mod desk;
mod diff;
mod edit;
mod form;
mod import;
mod inputs;
mod overview;
mod rows;
mod sections;
#[cfg(test)]
mod tests;
mod twice;
mod versions;

pub(super) use edit::{form, list, remove, save};
pub(super) use import::{export, page as import_page, take as import};
pub(super) use overview::{page, press};
pub(super) use versions::{
    export as version_export, list as versions, one as version, press as version_press,
};

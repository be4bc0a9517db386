//! What anybody says of the hall, without any identity: a complaint or what could not be done, and where it stands.
//!
//! Invariant: nobody is asked who they are; a way to be reached is theirs to leave out.
//! Invariant: nothing that was said stands in an address.

mod bring;
mod follow;

pub(super) use bring::{About, bring, code_of, page as complain_page, said};
pub(super) use follow::{ask as ask_page, page as follow_page, press as follow_press};

use super::reader::Reader;

/// Where a follow-up's own page is, for whoever holds its code.
pub(super) fn follow_url(reader: &Reader, code: &str) -> String {
    let base = reader.plan.parts().hall.public_url.trim_end_matches('/');
    format!("{base}/f/{code}")
}

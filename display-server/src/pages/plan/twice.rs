//! Presses on the draft that come twice, by an impatient finger or a browser's back button: the second finds its work
//! done.
//!
//! Invariant: the same form sent twice changes the draft once. A form carries what its list said when it was drawn, so
//! what it added or took away is told from what somebody adds or takes away anew; and nothing is let hold that its page did
//! not show.

use axum::http::StatusCode;
use hall_protocol::PlanDocument;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::desk::value_of;
use super::form::Filled;
use super::rows::{key_of, put_rows, rows_of};
use super::sections::{Section, Shape};
use crate::http::Refused;

/// What is written, in short.
pub(super) fn gist<T: Serialize>(what: &T) -> String {
    hex::encode(digest(what))
}

fn digest<T: Serialize>(what: &T) -> [u8; 32] {
    // Documents have string keys only and finite numbers, so writing them does not fail.
    Sha256::digest(serde_json::to_vec(what).unwrap_or_default()).into()
}

/// What was pressed is about a draft that says something else meanwhile.
pub(super) fn moved() -> Refused {
    let detail = "the draft has changed since the page was drawn; look at it again, then press once more";
    Refused::new("draft-moved", StatusCode::CONFLICT, detail)
}

/// What a list says, in short.
pub(super) struct Gists(Vec<[u8; 32]>);

impl Gists {
    pub(super) fn of(rows: &[Value]) -> Self {
        Self(rows.iter().map(digest).collect())
    }

    /// What all of it says.
    pub(super) fn all(&self) -> String {
        hex::encode(Sha256::digest(self.0.concat()))
    }

    /// What it would say without one of its things.
    pub(super) fn without(&self, place: usize) -> String {
        let mut left = self.0.clone();
        if place < left.len() {
            left.remove(place);
        }
        Self(left).all()
    }
}

/// Which form, and what its list said when it was drawn.
pub(super) struct At {
    pub(super) section: &'static Section,
    /// Where the thing stood; none: it is a new one.
    pub(super) place: Option<usize>,
    /// Its key.
    pub(super) was: String,
    /// What the list said.
    pub(super) seen: String,
}

impl At {
    /// The form of a thing as the list stands now.
    pub(super) fn now(section: &'static Section, rows: &[Value], place: Option<usize>) -> Self {
        let row = place.and_then(|place| rows.get(place).map(|row| key_of(section, row, place)));
        Self {
            section,
            place,
            was: row.unwrap_or_default(),
            seen: Gists::of(rows).all(),
        }
    }

    /// The form as it was sent.
    pub(super) fn sent(section: &'static Section, place: Option<usize>, filled: &Filled) -> Self {
        Self {
            section,
            place,
            was: filled.one("was").to_owned(),
            seen: filled.one("seen").to_owned(),
        }
    }

    /// The thing's part of the address.
    pub(super) fn row(&self) -> String {
        self.place
            .map_or_else(|| "new".to_owned(), |place| place.to_string())
    }

    /// Whether the thing still stands where it stood: a list that has changed meanwhile must not change another.
    pub(super) fn holds(&self, rows: &[Value]) -> bool {
        let Some(place) = self.place else { return true };
        let Some(row) = rows.get(place) else {
            return false;
        };
        match (self.section.shape, self.section.key) {
            (Shape::One, _) => true,
            (Shape::List | Shape::Map, None) => Gists::of(rows).all() == self.seen,
            (Shape::List | Shape::Map, Some(_)) => key_of(self.section, row, place) == self.was,
        }
    }

    /// Where a thing stands that this very form has put into the document already.
    pub(super) fn done_at(&self, document: &Value, rows: &[Value], thing: &Value) -> Option<usize> {
        let kept = as_kept(self.section, document, thing)?;
        let mut places = (0..rows.len()).filter(|place| rows.get(*place) == Some(&kept));
        match self.place {
            None => {
                let gists = Gists::of(rows);
                places.find(|place| gists.without(*place) == self.seen)
            }
            Some(place) => places.find(|other| *other == place || self.is_renamed(rows)),
        }
    }

    /// Whether its key is no more; names by their key stand in the key's order.
    fn is_renamed(&self, rows: &[Value]) -> bool {
        let mut keys = rows.iter().map(|row| key_of(self.section, row, 0));
        self.section.shape == Shape::Map && keys.all(|key| key != self.was)
    }
}

/// A thing as the document keeps it: without what need not be written.
fn as_kept(section: &Section, document: &Value, thing: &Value) -> Option<Value> {
    let mut alone = document.clone();
    put_rows(&mut alone, section, vec![thing.clone()]);
    let alone = serde_json::from_value::<PlanDocument>(alone).ok()?;
    rows_of(&value_of(&alone), section).into_iter().next()
}

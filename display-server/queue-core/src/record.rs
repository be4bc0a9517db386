//! What outlives a service day: a record of its own for each, changed by events and kept in a table as the journal left it.

use std::fmt::{Debug, Display};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::Actor;
use crate::event::Event;
use crate::ids::{PersonCode, ServiceCode, ServiceDay, TextId};
use crate::plan::HallPlan;

/// A kind of record.
///
/// Invariant: a record changes only in [`Record::apply`]; deciding and falling due return events.
/// Invariant: no record holds a text or a name; texts have ids ([`TextId`]).
pub trait Record: Clone + Debug + PartialEq + Serialize + DeserializeOwned {
    /// What it is known by.
    type Key: Clone + Debug + Ord + Display;
    /// What happens to it.
    type Happened: Clone + Debug;

    /// The kind's word in the table and in the journal's event tag; never changed.
    const KIND: &'static str;

    /// What it is known by.
    fn key(&self) -> &Self::Key;

    /// What an event says of a record of this kind; none: it is about something else.
    fn told_by(event: &Event) -> Option<(&Self::Key, ServiceDay, &Self::Happened)>;

    /// The record that something begins; none: it begins none.
    fn begun(key: &Self::Key, when: Happening<'_>, happened: &Self::Happened) -> Option<Self>;

    /// Makes what happened part of the record. Total: a record that cannot follow stays as it is.
    fn apply(&mut self, when: Happening<'_>, happened: &Self::Happened);

    /// What has fallen due by a service day; asked when one begins, and again until nothing is.
    fn due(&self, plan: &HallPlan, today: ServiceDay) -> Option<Event>;

    /// What lists find it by.
    fn marks(&self, plan: &HallPlan) -> Marks;

    /// The texts that people wrote about it.
    fn texts(&self) -> Vec<TextId>;

    /// The last day on which those are needed; none: nobody knows yet.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date>;

    /// The texts that are still needed on a day.
    fn texts_needed(&self, plan: &HallPlan, day: Date) -> Vec<TextId> {
        if self.texts_until(plan).is_some_and(|last| last < day) {
            return Vec::new();
        }
        self.texts()
    }
}

/// What lists find a record by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Where it stands, in a word of its kind.
    pub standing: &'static str,
    /// The service it is about.
    pub service: Option<ServiceCode>,
    /// Whose it is: the member of staff who answers for it, or whom it is about.
    pub person: Option<PersonCode>,
    /// The day on which it began.
    pub began_on: ServiceDay,
    /// The first day on which something happens to it by itself.
    pub acts_on: Option<ServiceDay>,
    /// The last day on which what it waits for is in time.
    pub due_on: Option<Date>,
    /// The first day on which it is warned of.
    pub warned_on: Option<Date>,
    /// The day on which it was over; none: it is not.
    pub closed_on: Option<ServiceDay>,
}

/// When something happened to a record, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'a> {
    /// The service day to which it belongs.
    pub day: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// Who did it.
    pub by: &'a Actor,
}

impl Happening<'_> {
    /// Whoever did it; the hall itself and devices are nobody.
    #[must_use]
    pub fn person(&self) -> PersonCode {
        if let Actor::Person { code, .. } = self.by {
            code.clone()
        } else {
            PersonCode::new("")
        }
    }
}

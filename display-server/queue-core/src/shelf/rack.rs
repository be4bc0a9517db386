//! The records of one kind that were taken out of their table.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::{Entry, Event};
use crate::ids::{Seq, ServiceDay};
use crate::plan::HallPlan;
use crate::record::{Happening, Record};

/// A record as it stands, and as it stood before the last entry that changed it, so that this one can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// As it stands; none: it does not exist, or not any more.
    pub now: Option<T>,
    /// The entry that changed it last.
    pub seq: Seq,
    /// As it stood before that entry.
    pub before: Option<T>,
}

/// Records of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rack<T: Record> {
    kept: BTreeMap<T::Key, Kept<T>>,
    /// Those that an entry changed since they were put in.
    changed: BTreeSet<T::Key>,
}

impl<T: Record> Default for Rack<T> {
    fn default() -> Self {
        Self {
            kept: BTreeMap::new(),
            changed: BTreeSet::new(),
        }
    }
}

impl<T: Record> Rack<T> {
    /// Puts a record in, as it stands in its table.
    pub fn put(&mut self, key: T::Key, kept: Kept<T>) {
        self.kept.insert(key, kept);
    }

    /// A record.
    #[must_use]
    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.kept.get(key)?.now.as_ref()
    }

    /// The entry that changed a record last; none: it was never there.
    #[must_use]
    pub fn changed_by(&self, key: &T::Key) -> Option<Seq> {
        self.kept.get(key).map(|kept| kept.seq)
    }

    /// All records that were put in.
    pub fn iter(&self) -> impl Iterator<Item = (&T::Key, &Kept<T>)> {
        self.kept.iter()
    }

    /// The records that an entry changed.
    pub fn changed(&self) -> impl Iterator<Item = (&T::Key, &Kept<T>)> {
        self.changed.iter().filter_map(|key| self.kept.get_key_value(key))
    }

    /// What falls due by itself on a service day.
    pub(super) fn due(&self, plan: &HallPlan, day: ServiceDay) -> impl Iterator<Item = Event> {
        let records = self.kept.values().filter_map(|kept| kept.now.as_ref());
        records.filter_map(move |record| record.due(plan, day))
    }

    /// Makes an entry part of the records.
    pub(super) fn apply(&mut self, entry: &Entry) {
        for event in &entry.body.events {
            // The others are the hall's, or of another kind.
            if let Some((key, day, happened)) = T::told_by(event) {
                let (at, by) = (entry.at, &entry.body.by);
                self.happened(key, entry.seq, Happening { day, at, by }, happened);
            } else if let Event::Undone { entry: undone, .. } = event {
                self.undo(*undone, entry.seq);
            }
        }
    }

    fn happened(&mut self, key: &T::Key, seq: Seq, when: Happening<'_>, happened: &T::Happened) {
        let kept = self.kept.entry(key.clone()).or_insert(Kept {
            now: None,
            seq: Seq(0),
            before: None,
        });
        if kept.seq != seq {
            kept.before.clone_from(&kept.now);
            kept.seq = seq;
        }
        match &mut kept.now {
            Some(record) => record.apply(when, happened),
            None => kept.now = T::begun(key, when, happened),
        }
        self.changed.insert(key.clone());
    }

    fn undo(&mut self, undone: Seq, seq: Seq) {
        let of_it = self.kept.iter_mut().filter(|(_, kept)| kept.seq == undone);
        for (key, kept) in of_it {
            kept.now = kept.before.take();
            kept.seq = seq;
            self.changed.insert(key.clone());
        }
    }
}

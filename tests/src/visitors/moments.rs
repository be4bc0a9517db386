//! What is going to happen, in the order of its instants; what was planned first comes first at one instant.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// Things that happen at instants.
#[derive(Debug)]
pub(super) struct Moments<T> {
    planned: BTreeMap<(Timestamp, u64), T>,
    count: u64,
}

impl<T> Moments<T> {
    pub(super) fn new() -> Self {
        Self {
            planned: BTreeMap::new(),
            count: 0,
        }
    }

    pub(super) fn plan(&mut self, at: Timestamp, what: T) {
        self.count += 1;
        self.planned.insert((at, self.count), what);
    }

    pub(super) fn next(&mut self) -> Option<(Timestamp, T)> {
        self.planned.pop_first().map(|((at, _), what)| (at, what))
    }
}

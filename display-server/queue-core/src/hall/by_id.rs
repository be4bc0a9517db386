//! A map in which things are looked up by their ids, and nothing else: it has no order, so nothing can come to depend on one.
//!
//! Ids are random, and an ordered map of random keys costs several times as much once it is larger than the caches.

#![expect(
    clippy::disallowed_types,
    reason = "its order differs between runs, and nobody can see it"
)]

use std::collections::HashMap;
use std::hash::Hash;

/// Values by their id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ById<K: Eq + Hash, V>(HashMap<K, V>);

/// Which ids there are.
pub(super) type Known<K> = ById<K, ()>;

impl<K: Eq + Hash, V> Default for ById<K, V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Eq + Hash, V> ById<K, V> {
    /// Puts a value in the place of whatever the id stood for.
    pub(super) fn insert(&mut self, id: K, value: V) {
        self.0.insert(id, value);
    }

    /// What an id stands for.
    pub(super) fn get(&self, id: &K) -> Option<&V> {
        self.0.get(id)
    }

    /// Whether an id stands for anything.
    pub(super) fn has(&self, id: &K) -> bool {
        self.0.contains_key(id)
    }
}

impl<K: Eq + Hash> Extend<K> for Known<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, ids: I) {
        self.0.extend(ids.into_iter().map(|id| (id, ())));
    }
}

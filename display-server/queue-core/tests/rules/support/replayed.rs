//! I3: when a driven hall goes, its journal is read from its own form, and must give the living hall.

use queue_core::{Entry, Hall, Shelf};

use super::Driven;

impl Driven {
    /// The hall that its journal gives, read from the journal's own form, as after a restart.
    fn replayed(&self) -> (Hall, Shelf) {
        let mut replayed = Hall::empty();
        let mut shelf = Shelf::default();
        for entry in &self.journal {
            let payload = serde_json::to_vec(&entry.body).expect("serialises");
            let body = serde_json::from_slice(&payload).expect("reads back");
            let entry = Entry {
                body,
                ..entry.clone()
            };
            replayed.apply(&entry);
            shelf.apply(&entry);
        }
        (replayed, shelf)
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        assert!(
            self.replayed() == (self.hall.clone(), self.shelf.clone()),
            "I3: replaying the journal gives the living hall"
        );
    }
}

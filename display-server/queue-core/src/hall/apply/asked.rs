//! First-asked responsibility (首問負責): whoever is asked answers for the visitor until the next one takes the visitor up.
//! A hand-over is that receipt – serving begins, a guide accepts –, and needs nobody's signature.

use super::Applying;
use crate::command::Actor;
use crate::ids::{PersonCode, VisitId};
use crate::visit::Asked;

impl Applying<'_> {
    /// The person who decided the entry; a device, the hall and visitors themselves are nobody.
    pub(super) fn person(&self) -> Option<&PersonCode> {
        if let Actor::Person { code, .. } = self.by {
            Some(code)
        } else {
            None
        }
    }

    pub(super) fn takes_up(&self, person: &PersonCode) -> Asked {
        Asked {
            person: person.clone(),
            since: self.at,
        }
    }

    /// Somebody takes a visitor up from whoever was asked before.
    pub(super) fn taken_up(&mut self, visit: VisitId, person: &PersonCode) {
        let asked = self.takes_up(person);
        self.change(visit, |visit| visit.asked = Some(asked));
    }
}

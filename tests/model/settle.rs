//! The quiet end of a day: the network works, nothing more goes wrong, and every kiosk sends its rows
//! once.

use std::sync::Arc;

use crate::kiosk::Stage;
use crate::network::Message;
use crate::properties::hall_has;
use crate::rules::Planted;
use crate::world::{Happening, Protocol, World};

impl Protocol {
    /// Whether every kiosk can be done from here, and the newest hall then has every paper that anybody could still know of.
    pub(crate) fn settles(&self, world: &World) -> bool {
        let mut end = world.clone();
        for hall in end.halls.iter_mut().map(Arc::make_mut) {
            if !hall.runs {
                hall.start(self.broken);
            }
            hall.commit_late(self.broken);
        }
        for machine in 0..self.bounds.machines() {
            self.finish_at(&mut end, machine);
        }
        let epoch = end.halls[end.newest()].known().epoch;
        let owes = |request| {
            end.kiosks
                .iter()
                .any(|kiosk| kiosk.owes(self.broken, request, epoch))
        };
        let is_lost = |request| end.lost.contains(&request);
        (0..self.bounds.requests()).all(|request| !owes(request))
            && end
                .slips
                .iter()
                .all(|slip| is_lost(slip.request) || hall_has(&end, *slip))
    }

    /// A kiosk ends what it has begun, and sends its rows to the newest hall.
    fn finish_at(&self, end: &mut World, machine: u8) {
        if !end.kiosk(machine).is_here {
            return;
        }
        let hall = end.newest();
        self.happen(end, Happening::Greet { hall, machine });
        if self.broken.has(Planted::PrintBeforeJournal) {
            self.happen(end, Happening::JournalLate { machine });
        }
        for request in 0..self.bounds.requests() {
            if end.kiosk(machine).stage(request) == Stage::Asking {
                self.happen(end, Happening::GiveUp { request, machine });
            }
            self.happen(end, Happening::Print { request, machine });
        }
        for message in end.kiosk(machine).says(machine, 0, self.broken) {
            if let Message::Row(_) = message {
                let heard = end
                    .hall_mut(hall)
                    .hear((&self.bounds, self.broken), message, false);
                if let Some(answer) = heard.answer {
                    self.take(end, answer);
                }
            }
        }
    }
}

//! Taking a press back: what stood before it is kept for some seconds, and put back whole.

use jiff::Timestamp;

use super::Applying;
use crate::agency::RecordCode;
use crate::case::MatterCode;
use crate::event::{Choice, Entry, Event};
use crate::hall::{Day, Touched};
use crate::ids::{LegId, PersonCode, Seq, WindowNumber};
use crate::leg::{LegState, add_seconds};
use crate::window::Undo;

/// What a window's press will change, as it stands before.
pub(super) struct Before {
    window: WindowNumber,
    undo: Undo,
}

impl Day {
    /// What an entry could be undone to; none when it is no press that can be.
    pub(super) fn before(&self, entry: &Entry) -> Option<Before> {
        let number = entry.body.events.iter().find_map(|event| self.window_of(event))?;
        let window = self.windows.get(&number)?;
        let mut visits: Vec<_> = entry
            .body
            .events
            .iter()
            .filter_map(undoable_leg)
            .map(|leg| leg.visit)
            .collect();
        visits.sort_unstable();
        visits.dedup();
        let undo = Undo {
            entry: entry.seq,
            until: add_seconds(entry.at, self.plan.rules().undo_s),
            current: window.current,
            since: window.since,
            visits: visits.iter().filter_map(|id| self.visit(*id).cloned()).collect(),
            this_one_by: entry.body.events.iter().find_map(this_one_by),
            matters: entry.body.events.iter().filter_map(matter).cloned().collect(),
            mandates: entry.body.events.iter().filter_map(mandate).cloned().collect(),
        };
        Some(Before { window: number, undo })
    }

    /// Marks whom an entry touched; a window's own next press ends what it could undo before.
    pub(super) fn remember(&mut self, entry: &Entry, before: Option<Before>, touched: &Touched) {
        // An escort is help beside the queue: it changes nothing that an undo would put back.
        let visits = touched.visits.iter().filter(|_| !touched.escorts);
        for id in visits {
            if let Some(visit) = self.visits.get_mut(id) {
                visit.touched_by = entry.seq;
            }
        }
        for number in &touched.windows {
            if let Some(window) = self.windows.get_mut(number) {
                window.undo = None;
            }
        }
        if let Some(before) = before
            && let Some(window) = self.windows.get_mut(&before.window)
        {
            window.undo = Some(before.undo);
        }
    }

    /// The window of a press: of a call the window it calls to, otherwise where the leg is.
    fn window_of(&self, event: &Event) -> Option<WindowNumber> {
        if let Event::Called { window, .. } = event {
            return Some(*window);
        }
        match self.leg(undoable_leg(event)?)?.state {
            LegState::Called { window, .. } | LegState::Serving { window } => Some(window),
            LegState::NotReady
            | LegState::Waiting
            | LegState::Held
            | LegState::Parked { .. }
            | LegState::Ended { .. } => None,
        }
    }

    /// The entry that a window can take back now: its last press, not too old, and nobody has touched its
    /// visitors since, or rated what it ended.
    pub(in crate::hall) fn undoable(&self, number: WindowNumber, now: Timestamp) -> Option<Seq> {
        let undo = self.windows.get(&number)?.undo.as_ref()?;
        let untouched = undo.visits.iter().all(|before| {
            self.visits
                .get(&before.ticket.visit)
                .is_some_and(|visit| visit.touched_by == undo.entry)
        });
        (now <= undo.until && untouched && !self.would_unrate(&undo.visits)).then_some(undo.entry)
    }
}

/// The leg of an event that can be undone: a call, a finish, a no-show, a park.
fn undoable_leg(event: &Event) -> Option<LegId> {
    if let Event::Called { leg, .. }
    | Event::Finished { leg, .. }
    | Event::NoShow { leg, .. }
    | Event::Parked { leg } = event
    {
        Some(*leg)
    } else {
        None
    }
}

/// The clerk of a call out of order.
fn this_one_by(event: &Event) -> Option<PersonCode> {
    if let Event::Called {
        clerk,
        choice: Choice::ThisOne { .. },
        ..
    } = event
    {
        Some(clerk.clone())
    } else {
        None
    }
}

/// The case that an event changed.
fn matter(event: &Event) -> Option<&MatterCode> {
    if let Event::Case { code, .. } = event {
        Some(code)
    } else {
        None
    }
}

/// The mandate that an event changed.
fn mandate(event: &Event) -> Option<&RecordCode> {
    if let Event::Mandate { code, .. } = event {
        Some(code)
    } else {
        None
    }
}

impl Applying<'_> {
    pub(super) fn undone(&mut self, entry: Seq, number: WindowNumber, answer_by: Option<Timestamp>) {
        let Some(window) = self.day.windows.get_mut(&number) else {
            return;
        };
        let Some(undo) = window.undo.take_if(|undo| undo.entry == entry) else {
            return;
        };
        if let Some(calls) = undo
            .this_one_by
            .and_then(|clerk| self.day.this_one_calls.get_mut(&clerk))
        {
            *calls = calls.saturating_sub(1);
        }
        window.current = undo.current;
        window.since = undo.since;
        self.touched.windows.insert(number);
        for before in undo.visits {
            self.change(before.ticket.visit, |visit| *visit = before);
        }
        if let (Some(leg), Some(later)) = (undo.current, answer_by) {
            self.wait_longer(leg, later);
        }
        for calls in self.day.calls.values_mut() {
            calls.retain(|call| call.seq != entry);
        }
        for calls in self.day.call_log.values_mut() {
            calls.retain(|call| call.seq != entry);
        }
    }

    fn wait_longer(&mut self, id: LegId, later: Timestamp) {
        self.change(id.visit, |visit| {
            let leg = visit.legs.get_mut(usize::from(id.index));
            if let Some(LegState::Called { answer_by, .. }) = leg.map(|leg| &mut leg.state) {
                *answer_by = later;
            }
        });
    }
}

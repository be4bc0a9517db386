//! The lengths of a session, and what happens when they have passed.

use std::time::Duration;

use super::{Effect, EscortAsked, Guide, GuideAnswer, Paper, Screen, Session};
use crate::clock::Moment;

/// The same choice within this is one press (K8).
pub(super) const SAME_PRESS: Duration = Duration::from_millis(500);
/// Without a touch for this long, a warning (K7) …
const IDLE: Duration = Duration::from_secs(30);
/// … this long in large text …
const IDLE_LARGE: Duration = Duration::from_mins(1);
/// … and this much later the session is wiped.
pub(crate) const WARNING: Duration = Duration::from_secs(20);
/// How long a result stays (K15) …
const RESULT: Duration = Duration::from_secs(15);
/// … and in large text.
const RESULT_LARGE: Duration = Duration::from_secs(30);
/// How long a number stays that is not on paper (K16), or not yet.
const RESULT_WITHOUT_PAPER: Duration = Duration::from_mins(1);
/// How long a request for a guide can be taken back (K12), and how long after one escort slip there is no other.
const GUIDE: Duration = Duration::from_mins(1);

impl Session {
    /// When the session next wants a tick.
    #[must_use]
    pub fn deadline(&self) -> Option<Moment> {
        let guide = self.guide.asked_at().map(|at| at.plus(GUIDE));
        [self.screen_ends_at(), guide].into_iter().flatten().min()
    }

    /// Lets everything happen that was due by now.
    pub(super) fn let_time_pass(&mut self, now: Moment) {
        if self.guide.asked_at().is_some_and(|at| now >= at.plus(GUIDE)) {
            self.guide = Guide::NotAsked;
        }
        // At most twice: the warning, and the end.
        while self.screen_ends_at().is_some_and(|end| now >= end) {
            if self.warned || self.screen.ends_by_itself() {
                self.wipe();
            } else {
                self.warned = true;
            }
        }
    }

    /// Ends the session. A guide who was asked for still comes.
    pub(super) fn wipe(&mut self) {
        *self = Self {
            guide: self.guide,
            escort: self.escort.take(),
            escort_printed: self.escort_printed,
            last_press: self.last_press.take(),
            last_scan: self.last_scan.take(),
            card: self.card.taken_back(),
            last_card: self.last_card.take(),
            ..Self::default()
        };
    }

    pub(super) fn ask_for_a_guide(&mut self, now: Moment) -> Option<Effect> {
        match self.guide {
            Guide::NotAsked | Guide::Unheard(_) => {
                self.guide = Guide::Asked(now);
                self.escort = Some(EscortAsked {
                    at: now,
                    number: self.screen.number().map(str::to_owned),
                    comfort: self.comfort,
                });
                Some(Effect::AskGuide)
            }
            Guide::Asked(_) | Guide::Coming(_) | Guide::Fetched(..) => None,
        }
    }

    pub(super) fn hear_of_the_guide(&mut self, now: Moment, answer: GuideAnswer) -> Option<Effect> {
        let before = self.guide;
        self.guide = before.answered(answer);
        let is_news = self.guide.is_heard() && !before.is_heard();
        let is_due = self.escort_printed.is_none_or(|at| now >= at.plus(GUIDE));
        if !is_news || !is_due {
            return None;
        }
        self.escort_printed = Some(now);
        self.escort.take().map(Effect::PrintEscort)
    }

    pub(super) fn cancel_the_guide(&mut self) -> Option<Effect> {
        let was_asked = self.guide != Guide::NotAsked;
        self.guide = Guide::NotAsked;
        was_asked.then_some(Effect::CancelGuide)
    }

    fn screen_ends_at(&self) -> Option<Moment> {
        let large = self.comfort.large;
        let length = match &self.screen {
            Screen::Issuing(_) => return None,
            Screen::Home if self.is_at_rest() => return None,
            Screen::Home
            | Screen::Group(_)
            | Screen::Detail(_)
            | Screen::Journey { .. }
            | Screen::Elsewhere(_)
            | Screen::Complain
            | Screen::Basket
            | Screen::Arrival { .. }
            | Screen::Card { .. } => {
                let idle = if large { IDLE_LARGE } else { IDLE };
                if self.warned { idle + WARNING } else { idle }
            }
            Screen::Ticket {
                paper: Paper::Printing | Paper::NotPrinted | Paper::Unsure | Paper::None,
                ..
            } => RESULT_WITHOUT_PAPER,
            Screen::Ticket {
                paper: Paper::Printed,
                ..
            }
            | Screen::LetIn(_)
            | Screen::Refused(_) => {
                if large {
                    RESULT_LARGE
                } else {
                    RESULT
                }
            }
        };
        Some(self.since.plus(length))
    }

    fn is_at_rest(&self) -> bool {
        self.comfort == super::Comfort::default()
            && self.page == 0
            && self.basket.is_empty()
            && !self.card.is_there()
    }
}

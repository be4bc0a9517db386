//! What the hall remembers of ratings while their day is open.

use super::Applying;
use crate::rating::{RatingEvent, RatingKey, RatingMark};

impl Applying<'_> {
    pub(super) fn rating(&mut self, key: RatingKey, happened: &RatingEvent) {
        if key.day != self.day.name {
            return;
        }
        let at = self.at;
        let ratings = &mut self.day.ratings;
        match happened {
            RatingEvent::Rated {
                window,
                level,
                from,
                reasons,
                text,
                ..
            } => {
                let mark = RatingMark {
                    level: *level,
                    from: *from,
                    window: *window,
                    at,
                    disowned: false,
                    instead: None,
                    explained: !reasons.is_empty() || text.is_some(),
                };
                ratings.entry(key.leg).or_insert(mark);
                self.touched.rateable.insert(*window);
            }
            RatingEvent::Disowned => self.mark(key, |mark| mark.disowned = true),
            RatingEvent::SaidInstead { level, reasons, text } => self.mark(key, |mark| {
                mark.instead = Some(*level);
                mark.explained = !reasons.is_empty() || text.is_some();
            }),
            RatingEvent::Explained { .. } => self.mark(key, |mark| mark.explained = true),
            RatingEvent::Flagged { .. } | RatingEvent::LookedAt { .. } => return,
        }
        self.touched.rated.insert(key.leg.visit);
    }

    fn mark(&mut self, key: RatingKey, change: impl FnOnce(&mut RatingMark)) {
        if let Some(mark) = self.day.ratings.get_mut(&key.leg) {
            change(mark);
        }
    }
}

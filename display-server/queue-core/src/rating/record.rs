//! A rating as a record among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{LookedAt, Rating, RatingEvent, RatingFlag, RatingKey};
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

impl Record for Rating {
    type Key = RatingKey;
    type Happened = RatingEvent;

    const KIND: &'static str = "rating";

    fn key(&self) -> &RatingKey {
        &self.key
    }

    fn told_by(event: &Event) -> Option<(&RatingKey, ServiceDay, &RatingEvent)> {
        if let Event::Rating { key, day, happened } = event {
            Some((key, *day, happened))
        } else {
            None
        }
    }

    fn begun(key: &RatingKey, _: Happening<'_>, happened: &RatingEvent) -> Option<Self> {
        let RatingEvent::Rated {
            code,
            service,
            window,
            clerk,
            level,
            from,
            flags,
            reasons,
            text,
            followup,
        } = happened
        else {
            return None;
        };
        Some(Self {
            key: *key,
            code: code.clone(),
            service: service.clone(),
            window: *window,
            clerk: clerk.clone(),
            level: *level,
            from: *from,
            flags: flags.clone(),
            instead: None,
            reasons: reasons.clone(),
            text: *text,
            followup: followup.clone(),
            looked: None,
        })
    }

    fn apply(&mut self, when: Happening<'_>, happened: &RatingEvent) {
        match happened {
            // A leg is rated once.
            RatingEvent::Rated { .. } => {}
            RatingEvent::Flagged { flag } => self.flag(*flag),
            RatingEvent::Disowned => self.flag(RatingFlag::Disowned),
            RatingEvent::SaidInstead { level, reasons, text } => {
                // What was looked at before was another word.
                self.looked = None;
                self.instead = Some(*level);
                self.explained(reasons, *text);
            }
            RatingEvent::Explained { reasons, text } => self.explained(reasons, *text),
            RatingEvent::LookedAt { upheld, followup } => {
                self.followup = self.followup.take().or_else(|| followup.clone());
                self.looked = Some(LookedAt {
                    by: when.person(),
                    on: when.day,
                    upheld: *upheld,
                });
            }
        }
    }

    /// Nothing happens to a rating by itself.
    fn due(&self, _: &HallPlan, _: ServiceDay) -> Option<Event> {
        None
    }

    fn marks(&self, _: &HallPlan) -> Marks {
        let over = self.looked.as_ref().map_or(self.key.day, |looked| looked.on);
        Marks {
            standing: if self.waits() {
                Self::FLAGGED
            } else {
                Self::SETTLED
            },
            service: Some(self.service.clone()),
            person: Some(self.clerk.clone()),
            began_on: self.key.day,
            acts_on: None,
            due_on: None,
            warned_on: None,
            closed_on: (!self.waits()).then_some(over),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        self.text.into_iter().collect()
    }

    /// Until so many days after it was settled as the plan says.
    fn texts_until(&self, plan: &HallPlan) -> Option<Date> {
        let over = self.looked.as_ref().map_or(self.key.day, |looked| looked.on);
        let days = i64::from(plan.ratings().keep_days);
        over.0.checked_add(days.days()).ok().filter(|_| !self.waits())
    }
}

impl Rating {
    /// The word in the table of one that somebody must look at; never changed.
    pub const FLAGGED: &'static str = "flagged";
    /// And of one that counts, or was struck.
    pub const SETTLED: &'static str = "settled";

    /// Whoever looked at it has seen what there was to see; a new doubt is looked at anew.
    fn flag(&mut self, flag: RatingFlag) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
            self.looked = None;
        }
    }

    fn explained(&mut self, reasons: &[String], text: Option<TextId>) {
        if !reasons.is_empty() {
            self.reasons = reasons.to_vec();
        }
        self.text = text.or(self.text);
    }
}

//! Fee notices and bank lists as records among others that outlive a day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{BankList, BankListEvent, FeeEvent, FeeNotice, ListKey, NoticeCode, TEXTS_KEPT_DAYS};
use crate::event::Event;
use crate::ids::{ServiceDay, TextId};
use crate::plan::HallPlan;
use crate::record::{Happening, Marks, Record};

/// After so many days an unpaid notice counts as over for the texts about it.
const UNPAID_DAYS: i64 = 365;

impl Record for FeeNotice {
    type Key = NoticeCode;
    type Happened = FeeEvent;

    const KIND: &'static str = "fee";

    fn key(&self) -> &NoticeCode {
        &self.code
    }

    fn told_by(event: &Event) -> Option<(&NoticeCode, ServiceDay, &FeeEvent)> {
        if let Event::Fee { code, day, happened } = event {
            Some((code, *day, happened))
        } else {
            None
        }
    }

    fn begun(code: &NoticeCode, when: Happening<'_>, happened: &FeeEvent) -> Option<Self> {
        Self::begun_by(code, when, happened)
    }

    fn apply(&mut self, when: Happening<'_>, happened: &FeeEvent) {
        self.follow(when, happened);
    }

    /// Nothing happens to a notice by itself: who does not pay is asked by people.
    fn due(&self, _: &HallPlan, _: ServiceDay) -> Option<Event> {
        None
    }

    fn marks(&self, _: &HallPlan) -> Marks {
        Marks {
            standing: self.standing.word(),
            service: Some(self.service.clone()),
            person: Some(self.clerk.clone()),
            began_on: self.issued_on,
            acts_on: None,
            due_on: None,
            warned_on: None,
            closed_on: self.closed_on(),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        let exempt = self.items.iter().filter_map(|item| item.exempt.as_ref());
        let cancelled = self.cancelled.iter().map(|cancelled| cancelled.reason);
        exempt.map(|exempt| exempt.reason).chain(cancelled).collect()
    }

    /// One that nobody pays within a year is audited no more than one that was over by then.
    fn texts_until(&self, _: &HallPlan) -> Option<Date> {
        let days = match self.closed_on() {
            Some(on) => on.0.checked_add(TEXTS_KEPT_DAYS.days()),
            None => self
                .issued_on
                .0
                .checked_add((UNPAID_DAYS + TEXTS_KEPT_DAYS).days()),
        };
        days.ok()
    }
}

impl Record for BankList {
    type Key = ListKey;
    type Happened = BankListEvent;

    const KIND: &'static str = "bank_list";

    fn key(&self) -> &ListKey {
        &self.key
    }

    fn told_by(event: &Event) -> Option<(&ListKey, ServiceDay, &BankListEvent)> {
        if let Event::BankList { list, day, happened } = event {
            Some((list, *day, happened))
        } else {
            None
        }
    }

    fn begun(key: &ListKey, when: Happening<'_>, happened: &BankListEvent) -> Option<Self> {
        Some(Self::begun_by(key, when, happened))
    }

    fn apply(&mut self, when: Happening<'_>, happened: &BankListEvent) {
        self.follow(when, happened);
    }

    fn due(&self, _: &HallPlan, _: ServiceDay) -> Option<Event> {
        None
    }

    /// A list is over with its import.
    fn marks(&self, _: &HallPlan) -> Marks {
        Marks {
            standing: "kept",
            service: None,
            person: Some(self.by.clone()),
            began_on: self.imported_on,
            acts_on: None,
            due_on: None,
            warned_on: None,
            closed_on: Some(self.imported_on),
        }
    }

    fn texts(&self) -> Vec<TextId> {
        Vec::new()
    }

    fn texts_until(&self, _: &HallPlan) -> Option<Date> {
        None
    }
}

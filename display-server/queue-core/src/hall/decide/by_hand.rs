//! What no ticket of the hall stands for: questions answered, and the sheets of an hour without power.

use super::Deciding;
use crate::command::{Actor, Advice, EnterLater, SheetLine};
use crate::event::Event;
use crate::ids::PersonCode;
use crate::leg::Outcome;
use crate::plan::{ORDINARY, Role};
use crate::rejection::Rejection;

/// What follows the letter in a number from the pad, so that it is never one of the hall's own.
const PAD_MARK: char = 'P';

impl Deciding<'_> {
    /// A clerk counts it at the own window, reception at its desk.
    pub(super) fn advice(&self, advice: &Advice) -> Result<Vec<Event>, Rejection> {
        match (self.by, advice.window) {
            (
                Actor::Person {
                    role: Role::Reception | Role::Manager,
                    ..
                },
                None,
            ) => {}
            (_, Some(window)) => {
                self.staffed(window)?;
            }
            (_, None) => return Err(Rejection::NotYours),
        }
        if let Some(code) = &advice.service {
            let documents = self.service(code)?.documents.len();
            let mut missing = advice.missing.iter().flatten();
            if missing.any(|place| usize::from(*place) >= documents) {
                return Err(Rejection::UnknownDocument {
                    service: code.clone(),
                });
            }
        }
        let given = Event::AdviceGiven {
            window: advice.window,
            service: advice.service.clone(),
            missing: advice.missing.clone(),
        };
        let elsewhere = advice.elsewhere.as_ref();
        let asked = elsewhere.map(|entry| self.advised_elsewhere(entry, advice.window));
        Ok([given].into_iter().chain(asked.transpose()?).collect())
    }

    pub(super) fn enter_later(&self, entered: &EnterLater) -> Result<Vec<Event>, Rejection> {
        let line = &entered.line;
        self.may_enter(&line.clerk)?;
        let service = self.service(&line.service)?;
        let window = self.day.plan.window(line.window);
        let window = window.ok_or(Rejection::UnknownWindow { window: line.window })?;
        if window.skill(service).is_none() {
            return Err(Rejection::NoSkill {
                window: line.window,
                service: line.service.clone(),
            });
        }
        if self
            .day
            .plan
            .person(&line.clerk)
            .is_none_or(|person| person.role != Role::Clerk)
        {
            return Err(Rejection::UnknownClerk {
                clerk: line.clerk.clone(),
            });
        }
        if !line.outcome.is_for_clerks() {
            return Err(Rejection::OutcomeNotForClerks);
        }
        if line.outcome == Outcome::AwaitingCorrection {
            return Err(Rejection::NeedsItsList);
        }
        self.number_of_the_pad(line, service.group.as_char())?;
        self.times_of_the_sheet(line)?;
        let (_, promise_s) = self.class_or_default(ORDINARY);
        Ok(vec![Event::EnteredLater {
            visit: self.next_visit(),
            request: entered.press,
            line: Box::new(line.clone()),
            promise_s,
        }])
    }

    /// The clerk who served, or a manager for everybody.
    fn may_enter(&self, clerk: &PersonCode) -> Result<(), Rejection> {
        match self.by {
            Actor::Person {
                role: Role::Manager, ..
            } => Ok(()),
            Actor::Person {
                role: Role::Clerk,
                code,
            } if code == clerk => Ok(()),
            Actor::Person {
                role: Role::Clerk | Role::Guide | Role::Reception | Role::Overseer,
                ..
            }
            | Actor::Hall
            | Actor::Device { .. }
            | Actor::Public
            | Actor::Visitor { .. } => Err(Rejection::NotYours),
        }
    }

    fn number_of_the_pad(&self, line: &SheetLine, group: char) -> Result<(), Rejection> {
        let count = line.number.as_str().strip_prefix(group);
        let count = count.and_then(|rest| rest.strip_prefix(PAD_MARK));
        let is_count =
            |count: &str| (1..=4).contains(&count.len()) && count.chars().all(|c| c.is_ascii_digit());
        if !count.is_some_and(is_count) {
            return Err(Rejection::NotFromThePad {
                number: line.number.clone(),
                expected: format!("{group}{PAD_MARK}012"),
            });
        }
        if self.day.by_number.has(&line.number) {
            return Err(Rejection::EnteredAlready {
                number: line.number.clone(),
            });
        }
        Ok(())
    }

    fn times_of_the_sheet(&self, line: &SheetLine) -> Result<(), Rejection> {
        let in_order = line.taken_at <= line.called_at && line.called_at <= line.ended_at;
        let today = self.day.times.doors_open_at <= line.taken_at && line.ended_at <= self.now;
        if in_order && today {
            Ok(())
        } else {
            Err(Rejection::BadSheetTimes)
        }
    }
}

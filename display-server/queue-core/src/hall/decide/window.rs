//! A press at a window: who may press, and the life of the window itself.

use super::Deciding;
use crate::command::{Actor, WindowCommand, WindowVerb};
use crate::event::Event;
use crate::ids::{PersonCode, WindowNumber};
use crate::plan::{Role, WindowPlan};
use crate::rejection::Rejection;
use crate::stop::{Stop, StopCause};
use crate::window::{Window, WindowState};

/// A window with somebody signed in, as a verb finds it.
pub(super) struct Staffed<'a> {
    pub(super) window: &'a Window,
    pub(super) plan: &'a WindowPlan,
    pub(super) clerk: &'a PersonCode,
}

impl<'a> Deciding<'a> {
    pub(super) fn window(&self, command: &WindowCommand) -> Result<Vec<Event>, Rejection> {
        let number = command.window;
        if command.verb == WindowVerb::Open {
            return self.open(number);
        }
        let at = self.staffed(number)?;
        match &command.verb {
            WindowVerb::Open => Ok(Vec::new()),
            WindowVerb::Pause { reason } => self.pause(&at, reason),
            WindowVerb::Resume => resume(&at),
            WindowVerb::Close => self.close(&at),
            WindowVerb::CallNext { serving, ending } => self.call_next(&at, serving.as_ref(), ending),
            WindowVerb::CallThis { ticket, reason } => self.call_this(&at, ticket, reason),
            WindowVerb::Recall { ticket } => self.recall(&at, ticket),
            WindowVerb::Start { ticket } => self.start(&at, ticket),
            WindowVerb::Finish { ticket, ending } => self.finish(&at, ticket, ending),
            WindowVerb::NoShow { ticket } => self.no_show(&at, ticket),
            WindowVerb::Park { ticket } => self.park(&at, ticket),
            WindowVerb::ResumeTicket { ticket } => self.resume_ticket(&at, ticket),
            WindowVerb::Transfer { ticket, to } => self.transfer(&at, ticket, to),
            WindowVerb::VerifyClass { ticket, verified } => self.verify_class(&at, ticket, *verified),
            WindowVerb::Undo => self.undo(number),
        }
    }

    /// The window, if the one who presses may: its clerk, a device for its clerk, or a manager.
    pub(super) fn staffed(&self, number: WindowNumber) -> Result<Staffed<'a>, Rejection> {
        let (window, plan) = self.known(number)?;
        let clerk = window.clerk();
        match self.by {
            Actor::Person {
                role: Role::Clerk,
                code,
            } if clerk.is_some_and(|clerk| clerk != code) => {
                let clerk = clerk.cloned().unwrap_or_else(|| code.clone());
                Err(Rejection::WindowTaken {
                    window: number,
                    clerk,
                })
            }
            Actor::Person {
                role: Role::Clerk | Role::Manager,
                ..
            }
            | Actor::Device { .. } => {
                let clerk = clerk.ok_or(Rejection::WindowClosed { window: number })?;
                Ok(Staffed { window, plan, clerk })
            }
            Actor::Person {
                role: Role::Guide | Role::Reception | Role::Overseer,
                ..
            }
            | Actor::Hall
            | Actor::Public
            | Actor::Visitor { .. } => Err(Rejection::NotYours),
        }
    }

    fn known(&self, number: WindowNumber) -> Result<(&'a Window, &'a WindowPlan), Rejection> {
        let window = self.day.windows.get(&number).zip(self.day.serving.get(&number));
        window.ok_or(Rejection::UnknownWindow { window: number })
    }

    fn open(&self, number: WindowNumber) -> Result<Vec<Event>, Rejection> {
        let (window, _) = self.known(number)?;
        let Actor::Person {
            code,
            role: Role::Clerk,
        } = self.by
        else {
            return Err(Rejection::NotYours);
        };
        let has_right = self
            .day
            .plan
            .person(code)
            .is_some_and(|person| person.windows.contains(&number));
        if !has_right {
            return Err(Rejection::NotYourWindow {
                clerk: code.clone(),
                window: number,
            });
        }
        match window.clerk() {
            None => Ok(self.opened(number, code)),
            Some(clerk) if clerk == code => Ok(Vec::new()),
            Some(clerk) => Err(Rejection::WindowTaken {
                window: number,
                clerk: clerk.clone(),
            }),
        }
    }

    /// A window with a clerk of its own is not covered any more.
    fn opened(&self, window: WindowNumber, clerk: &PersonCode) -> Vec<Event> {
        let clerk = clerk.clone();
        let here = self.authority_signs_in(&clerk);
        let mut events = vec![Event::WindowOpened { window, clerk }];
        events.extend(here);
        let covered = self.day.covers.iter().find(|cover| cover.window == window);
        events.extend(covered.map(|_| Event::CoverEnded { window }));
        events
    }

    fn pause(&self, at: &Staffed<'_>, reason: &str) -> Result<Vec<Event>, Rejection> {
        self.nobody_here(at)?;
        self.not_paused(at)?;
        if !self
            .day
            .plan
            .rules()
            .pause_reasons
            .iter()
            .any(|known| known.code == reason)
        {
            return Err(Rejection::UnknownReason {
                reason: reason.to_owned(),
            });
        }
        Ok(vec![Event::WindowPaused {
            window: at.window.number,
            reason: reason.to_owned(),
        }])
    }

    fn close(&self, at: &Staffed<'_>) -> Result<Vec<Event>, Rejection> {
        self.nobody_here(at)?;
        let window = at.window.number;
        let mut events = vec![Event::WindowClosed { window }];
        // Whoever leaves serves for nobody any more.
        let covers = self.day.covers.iter().filter(|cover| cover.by == window);
        events.extend(covers.map(|cover| Event::CoverEnded { window: cover.window }));
        Ok(events)
    }

    pub(super) fn nobody_here(&self, at: &Staffed<'_>) -> Result<(), Rejection> {
        match at.window.current.and_then(|leg| self.day.visits.get(&leg.visit)) {
            None => Ok(()),
            Some(visit) => Err(Rejection::WindowBusy {
                ticket: visit.ticket.number.clone(),
            }),
        }
    }

    #[expect(clippy::unused_self, reason = "reads like the other rules at its callers")]
    pub(super) fn not_paused(&self, at: &Staffed<'_>) -> Result<(), Rejection> {
        if matches!(at.window.state, WindowState::Paused { .. }) {
            return Err(Rejection::WindowPaused {
                window: at.window.number,
            });
        }
        Ok(())
    }

    fn undo(&self, number: WindowNumber) -> Result<Vec<Event>, Rejection> {
        let empty = |stop: &Stop| stop.lasts() && stop.cause == StopCause::Evacuation;
        let entry = self
            .day
            .undoable(number, self.now)
            .filter(|_| !self.day.stops.iter().any(empty))
            .ok_or(Rejection::NothingToUndo)?;
        Ok(vec![Event::Undone {
            entry,
            window: number,
            answer_by: Some(self.answer_by()),
        }])
    }
}

fn resume(at: &Staffed<'_>) -> Result<Vec<Event>, Rejection> {
    let window = at.window.number;
    if matches!(at.window.state, WindowState::Paused { .. }) {
        Ok(vec![Event::WindowResumed { window }])
    } else {
        Err(Rejection::WindowNotPaused { window })
    }
}

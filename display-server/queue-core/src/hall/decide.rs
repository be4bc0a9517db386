//! What a command means now. Deciding changes nothing: the answer is events, or a refusal.

mod authority;
mod booking;
mod by_hand;
mod card;
mod elsewhere;
mod escort;
mod hall_wide;
mod issue;
mod offline;
mod onward;
mod plan;
mod serving;
mod ticket;
mod window;

use jiff::Timestamp;

use super::{Day, Hall, Register};
use crate::command::{Actor, Command, VisitVerb};
use crate::event::Event;
use crate::rejection::Rejection;

/// Who asks what when: the same for every rule.
struct Deciding<'a> {
    day: &'a Day,
    register: &'a Register,
    now: Timestamp,
    by: &'a Actor,
}

impl Hall {
    /// Decides a command at `now`, after everything due by then has been applied.
    ///
    /// A press that was decided already decides to nothing: the shell knows its first answer. So does a
    /// confirmation of what is confirmed.
    ///
    /// # Errors
    /// A [`Rejection`] when the hall's rules refuse; nothing is remembered of it.
    pub fn decide(&self, now: Timestamp, by: &Actor, command: &Command) -> Result<Vec<Event>, Rejection> {
        if command.request().is_some_and(|request| self.knows(&request)) {
            return Ok(Vec::new());
        }
        // Appointments are made at any hour.
        if let Command::Booking(command) = command {
            return self.booking(now, by, &command.verb);
        }
        // Plans are made at any hour too.
        if let Command::Plan(command) = command {
            return self.another_plan(now, by, &command.verb);
        }
        // And people look up where to go.
        if let Command::AskElsewhere(asked) = command {
            return self.elsewhere_asked(by, &asked.entry);
        }
        // And what was printed is in somebody's hand.
        if let Command::TakeUp(row) = command {
            return self.take_up(now, by, row);
        }
        let day = self.day.as_ref().ok_or(Rejection::HallClosed)?;
        let register = &self.register;
        let deciding = Deciding {
            day,
            register,
            now,
            by,
        };
        match command {
            Command::Issue(issue) => deciding.issue(issue),
            Command::Confirm { request, evidence } => deciding.confirm(request, *evidence),
            Command::Void { request, reason } => deciding.void(request, reason),
            Command::AskLeases(asked) => deciding.leases(&asked.letters),
            Command::Visit(command) => match command.verb {
                VisitVerb::Withdraw => deciding.withdraw(command.visit),
                VisitVerb::Reactivate => deciding.reactivate(command.visit),
                VisitVerb::Arrive => deciding.arrive(command.visit),
                VisitVerb::Postpone => deciding.postpone(command.visit),
            },
            Command::Window(command) => deciding.window(command),
            Command::Escort(command) => deciding.escort(&command.verb),
            Command::Hall(command) => deciding.hall_wide(&command.verb),
            Command::Advice(advice) => deciding.advice(advice),
            Command::EnterLater(entered) => deciding.enter_later(entered),
            Command::Agency(command) => deciding.agency(&command.verb),
            // Decided above, or by the shelf.
            Command::Booking(_)
            | Command::TakeUp(_)
            | Command::Plan(_)
            | Command::Case(_)
            | Command::Rating(_)
            | Command::Followup(_)
            | Command::Fee(_)
            | Command::Appraisal(_)
            | Command::Point(_)
            | Command::AskElsewhere(_) => Ok(Vec::new()),
        }
    }
}

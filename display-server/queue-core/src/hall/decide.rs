//! What a command means now. Deciding changes nothing: the answer is events, or a refusal.

mod escort;
mod issue;
mod onward;
mod serving;
mod ticket;
mod window;

use jiff::Timestamp;

use super::{Day, Hall};
use crate::command::{Actor, Command, VisitVerb};
use crate::event::Event;
use crate::rejection::Rejection;

/// Who asks what when: the same for every rule.
struct Deciding<'a> {
    day: &'a Day,
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
        let day = self.day.as_ref().ok_or(Rejection::HallClosed)?;
        if command
            .request()
            .is_some_and(|request| day.requests.contains(&request))
        {
            return Ok(Vec::new());
        }
        let deciding = Deciding { day, now, by };
        match command {
            Command::Issue(issue) => deciding.issue(issue),
            Command::Confirm { request, evidence } => deciding.confirm(request, *evidence),
            Command::Void { request, reason } => deciding.void(request, reason),
            Command::Visit(command) => match command.verb {
                VisitVerb::Withdraw => deciding.withdraw(command.visit),
                VisitVerb::Reactivate => deciding.reactivate(command.visit),
                VisitVerb::CheckIn => deciding.check_in(command.visit),
            },
            Command::Window(command) => deciding.window(command),
            Command::Escort(command) => deciding.escort(&command.verb),
        }
    }
}

//! Who is there by the plan: which windows are staffed in a day's sessions, and whether a day keeps its hours.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{HallPlan, Role, Session, Timetable, WindowPlan};
use crate::ids::ServiceCode;

impl HallPlan {
    /// Whether a window serves a service by the rota of a day's sessions: of those that are not over, and after the
    /// last of all of them, for whoever is still there.
    #[must_use]
    pub fn rota_serves(&self, code: &ServiceCode, sessions: &[Session], now: Timestamp) -> bool {
        let Some(service) = self.service(code) else {
            return false;
        };
        let all_over = sessions.iter().all(|session| session.to <= now);
        let mut counted = sessions
            .iter()
            .filter(|session| all_over || now < session.to)
            .filter(|session| session.serves(service.group));
        let windows = self.windows_for(service);
        counted.any(|session| {
            let mut windows = windows.iter();
            windows.any(|window| session.staffs(window.number) && self.has_clerk_for(window))
        })
    }

    /// Whether anybody may sign in at a window; a plan that names no clerk says nothing of it.
    fn has_clerk_for(&self, window: &WindowPlan) -> bool {
        let people = self.parts().people.iter();
        let mut clerks = people.filter(|person| person.role == Role::Clerk).peekable();
        clerks.peek().is_none() || clerks.any(|clerk| clerk.windows.contains(&window.number))
    }

    /// Whether a date has the same hours by another plan; who is served in them, and where, is not asked.
    #[must_use]
    pub fn keeps_same_hours(&self, other: &Self, date: Date) -> bool {
        let hours = |plan: &Self| {
            let table = plan.parts().timetable_on(date).map(hours_of);
            let stop = plan.parts().early_stop_on(date).map(|stop| stop.issue_until);
            (table, stop)
        };
        hours(self) == hours(other)
    }

    /// Whether the doors open on a date when they do by another plan.
    pub(crate) fn opens_like(&self, other: &Self, date: Date) -> bool {
        let doors = |plan: &Self| plan.parts().timetable_on(date).map(|table| table.doors_open_at);
        doors(self).is_some() && doors(self) == doors(other)
    }
}

/// The times of a timetable.
fn hours_of(table: &Timetable) -> (Time, Vec<(Time, Time)>, Option<Time>, Time) {
    let sessions = table.sessions.iter().map(|session| (session.from, session.to));
    (
        table.doors_open_at,
        sessions.collect(),
        table.issue_until,
        table.day_ends_at,
    )
}

//! Follow-ups for the staff: the list of those one may see, one with everything that can be done about it, and the form by
//! which something is entered for somebody.

mod desk;
mod enter;
mod list;

pub(super) use desk::{page as desk_page, press as desk_press};
pub(super) use enter::{enter, page as enter_page};
pub(super) use list::{find, page as list_page};

use hall_protocol::case::LimitName;
use hall_protocol::followup::FollowupLine;
use queue_core::plan::{HallPlan, Role};

use super::locale::Locale;

/// The class by which a row or a heading is coloured; the words beside it say the same.
fn mark(line: &FollowupLine) -> &'static str {
    match line.limit {
        Some(LimitName::Overdue) => "overdue",
        Some(LimitName::Warned) => "warned",
        Some(LimitName::InTime) | None if line.closed_on.is_some() => "closed",
        Some(LimitName::InTime) | None => "going",
    }
}

/// Whom or what it is about, in words.
fn about(locale: &Locale<'_>, line: &FollowupLine) -> String {
    let window = line.window.map(|window| locale.window(&window));
    let person = line
        .about
        .as_ref()
        .map(|code| locale.fill("followup-about-person", &[("code", code)]));
    let management = line.management.then(|| locale.say("complain-management"));
    let all: Vec<_> = [window, person, management].into_iter().flatten().collect();
    all.join(" · ")
}

/// Those who may be given a follow-up, by work number.
fn handlers(plan: &HallPlan, overseers_only: bool) -> impl Iterator<Item = &str> {
    let people = plan.parts().people.iter();
    let may = people.filter(move |person| match person.role {
        Role::Manager => !overseers_only,
        Role::Overseer => overseers_only || queue_core::followup::follows_up(plan, &person.code),
        Role::Clerk | Role::Guide | Role::Reception => false,
    });
    may.map(|person| person.code.as_str())
}

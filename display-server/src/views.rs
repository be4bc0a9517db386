//! What the hall shows: the hall's state as wire types, for whoever watches.
//!
//! Pure: a [`Hall`] and an instant in, a view out. Invariant I5: a board is drawn here without assistance or name.

mod agency;
mod answer;
mod appraisal;
mod board;
mod booking;
mod case;
mod day;
mod escorts;
mod fee;
mod followup;
mod hall_day;
mod live;
mod mandate;
mod names;
mod offline;
mod rating;
mod responsible;
mod view;
mod visit;
mod window;

use hall_protocol::agency::DepartmentsView;
use hall_protocol::board::BoardView;
use hall_protocol::escort::{EscortsView, GuideView};
use hall_protocol::identity::DayView;
use hall_protocol::live::LiveView;
use hall_protocol::notice::HallDayView;
use hall_protocol::rating::RatingScreen;
use hall_protocol::responsibility::ResponsibilitiesView;
use hall_protocol::visit::VisitView;
use hall_protocol::window::ConsoleView;
use jiff::Timestamp;
use queue_core::hall::Touched;
use queue_core::{AreaCode, Hall, HallPlan, PersonCode, TokenHash, WindowNumber};

use crate::devices::Devices;

pub(crate) use agency::{
    comparison, comparison_line, differs_name, for_whom_name, half_name, home_visit, home_visit_line,
    home_visit_progress, not_done_name, takes_longer,
};
pub(crate) use answer::answer;
pub(crate) use appraisal::{appraisal, criterion_of, point};
pub(crate) use booking::booking;
pub(crate) use case::{case, completion_of, line as case_line, matter};
pub(crate) use escorts::{kind as escort_kind, kind_of as escort_kind_of, stage_name, stand_in_name};
pub(crate) use fee::{
    bank_list, bank_list_line, line as fee_line, notice as fee_notice, standing_name as fee_standing_name,
};
pub(crate) use followup::{
    Looked, complaint, kind_name, kind_of, line as followup_line, satisfaction_of, verdict_name, verdict_of,
};
pub(crate) use mandate::{agent_kind_name, agents, mandate, mandate_line, mandate_progress};
pub(crate) use names::{
    anchor_reason_name, channel_name, choice_name, names, outcome_name, role_name, service,
    windows_of as windows,
};
pub(crate) use rating::{
    figures as rating_figures, is_about_rating, level_of, line as rating_line, without_rater,
};
pub(crate) use view::Drawn;
pub use view::View;

/// Something that can be watched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// One area's board.
    Board(AreaCode),
    /// One window's console and pad.
    Window(WindowNumber),
    /// The open escorts.
    Escorts,
    /// A guide's own page.
    Guide(PersonCode),
    /// The manager's live queue.
    Live,
    /// One visitor's ticket.
    Visit(TokenHash),
    /// Whether the hall is open, and what it issues.
    Day,
    /// What stands in the way of an ordinary day.
    HallDay,
    /// Who answers for which visitor.
    Responsible,
    /// Who may decide for each department today.
    Departments,
    /// The screen beside a window.
    Rating(WindowNumber),
}

impl Topic {
    /// What kind of thing it is, without which one.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Board(_) => "board",
            Self::Window(_) => "window",
            Self::Escorts => "escorts",
            Self::Guide(_) => "guide",
            Self::Live => "live",
            Self::Visit(_) => "visit",
            Self::Day => "day",
            Self::HallDay => "hall_day",
            Self::Responsible => "responsible",
            Self::Departments => "departments",
            Self::Rating(_) => "rating",
        }
    }
}

/// What is shown of a topic.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one is drawn at a time, and shared behind an Arc"
)]
pub enum ViewBody {
    /// One area's board.
    Board(BoardView),
    /// One window's console and pad.
    Window(ConsoleView),
    /// The open escorts.
    Escorts(EscortsView),
    /// A guide's own page.
    Guide(GuideView),
    /// The manager's live queue.
    Live(LiveView),
    /// One visitor's ticket.
    Visit(VisitView),
    /// Whether the hall is open, and what it issues.
    Day(DayView),
    /// What stands in the way of an ordinary day.
    HallDay(HallDayView),
    /// Who answers for which visitor.
    Responsible(ResponsibilitiesView),
    /// Who may decide for each department today.
    Departments(DepartmentsView),
    /// The screen beside a window.
    Rating(RatingScreen),
}

impl ViewBody {
    /// Whether a ticket on a phone says what it said before, if of a later entry and instant: most of what happens in a queue
    /// happens behind its visitor. Of other topics hardly anything is touched that does not show.
    pub(crate) fn repeats(&self, shown: &Self) -> bool {
        let (Self::Visit(fresh), Self::Visit(shown)) = (self, shown) else {
            return false;
        };
        visit::says_the_same(fresh, shown)
    }
}

/// When a change shows in a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// It does not.
    Not,
    /// When there is time for it.
    Soon,
    /// With the commit.
    Now,
}

/// What every view is drawn from.
pub(crate) struct Scene<'a> {
    /// The hall.
    pub(crate) hall: &'a Hall,
    /// The plan that holds: the open day's, or the one of the next opening.
    pub(crate) plan: &'a HallPlan,
    /// The last entry of the journal.
    pub(crate) seq: u64,
    /// The instant.
    pub(crate) now: Timestamp,
    /// When a day opens next; none while one is open.
    pub(crate) opens_at: Option<Timestamp>,
    /// How the devices are.
    pub(crate) devices: &'a Devices,
}

/// Draws a topic; none when there is no such thing, or nothing of it to show while the hall is closed.
pub(crate) fn draw(scene: &Scene<'_>, topic: &Topic) -> Option<ViewBody> {
    match topic {
        Topic::Board(area) => board::draw(scene, area).map(ViewBody::Board),
        Topic::Window(window) => window::draw(scene, *window).map(ViewBody::Window),
        Topic::Escorts => escorts::draw(scene).map(ViewBody::Escorts),
        Topic::Guide(code) => escorts::of_guide(scene, code).map(ViewBody::Guide),
        Topic::Live => live::draw(scene).map(ViewBody::Live),
        Topic::Visit(token) => visit::draw(scene, token).map(ViewBody::Visit),
        Topic::Day => Some(ViewBody::Day(day::draw(scene))),
        Topic::HallDay => hall_day::draw(scene).map(ViewBody::HallDay),
        Topic::Responsible => responsible::draw(scene).map(ViewBody::Responsible),
        Topic::Departments => agency::departments(scene).map(ViewBody::Departments),
        Topic::Rating(window) => rating::screen(scene, *window).map(ViewBody::Rating),
    }
}

impl Topic {
    /// Whether what it shows changes with time alone: promises are missed, devices fall silent.
    pub(crate) fn moves_with_time(&self) -> bool {
        matches!(
            self,
            Self::Live | Self::Board(_) | Self::HallDay | Self::Rating(_)
        )
    }

    /// Whether a change may show in this topic, and whether somebody waits for it.
    pub(crate) fn touched_by(&self, scene: &Scene<'_>, touched: &Touched) -> Shows {
        if touched.day || touched.notices {
            return Shows::Now;
        }
        let is_touched = match self {
            Self::Board(_) | Self::Live => {
                !touched.windows.is_empty()
                    || !touched.groups.is_empty()
                    || (*self == Self::Live && touched.escorts)
            }
            // Which idle window is told of somebody depends on the other windows too.
            Self::Window(number) => {
                !touched.windows.is_empty() || touched.escorts || window::touched(scene, *number, touched)
            }
            Self::Escorts | Self::Guide(_) => touched.escorts,
            Self::Visit(token) => return visit::touched(scene, token, touched),
            Self::Day => !touched.groups.is_empty(),
            Self::Responsible => !touched.visits.is_empty(),
            // What is said for a department touches everybody.
            Self::Departments => false,
            Self::Rating(window) => rating::screen_touched(*window, touched),
            Self::HallDay => !touched.windows.is_empty() || !touched.groups.is_empty(),
        };
        if is_touched { Shows::Now } else { Shows::Not }
    }
}

/// A count as the wire has it.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

//! A hall on one service day: what it knows, what it decides, what falls due.
//!
//! Invariant I1: state changes only in [`Hall::apply`].
//! Invariant: the queues, the agenda and the tallies are derived from the visits, windows and escorts; every
//! change of a visit goes through `change_visit`, which takes it out of them and puts it back.

mod apply;
mod authority;
mod bursts;
mod by_id;
mod caps;
mod decide;
mod due;
mod follows;
mod guides;
mod index;
mod lookups;
mod passing;
mod plans;
mod ratings;
mod register;
mod responsible;
mod revisit;
mod skills;
mod strands;
mod tally;
mod turn;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use authority::{Authority, Said};
pub use caps::SlotOffer;
pub use follows::Follows;
pub use lookups::CallRecord;
pub use register::Register;
pub use responsible::Responsibility;
pub use skills::Cover;
pub use tally::Tally;
pub use turn::Carried;

use by_id::{ById, Known};

use crate::announcement::Announcement;
use crate::calling::Queue;
use crate::escort::{Escort, EscortStage, Guide};
use crate::event::Event;
use crate::ids::{
    AreaCode, EscortId, GroupLetter, HolderHash, LegId, PersonCode, RequestId, ServiceDay, TicketNumber,
    TokenHash, VisitId, WindowNumber,
};
use crate::offline::{DayNumbers, Lease, NotTakenUp, OfflineRow, Series};
use crate::plan::{DayTimes, HallPlan, WindowPlan};
use crate::rating::RatingMark;
use crate::stop::Stop;
use crate::version::PlanBook;
use crate::visit::Visit;
use crate::window::Window;

/// The hall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hall {
    day: Option<Day>,
    last_day: Option<ServiceDay>,
    /// The plan of the last day that was opened.
    plan: Option<Arc<HallPlan>>,
    /// Which version that is, and which waits.
    plans: PlanBook,
    register: Register,
    /// The last epoch that began, and the series that one day has because of it; none: the first.
    epoch: Option<(ServiceDay, DayNumbers)>,
    /// Between a day that turned and the next: what is not over.
    carried: Option<Box<Carried>>,
    /// While no day is open: the presses of the last day, and those decided since.
    night_requests: Known<RequestId>,
}

/// One open service day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Day {
    name: ServiceDay,
    plan: Arc<HallPlan>,
    times: DayTimes,
    /// The last visit that was counted before this day, in a hall that never closes.
    visits_before: u32,
    visits: BTreeMap<VisitId, Box<Visit>>,
    windows: BTreeMap<WindowNumber, Window>,
    escorts: BTreeMap<EscortId, Escort>,
    /// The guides who signed on today.
    guides: BTreeMap<PersonCode, Guide>,
    /// In which epoch and series its numbers are given and leased.
    numbers: DayNumbers,
    /// The full thousand above all that this series may give. Plans that change within the day do not lift it: the next
    /// series, should a copy of this hall begin one elsewhere, begins there.
    ceiling: u32,
    /// Since when that is not the day's first series; none: it is.
    anew_since: Option<Timestamp>,
    /// What kiosks may give alone.
    leases: Vec<Lease>,
    /// What they gave, and could not become a ticket.
    not_taken_up: Vec<(OfflineRow, NotTakenUp)>,
    /// How many numbers of the series each group has given on line.
    counters: BTreeMap<GroupLetter, u32>,
    /// How many legs were opened.
    arrivals: u64,
    requests: Known<RequestId>,
    given_up: BTreeSet<RequestId>,
    this_one_calls: BTreeMap<PersonCode, u32>,
    by_number: ById<TicketNumber, VisitId>,
    by_request: ById<RequestId, VisitId>,
    by_token: ById<TokenHash, VisitId>,
    by_holder: BTreeMap<HolderHash, BTreeSet<VisitId>>,
    advice: BTreeMap<Option<WindowNumber>, u32>,
    calls: BTreeMap<AreaCode, VecDeque<CallRecord>>,
    queues: BTreeMap<GroupLetter, Queue>,
    /// Booked visitors who are here before they may be called.
    early: BTreeSet<LegId>,
    /// Legs whose visitor is not here: missed a call, or holds a remote ticket and has not checked in.
    absent: BTreeSet<LegId>,
    parked: BTreeSet<(WindowNumber, LegId)>,
    open_legs: u32,
    agenda: BTreeSet<(Timestamp, Due)>,
    tallies: BTreeMap<GroupLetter, Tally>,
    /// The calls of each group, in order.
    call_log: BTreeMap<GroupLetter, Vec<passing::Logged>>,
    /// What has been said of today's legs.
    ratings: BTreeMap<LegId, RatingMark>,
    stops: Vec<Stop>,
    announcements: Vec<Announcement>,
    covers: Vec<Cover>,
    /// Who said today that they may decide for a department and are here, or are not any more.
    authorities: BTreeMap<String, BTreeMap<PersonCode, Said>>,
    /// What each window serves just now; derived from the plan and the covers.
    serving: BTreeMap<WindowNumber, WindowPlan>,
    /// When that was found: a tide that turned since is due.
    serving_since: Timestamp,
    /// When a leg ended last: its press can still be undone, so the day stays open a little.
    last_end_at: Timestamp,
}

/// Something that falls due by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// Nobody said that paper came out.
    Confirm(VisitId),
    /// A leg's time comes.
    Ready(LegId),
    /// A called visitor did not come.
    Answer(LegId),
    /// A job was offered to one guide long enough.
    Offer(EscortId),
    /// A limit of a job passes.
    Limit(EscortId, EscortStage),
}

/// What an entry changed, for whoever keeps records of it or shows it.
#[expect(clippy::struct_excessive_bools, reason = "each is one part of the hall")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Windows whose state or visitor changed.
    pub windows: BTreeSet<WindowNumber>,
    /// Groups whose queue or figures changed.
    pub groups: BTreeSet<GroupLetter>,
    /// Visits that changed.
    pub visits: BTreeSet<VisitId>,
    /// Whether an escort changed, or a guide.
    pub escorts: bool,
    /// Escorts that are over now and were not before.
    pub ended_escorts: Vec<EscortId>,
    /// Whether a stop, an announcement, a cover or the closing changed.
    pub notices: bool,
    /// Whether a booking changed.
    pub bookings: bool,
    /// Windows at which another leg was rated.
    pub rateable: BTreeSet<WindowNumber>,
    /// Visits with a leg of which something was said.
    pub rated: BTreeSet<VisitId>,
    /// Whether a day began or ended.
    pub day: bool,
    /// Legs that are over now and were not before.
    pub ended: Vec<LegId>,
    /// Legs that were over and are not any more, or never were: an undo.
    pub reopened: Vec<LegId>,
}

impl Hall {
    /// A hall with no day open.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The opening of a service day by the plan that holds on it, see [`Hall::plan_on`]; none while a day is open, when
    /// the plan keeps no hours on that weekday, or when the day is not after the last one.
    #[must_use]
    pub fn opening(&self, plan: &HallPlan, day: ServiceDay, zone: &TimeZone) -> Option<Event> {
        if self.day.is_some() || self.last_day.is_some_and(|last| day <= last) {
            return None;
        }
        let times = plan.day_times(day, zone)?;
        Some(Event::DayOpened {
            day,
            plan: Box::new(plan.clone()),
            times,
            bookings: self.register.still_expected(day, self.carried.as_deref()),
            carried: self.carried.clone(),
            plans: self.plans.opened_with(self.beginning_on(day)),
            numbers: self.numbers_of(day),
        })
    }

    /// In which epoch and series a day gives its numbers; none: the first of both.
    fn numbers_of(&self, day: ServiceDay) -> Option<DayNumbers> {
        self.epoch.map(|(began_on, numbers)| DayNumbers {
            series: if began_on == day {
                numbers.series
            } else {
                Series::FIRST
            },
            ..numbers
        })
    }
}

impl Day {
    fn new(day: ServiceDay, plan: Arc<HallPlan>, times: DayTimes, at: Timestamp) -> Self {
        let windows = plan.parts().windows.iter();
        let windows = windows
            .map(|window| (window.number, Window::closed(window.number, at)))
            .collect();
        let queues = plan
            .parts()
            .groups
            .iter()
            .map(|group| (group.letter, Queue::default()))
            .collect();
        let serving = skills::serving(&plan, &times, &[], at);
        let ceiling = Series::FIRST.ceiling(plan.most_numbers());
        Self {
            name: day,
            plan,
            times,
            visits_before: 0,
            visits: BTreeMap::new(),
            windows,
            escorts: BTreeMap::new(),
            guides: BTreeMap::new(),
            numbers: DayNumbers::FIRST,
            ceiling,
            anew_since: None,
            leases: Vec::new(),
            not_taken_up: Vec::new(),
            counters: BTreeMap::new(),
            arrivals: 0,
            requests: Known::default(),
            given_up: BTreeSet::new(),
            this_one_calls: BTreeMap::new(),
            by_number: ById::default(),
            by_request: ById::default(),
            by_token: ById::default(),
            by_holder: BTreeMap::new(),
            advice: BTreeMap::new(),
            calls: BTreeMap::new(),
            queues,
            early: BTreeSet::new(),
            absent: BTreeSet::new(),
            parked: BTreeSet::new(),
            open_legs: 0,
            agenda: BTreeSet::new(),
            tallies: BTreeMap::new(),
            call_log: BTreeMap::new(),
            ratings: BTreeMap::new(),
            stops: Vec::new(),
            announcements: Vec::new(),
            covers: Vec::new(),
            authorities: BTreeMap::new(),
            serving,
            serving_since: at,
            last_end_at: at,
        }
    }
}

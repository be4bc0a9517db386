//! What outlives a service day, as far as it is needed: the shell puts in what a command or an entry is about, and stores
//! what came of it.
//!
//! A hall has thousands of cases and answers a press about one. So they are not part of the [`Hall`], which is a day's and
//! is replayed every morning: they stand in tables, each as the journal left it, and are taken from there one by one.
//!
//! Invariant: a record changes only in [`Shelf::apply`], by an entry of the journal; applying the whole journal to an empty
//! shelf gives every record as it stands in the tables.

mod agency;
mod appraisals;
mod cases;
mod fees;
mod followups;
mod principals;
mod rack;
mod ratings;

pub use rack::{Kept, Rack};

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::agency::{Comparison, HomeVisit, Mandate, RecordCode};
use crate::appraisal::{Appraisal, Month};
use crate::case::{Case, MatterCode};
use crate::command::{Actor, Command};
use crate::event::{Entry, Event};
use crate::fee::{BankList, FeeNotice, ListKey, NoticeCode};
use crate::followup::{Followup, FollowupCode};
use crate::hall::Hall;
use crate::ids::ServiceDay;
use crate::plan::HallPlan;
use crate::points::{PointCode, PointLine};
use crate::rating::{Rating, RatingKey};
use crate::rejection::Rejection;

/// When something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// Its date where the hall is.
    pub date: Date,
}

/// What has been taken out of the tables, each kind on a rack of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Cases.
    pub cases: Rack<Case>,
    /// Home visits.
    pub home_visits: Rack<HomeVisit>,
    /// Mandates.
    pub mandates: Rack<Mandate>,
    /// Comparisons with departments' own lists.
    pub comparisons: Rack<Comparison>,
    /// Follow-ups.
    pub followups: Rack<Followup>,
    /// Fee notices.
    pub fees: Rack<FeeNotice>,
    /// Bank lists.
    pub bank_lists: Rack<BankList>,
    /// Appraisals, by month.
    pub appraisals: Rack<Appraisal>,
    /// Lines of the ledger.
    pub points: Rack<PointLine>,
    /// Ratings.
    pub ratings: Rack<Rating>,
}

/// The records that must be put in before a command is decided: those it names, and those it may begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Cases.
    pub cases: BTreeSet<MatterCode>,
    /// Home visits.
    pub home_visits: BTreeSet<RecordCode>,
    /// Mandates.
    pub mandates: BTreeSet<RecordCode>,
    /// Comparisons.
    pub comparisons: BTreeSet<RecordCode>,
    /// Follow-ups.
    pub followups: BTreeSet<FollowupCode>,
    /// Fee notices.
    pub fees: BTreeSet<NoticeCode>,
    /// Bank lists.
    pub bank_lists: BTreeSet<ListKey>,
    /// Appraisals, by month.
    pub appraisals: BTreeSet<Month>,
    /// Lines of the ledger.
    pub points: BTreeSet<PointCode>,
    /// The month of which every line of the ledger is wanted.
    pub ledger_of: Option<Month>,
    /// Ratings.
    pub ratings: BTreeSet<RatingKey>,
}

impl Shelf {
    /// What must be put in before a command is decided.
    #[must_use]
    pub fn wanted(hall: &Hall, command: &Command) -> Wanted {
        match command {
            Command::Case(command) => cases::wanted(command),
            Command::Window(command) => cases::wanted_at_window(hall, command),
            Command::Agency(command) => agency::wanted(hall, command),
            Command::Followup(command) => followups::wanted(hall, command),
            Command::Rating(command) => ratings::wanted(hall, command),
            Command::Fee(command) => fees::wanted(hall, command),
            Command::Appraisal(command) => appraisals::wanted(command),
            Command::Point(command) => appraisals::wanted_by_point(hall, command),
            Command::Issue(_)
            | Command::AskLeases(_)
            | Command::TakeUp(_)
            | Command::Confirm { .. }
            | Command::Void { .. }
            | Command::Visit(_)
            | Command::Escort(_)
            | Command::Booking(_)
            | Command::Hall(_)
            | Command::Advice(_)
            | Command::EnterLater(_)
            | Command::AskElsewhere(_)
            | Command::Plan(_) => Wanted::default(),
        }
    }

    /// Decides a command, as [`Hall::decide`] does, and what it means for what outlives the day.
    ///
    /// # Errors
    /// A [`Rejection`] when the rules refuse; nothing is remembered of it.
    pub fn decide(
        &self,
        hall: &Hall,
        now: Now,
        by: &Actor,
        command: &Command,
    ) -> Result<Vec<Event>, Rejection> {
        match command {
            Command::Case(asked) => self.about_case(hall, now.date, by, asked),
            Command::Window(asked) => {
                let mut events = hall.decide(now.at, by, command)?;
                self.at_window(hall, asked, &mut events)?;
                Ok(events)
            }
            Command::EnterLater(asked) => {
                let mut events = hall.decide(now.at, by, command)?;
                events.extend(cases::entered_later(hall, asked, &events));
                Ok(events)
            }
            // Who may decide today is the open day's.
            Command::Agency(asked) if asked.is_of_the_day() => hall.decide(now.at, by, command),
            Command::Agency(asked) => self.beyond_windows(hall, by, asked),
            Command::Followup(asked) => self.about_followup(hall, by, asked),
            Command::Rating(asked) => self.about_rating(hall, now.at, by, asked),
            Command::Fee(asked) => self.about_fee(hall, by, asked),
            Command::Appraisal(asked) => self.about_appraisal(hall, now.date, by, asked),
            Command::Point(asked) => self.about_point(hall, by, asked),
            Command::Issue(_)
            | Command::AskLeases(_)
            | Command::TakeUp(_)
            | Command::Confirm { .. }
            | Command::Void { .. }
            | Command::Visit(_)
            | Command::Escort(_)
            | Command::Booking(_)
            | Command::Hall(_)
            | Command::Advice(_)
            | Command::AskElsewhere(_)
            | Command::Plan(_) => hall.decide(now.at, by, command),
        }
    }

    /// What falls due by itself on a service day; to be asked when it begins.
    #[must_use]
    pub fn due(&self, plan: &HallPlan, day: ServiceDay) -> Vec<Event> {
        let cases = self.cases.due(plan, day);
        let followups = self.followups.due(plan, day);
        let fees = self.fees.due(plan, day);
        let visits = self.home_visits.due(plan, day);
        let mandates = self.mandates.due(plan, day);
        let beyond = visits.chain(mandates);
        cases.chain(followups).chain(fees).chain(beyond).collect()
    }

    /// Makes an entry part of the records.
    pub fn apply(&mut self, entry: &Entry) {
        self.cases.apply(entry);
        self.home_visits.apply(entry);
        self.mandates.apply(entry);
        self.comparisons.apply(entry);
        self.followups.apply(entry);
        self.fees.apply(entry);
        self.bank_lists.apply(entry);
        self.appraisals.apply(entry);
        self.points.apply(entry);
        self.ratings.apply(entry);
    }
}

/// The plan that holds and the day to which a decision about a limit belongs: the open one, or between two of them the
/// date itself. What is done on a Sunday is not done on Friday.
fn standing_on(hall: &Hall, date: Date) -> Option<(&HallPlan, ServiceDay)> {
    let (plan, day) = standing(hall)?;
    let is_open = hall.day().is_some();
    Some((plan, if is_open { day } else { day.max(ServiceDay(date)) }))
}

/// The plan that holds and the day to which decisions belong: the open one, or in the night the last.
fn standing(hall: &Hall) -> Option<(&HallPlan, ServiceDay)> {
    let day = hall.day().or(hall.last_day())?;
    Some((hall.last_plan()?, day))
}

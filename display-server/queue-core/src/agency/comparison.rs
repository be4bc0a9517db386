//! A department's own list of what it completed, compared with what was accepted and completed here.
//!
//! A matter that a department decides without the hall (體外循環) stands in its list and not here; one that stands in both
//! with other days was decided twice over, or written down late. What was found is kept, so that it can be asked about later.

mod record;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AgencyRefusal, RecordCode};
use crate::case::{Case, Completion, MatterCode};
use crate::command::{Actor, Compare};
use crate::ids::{PersonCode, ServiceDay};
use crate::plan::{HallPlan, Oversight, Role};
use crate::rejection::Rejection;

/// How many rows a list has at most.
pub const COMPARED_LIMIT: usize = 5_000;
/// How many of those done here and missing there are named; all are counted.
const MISSING_THERE_NAMED: usize = 1_000;
/// The longest number of a department, in characters.
const NUMBER_LIMIT: usize = 40;

/// A row of a department's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The matter; none: the department knows it by its own number only.
    pub matter: Option<MatterCode>,
    /// The department's own number.
    pub number: Option<String>,
    /// When it was completed.
    pub completed_on: Date,
    /// How; none: the list does not say.
    pub how: Option<Completion>,
}

/// How many rows that cannot be read are named; all are counted.
pub const UNREAD_NAMED: usize = 200;

/// A row that cannot be read, and so is not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadRow {
    /// Its line in the file, from 1.
    pub line: u32,
    /// Why not.
    pub why: RowFault,
}

impl UnreadRow {
    /// A row that cannot be read, by its line.
    #[must_use]
    pub fn at(line: u32, why: RowFault) -> Self {
        Self { line, why }
    }
}

/// What was read of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRead {
    /// The good rows.
    pub rows: Vec<ListRow>,
    /// Those that cannot be read, as far as they are named.
    pub unread: Vec<UnreadRow>,
    /// How many they are.
    pub unread_count: u32,
    /// The matters that these name: they stand in the list, whatever else it says of them.
    pub named: BTreeSet<MatterCode>,
}

impl ListRead {
    /// A row is not compared, and stands in the list all the same.
    pub fn leave_out(&mut self, row: UnreadRow, matter: Option<MatterCode>) {
        self.unread_count += 1;
        if self.unread.len() < UNREAD_NAMED {
            self.unread.push(row);
        }
        self.named.extend(matter);
    }

    /// Leaves out rows of other days than the list's about matters that are not known here: nobody can say what is wrong.
    fn within(mut self, (from, to): (Date, Date), cases: &BTreeMap<MatterCode, Case>) -> Self {
        let is_known = |row: &ListRow| row.matter.as_ref().is_some_and(|code| cases.contains_key(code));
        let is_good = |row: &ListRow| (from..=to).contains(&row.completed_on) || is_known(row);
        let (good, bad): (Vec<_>, Vec<_>) = std::mem::take(&mut self.rows).into_iter().partition(is_good);
        self.rows = good;
        for row in bad {
            self.leave_out(UnreadRow::at(row.line, RowFault::Date), row.matter);
        }
        self.unread.sort_by_key(|row| row.line);
        self
    }
}

/// Why a row cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowFault {
    /// It has more cells than the header, or a quotation that does not end.
    Cells,
    /// Its matter code is none.
    Matter,
    /// Its number is none: too long, without a digit, or several words.
    Number,
    /// It names neither a matter nor a number.
    NothingNamed,
    /// Its date is none, or outside the days of the list.
    Date,
    /// Its result is none that is known.
    How,
}

impl RowFault {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Cells,
        Self::Matter,
        Self::Number,
        Self::NothingNamed,
        Self::Date,
        Self::How,
    ];
}

/// What a list and the hall do not say alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// Handled without the hall: nothing here has that code, or there is none.
    UnknownHere,
    /// Done there, and not here.
    NotDoneHere,
    /// Done here, and not in the list.
    NotDoneThere,
    /// Done on another day.
    OtherDate,
    /// Done otherwise: granted there and refused here.
    OtherEnd,
    /// A matter of another department.
    OtherDepartment,
    /// In the list a second time.
    Twice,
}

impl Differs {
    /// All of them, the gravest first.
    pub const ALL: [Self; 7] = [
        Self::UnknownHere,
        Self::NotDoneHere,
        Self::NotDoneThere,
        Self::OtherEnd,
        Self::OtherDate,
        Self::OtherDepartment,
        Self::Twice,
    ];
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What differs.
    pub what: Differs,
    /// The line of the list; none: it is not in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<MatterCode>,
    /// The department's own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When it was done there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there: Option<Listed>,
    /// When it was done here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here: Option<Listed>,
}

/// When and how something was done, as one of the two sides says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// When.
    pub on: Date,
    /// How; none: it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Completion>,
}

/// A list that was compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// By what it is found again.
    pub code: RecordCode,
    /// On which service day it was compared.
    pub compared_on: ServiceDay,
    /// The instant.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonCode,
    /// What was found.
    pub found: Compare,
}

/// Something that happened to a comparison: it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "comparison", rename_all = "snake_case")]
pub enum ComparisonEvent {
    /// A list was compared.
    Compared {
        /// What was found.
        found: Compare,
    },
}

/// Whether a text can be a department's own number: short, one word, and with a digit, so that no name is one.
#[must_use]
pub fn numbers_something(text: &str) -> bool {
    let count = text.chars().count();
    let one_word = text
        .chars()
        .all(|letter| letter.is_alphanumeric() || "-_/.()（）〔〕[]【】".contains(letter));
    (1..=NUMBER_LIMIT).contains(&count) && one_word && text.chars().any(|letter| letter.is_ascii_digit())
}

/// Compares a department's list of some days with the cases that it names and those that were done here on these days. A date
/// outside of them is another date, where the matter is known.
#[must_use]
pub fn compared(
    plan: &HallPlan,
    (department, from, to): (&str, Date, Date),
    list: ListRead,
    cases: &BTreeMap<MatterCode, Case>,
) -> Compare {
    let list = list.within((from, to), cases);
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    let mut agreed = 0;
    for row in &list.rows {
        let twice = !seen.insert(told_by(row));
        match differs(plan, department, row, cases, twice) {
            Some(what) => findings.push(of_row(row, what, cases)),
            None => agreed += 1,
        }
    }
    let missing: Vec<_> = cases
        .values()
        .filter(|case| is_done_between(case, from, to) && plan.decides(&case.service) == Some(department))
        .filter(|case| !seen.contains(&(Some(&case.code), None)) && !list.named.contains(&case.code))
        .collect();
    findings.extend(
        missing
            .iter()
            .take(MISSING_THERE_NAMED)
            .map(|case| missing_there(case)),
    );
    Compare {
        department: department.to_owned(),
        from,
        to,
        rows: u32::try_from(list.rows.len()).unwrap_or(u32::MAX),
        agreed,
        findings,
        unread: list.unread.clone(),
        unread_count: list.unread_count,
        left_out: u32::try_from(missing.len().saturating_sub(MISSING_THERE_NAMED)).unwrap_or(u32::MAX),
    }
}

/// What a row is about: its matter, or where it names none the department's number.
fn told_by(row: &ListRow) -> (Option<&MatterCode>, Option<&str>) {
    match &row.matter {
        Some(matter) => (Some(matter), None),
        None => (None, row.number.as_deref()),
    }
}

/// What was accepted here and done on one of the days; a file that was only given back was never a matter.
fn is_done_between(case: &Case, from: Date, to: Date) -> bool {
    let done = case.completed.as_ref().filter(|_| case.acceptance.is_some());
    done.is_some_and(|done| (from..=to).contains(&done.on.0))
}

fn differs(
    plan: &HallPlan,
    department: &str,
    row: &ListRow,
    cases: &BTreeMap<MatterCode, Case>,
    twice: bool,
) -> Option<Differs> {
    if twice {
        return Some(Differs::Twice);
    }
    let Some(case) = row.matter.as_ref().and_then(|code| cases.get(code)) else {
        return Some(Differs::UnknownHere);
    };
    if plan
        .decides(&case.service)
        .is_some_and(|decides| decides != department)
    {
        return Some(Differs::OtherDepartment);
    }
    let Some(done) = &case.completed else {
        return Some(Differs::NotDoneHere);
    };
    if row.how.is_some_and(|how| how != done.how) {
        Some(Differs::OtherEnd)
    } else if done.on.0 == row.completed_on {
        None
    } else {
        Some(Differs::OtherDate)
    }
}

fn of_row(row: &ListRow, what: Differs, cases: &BTreeMap<MatterCode, Case>) -> Finding {
    let case = row.matter.as_ref().and_then(|code| cases.get(code));
    Finding {
        what,
        line: Some(row.line),
        matter: row.matter.clone(),
        number: row.number.clone(),
        there: Some(Listed {
            on: row.completed_on,
            how: row.how,
        }),
        here: case.and_then(done_here),
    }
}

fn missing_there(case: &Case) -> Finding {
    Finding {
        what: Differs::NotDoneThere,
        line: None,
        matter: Some(case.code.clone()),
        number: None,
        there: None,
        here: done_here(case),
    }
}

fn done_here(case: &Case) -> Option<Listed> {
    let done = case.completed.as_ref()?;
    Some(Listed {
        on: done.on.0,
        how: Some(done.how),
    })
}

/// Keeps what was found: for managers, and overseers of the centre and of discipline.
pub(super) fn decided(
    plan: &HallPlan,
    day: ServiceDay,
    by: &Actor,
    found: &Compare,
) -> Result<ComparisonEvent, Rejection> {
    may(plan, by)?;
    if plan.department(&found.department).is_none() {
        let department = found.department.clone();
        return Err(AgencyRefusal::NoSuchDepartment { department }.into());
    }
    let (from, to) = (found.from, found.to);
    let a_year_on = from.checked_add(jiff::ToSpan::days(366)).unwrap_or(Date::MAX);
    if from > to || to > a_year_on || to > day.0 {
        return Err(AgencyRefusal::BadPeriod { from, to }.into());
    }
    if found.unread.len() > UNREAD_NAMED {
        return Err(AgencyRefusal::TooManyRows.into());
    }
    match found.rows {
        0 => Err(AgencyRefusal::NothingToCompare.into()),
        rows if rows as usize > COMPARED_LIMIT
            || found.findings.len() > COMPARED_LIMIT + MISSING_THERE_NAMED =>
        {
            Err(AgencyRefusal::TooManyRows.into())
        }
        _ => Ok(ComparisonEvent::Compared { found: found.clone() }),
    }
}

fn may(plan: &HallPlan, by: &Actor) -> Result<(), Rejection> {
    let Actor::Person { code, role } = by else {
        return Err(Rejection::NotYours);
    };
    let oversees = |wanted: Oversight| {
        plan.person(code)
            .is_some_and(|person| person.oversees.contains(&wanted))
    };
    let allowed = match role {
        Role::Manager => true,
        Role::Overseer => oversees(Oversight::Centre) || oversees(Oversight::Discipline),
        Role::Clerk | Role::Guide | Role::Reception => false,
    };
    if allowed { Ok(()) } else { Err(Rejection::NotYours) }
}

//! 監察: follow-ups that are open and late, 督辦單 without an answer, calls out of order with those passed, and why things
//! could not be done.

use hall_protocol::case::LimitName;
use hall_protocol::followup::{FollowupKindName, FollowupLine};
use hall_protocol::report::CauseCount;
use jiff::civil::Date;
use queue_core::ServiceDay;
use queue_core::case::Case;
use queue_core::followup::Followup;

use super::{Period, is_overdue};
use crate::http::Refused;
use crate::http::followups::{followups, part};
use crate::pages::reader::Reader;
use crate::report::counted;
use crate::store::{OutOfOrderCall, Which};

/// How many late ones of a kind are named.
const NAMED: usize = 50;

pub(super) struct Discipline {
    pub(super) kinds: Vec<Kind>,
    pub(super) late: Vec<FollowupLine>,
    pub(super) causes: Vec<CauseCount>,
    /// Late cases: code, and whether a 督辦單 waits for an answer.
    pub(super) cases: Vec<(String, bool)>,
    pub(super) late_cases: usize,
    pub(super) calls: Vec<(ServiceDay, OutOfOrderCall)>,
}

pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) open: usize,
    pub(super) overdue: usize,
    pub(super) closed: usize,
    pub(super) founded: usize,
}

impl Discipline {
    pub(super) async fn read(reader: &Reader, period: Period, today: Date) -> Result<Self, Refused> {
        let reports = &reader.state.reports;
        let Period { from, to } = period;
        let open = followups(&reader.state, &reader.caller, Which::Open)
            .await?
            .followups;
        let closed: Vec<Followup> = reports.records(Which::Closed { from, to }).await?;
        let seen = |one: &&Followup| part(&reader.plan, one, &reader.caller).is_some();
        let closed: Vec<&Followup> = closed.iter().filter(seen).collect();
        let cases = reports.records::<Case>(Which::Open).await?;
        let late: Vec<&Case> = cases
            .iter()
            .filter(|case| is_overdue(&reader.plan, case, today))
            .collect();
        let causes = closed.iter().filter_map(|one| one.decision()?.cause.as_deref());
        Ok(Self {
            kinds: kinds(&open, &closed),
            causes: counted(causes),
            late: open.into_iter().filter(is_late).take(NAMED).collect(),
            late_cases: late.len(),
            cases: late
                .iter()
                .take(NAMED)
                .map(|case| (case.code.to_string(), case.open_supervision().is_some()))
                .collect(),
            calls: reports.out_of_order(ServiceDay(from), ServiceDay(to)).await?,
        })
    }
}

fn is_late(line: &FollowupLine) -> bool {
    line.limit == Some(LimitName::Overdue)
}

fn kinds(open: &[FollowupLine], closed: &[&Followup]) -> Vec<Kind> {
    let of = |kind: FollowupKindName| {
        let open = || open.iter().filter(move |line| line.kind == kind);
        let closed = || {
            closed
                .iter()
                .filter(move |one| crate::views::kind_name(one.kind()) == kind)
        };
        Kind {
            name: kind.name(),
            open: open().count(),
            overdue: open().filter(|line| is_late(line)).count(),
            closed: closed().count(),
            founded: closed().filter(|one| one.is_founded()).count(),
        }
    };
    FollowupKindName::ALL.iter().copied().map(of).collect()
}

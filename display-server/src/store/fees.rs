//! Fee notices for those who audit them: whether each one's matter was accepted here.

use std::collections::BTreeSet;

use queue_core::case::Case;
use queue_core::fee::FeeNotice;
use queue_core::{NoticeCode, ServiceDay};
use rusqlite::{Connection, OptionalExtension, named_params};

use super::day_number;
use super::records::{self, DayRecords, Which};

/// A notice, and whether it is charged without an acceptance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditedNotice {
    /// The notice.
    pub notice: FeeNotice,
    /// Whether its matter was never accepted here, although its leg has ended: neither accepted or done on the spot at that
    /// leg, nor accepted at another.
    pub without_acceptance: bool,
}

/// What a day did to fee notices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeesOfDay {
    /// What happened, and what stood open when the day ended.
    pub records: DayRecords<FeeNotice>,
    /// Those of them that are charged without an acceptance.
    pub without_acceptance: BTreeSet<NoticeCode>,
}

/// Reads a day's entries, from its first to its last.
pub(super) fn of_day(
    connection: &Connection,
    day: ServiceDay,
    entries: (u64, u64),
) -> rusqlite::Result<FeesOfDay> {
    let records: DayRecords<FeeNotice> = records::of_day(connection, day, entries)?;
    let mut without_acceptance = BTreeSet::new();
    for (notice, _) in &records.happened {
        if is_without_acceptance(connection, notice)? {
            without_acceptance.insert(notice.code.clone());
        }
    }
    Ok(FeesOfDay {
        records,
        without_acceptance,
    })
}

/// The notices of a question.
pub(super) fn list(connection: &Connection, which: Which) -> rusqlite::Result<Vec<AuditedNotice>> {
    let notices = records::list::<FeeNotice>(connection, which)?;
    notices
        .into_iter()
        .map(|notice| audited(connection, notice))
        .collect()
}

pub(super) fn audited(connection: &Connection, notice: FeeNotice) -> rusqlite::Result<AuditedNotice> {
    let without_acceptance = is_without_acceptance(connection, &notice)?;
    Ok(AuditedNotice {
        notice,
        without_acceptance,
    })
}

fn is_without_acceptance(connection: &Connection, notice: &FeeNotice) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(include_str!("fees/outcome_of_leg.sql"))?;
    let leg = named_params! {
        ":day": day_number(notice.issued_on), ":visit": notice.leg.visit.0, ":leg": notice.leg.index,
    };
    let outcome: Option<String> = statement.query_row(leg, |row| row.get("outcome")).optional()?;
    Ok(match outcome.as_deref() {
        // It is still served, and may be accepted yet.
        None | Some("accepted" | "done_on_spot") => false,
        Some(_) => {
            let case = records::one::<Case>(connection, &notice.matter)?;
            case.is_none_or(|(_, case)| case.acceptance.is_none())
        }
    })
}

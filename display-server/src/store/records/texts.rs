//! Which texts are still needed by a record.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use queue_core::agency::{HomeVisit, Mandate};
use queue_core::appraisal::Appraisal;
use queue_core::case::Case;
use queue_core::fee::FeeNotice;
use queue_core::followup::Followup;
use queue_core::points::PointLine;
use queue_core::rating::Rating;
use queue_core::{HallPlan, Record, ServiceDay, TextId};
use rusqlite::{Connection, Row, named_params};

use super::read;
use crate::store::day_number;

/// The longest time for which texts are kept after their record was over, in days: what a plan may say, and a little more.
const LONGEST_DAYS: i64 = 1_200;

/// The texts of what is not over, and of what was over not long ago.
pub(in crate::store) fn needed(
    connection: &Connection,
    plan: &HallPlan,
    now: Timestamp,
) -> rusqlite::Result<BTreeSet<TextId>> {
    // The date differs from the hall's by a day at most, which a purpose of weeks bears.
    let today = TimeZone::UTC.to_datetime(now).date();
    let oldest = today.checked_sub(LONGEST_DAYS.days()).unwrap_or(Date::MIN);
    let mut statement = connection.prepare_cached(include_str!("with_texts.sql"))?;
    let mut rows = statement.query(named_params! { ":oldest": day_number(ServiceDay(oldest)) })?;
    let mut needed = BTreeSet::new();
    while let Some(row) = rows.next()? {
        needed.extend(of_row(row, plan, today)?);
    }
    Ok(needed)
}

fn of_row(row: &Row<'_>, plan: &HallPlan, today: Date) -> rusqlite::Result<Vec<TextId>> {
    let kind: String = row.get("kind")?;
    match kind.as_str() {
        Case::KIND => of_kind::<Case>(row, plan, today),
        Appraisal::KIND => of_kind::<Appraisal>(row, plan, today),
        PointLine::KIND => of_kind::<PointLine>(row, plan, today),
        HomeVisit::KIND => of_kind::<HomeVisit>(row, plan, today),
        Mandate::KIND => of_kind::<Mandate>(row, plan, today),
        Rating::KIND => of_kind::<Rating>(row, plan, today),
        Followup::KIND => of_kind::<Followup>(row, plan, today),
        FeeNotice::KIND => of_kind::<FeeNotice>(row, plan, today),
        // A newer program's, which refuses this one already.
        _ => Ok(Vec::new()),
    }
}

/// Those of a record, and of what an undo would put back, as long as the record itself needs all of its own.
fn of_kind<T: Record>(row: &Row<'_>, plan: &HallPlan, today: Date) -> rusqlite::Result<Vec<TextId>> {
    let record: T = read(&row.get::<_, String>("record")?)?;
    let before: Option<String> = row.get("before")?;
    let before: Option<T> = before.as_deref().map(read).transpose()?;
    let mut needed = record.texts_needed(plan, today);
    if needed == record.texts() {
        needed.extend(before.iter().flat_map(Record::texts));
    }
    Ok(needed)
}

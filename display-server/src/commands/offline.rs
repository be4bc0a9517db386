//! Commands that need no running server.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use machine::durable::make_folder;
use queue_core::ServiceDay;

use super::ReportForm;
use crate::anchor::{Anchor, AnchorError, read_anchors};
use crate::clock::Clock;
use crate::identity::{Identities, IdentityError, OpenError};
use crate::plan_file::{self, PlanFileError};
use crate::plan_in_force::PlanInForce;
use crate::report::{day_report, legs_csv};
use crate::store::{VerifyError, read_day, read_plan, verify_anchored};

/// Why a command ends with an error.
#[derive(Debug, thiserror::Error)]
pub enum OfflineError {
    /// The plan is at fault.
    #[error(transparent)]
    Plan(#[from] PlanFileError),
    /// The chain does not hold.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// The anchors cannot be read.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// The identities cannot be opened.
    #[error(transparent)]
    Identities(#[from] OpenError),
    /// The PIN or the person is not good.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The journal cannot be read.
    #[error("{folder} cannot be read: {source}")]
    Journal {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// There is no such day.
    #[error("the day {day} was never opened here; check the date")]
    NoSuchDay {
        /// What was asked for.
        day: Date,
    },
    /// The report cannot be written.
    #[error("the report cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// Standard input cannot be read.
    #[error("the PIN could not be read from standard input: {0}")]
    Input(#[from] std::io::Error),
}

/// Checks a hall plan.
///
/// # Errors
/// Every fault of the plan, with its line.
pub fn check(plan: &Path) -> Result<String, OfflineError> {
    let plan = plan_file::read(plan)?;
    let parts = plan.parts();
    let (services, windows) = (parts.services.len(), parts.windows.len());
    let zone = TimeZone::get(&parts.hall.zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(Clock::system().now()).date();
    let summary = format!(
        "{}: {services} services, {windows} windows; no fault",
        parts.hall.code
    );
    let remarks = plan.remarks(today).into_iter();
    let remarks = remarks.map(|remark| format!("look at this: {remark}"));
    Ok(std::iter::once(summary)
        .chain(remarks)
        .collect::<Vec<_>>()
        .join("\n"))
}

/// Proves the journal's chain, and that it is the one that was anchored.
///
/// # Errors
/// Names the first entry that is not what it was.
pub fn verify_folder(folder: &Path, anchor: Option<&Path>) -> Result<String, OfflineError> {
    // Read before the journal: every anchor is of an entry that is there already.
    let anchors = anchor.map(read_anchors).transpose()?.unwrap_or_default();
    let proof = verify_anchored(folder, &anchors)?;
    let chain = format!(
        "the chain holds: to entry {}, head {}",
        proof.head_seq,
        hex::encode(proof.head_hash)
    );
    let last = anchors.iter().max_by_key(|anchor| anchor.end.seq);
    Ok(match (proof.left_behind, last) {
        (Some(left), _) => format!(
            "{chain}\nanchors up to entry {} at {} are of what was left behind: epoch {} began with entry {}, as it does after `restore`, or where the data were older than the high-water file. Every other anchor holds: {} in all",
            left.seq,
            left.at,
            left.epoch,
            left.began,
            anchors.len()
        ),
        (None, Some(Anchor { end, at })) => format!(
            "{chain}\nevery anchor holds: {}, the last of entry {} at {at}",
            anchors.len(),
            end.seq
        ),
        (None, None) => chain,
    })
}

/// The report of a service day.
///
/// # Errors
/// When there is no such day.
pub fn report(folder: &Path, day: Date, form: ReportForm) -> Result<String, OfflineError> {
    let unreadable = |source| OfflineError::Journal {
        folder: folder.to_owned(),
        source,
    };
    let contents = read_day(folder, ServiceDay(day)).map_err(unreadable)?;
    let contents = contents.ok_or(OfflineError::NoSuchDay { day })?;
    let report = day_report(&contents, ServiceDay(day), Clock::system().now());
    Ok(match form {
        ReportForm::Json => serde_json::to_string_pretty(&report)?,
        ReportForm::Csv => legs_csv(&report.legs),
    })
}

/// Sets somebody's PIN from standard input.
///
/// # Errors
/// When the plan has no such person, or the PIN is not six digits.
pub async fn set_pin(code: &str, plan: &Path, data: &Path) -> Result<String, OfflineError> {
    let mut pin = String::new();
    std::io::stdin().take(64).read_to_string(&mut pin)?;
    let file = plan_file::read(plan)?;
    make_folder(data)?;
    // A hall that has opened has a plan of its own, with people that the file may not know yet.
    let held = read_plan(data, None).ok().flatten();
    let plan = PlanInForce::new(Arc::new(held.map_or(file, |plan| *plan)));
    Identities::open(data, plan, Clock::system())?
        .set_pin(code, pin.trim())
        .await?;
    Ok(format!(
        "the PIN of {code} is set; a running server takes it up when it starts again"
    ))
}

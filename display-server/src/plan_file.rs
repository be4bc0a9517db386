//! The hall plan as a file: read, converted and checked, with every fault at once and the line of each.
//!
//! `hall.toml` → spanned TOML tree → [`PlanDocument`] → [`PlanParts`] → [`HallPlan`]. A value that cannot be read is
//! told and replaced by a harmless one, so that everything else is still checked.
//!
//! Invariant: a plan with one fault starts nothing.
//! Invariant: what only follows from a replaced value is not told.
//!
//! [`PlanDocument`]: hall_protocol::PlanDocument
//! [`PlanParts`]: queue_core::PlanParts

mod consequences;
mod decode;
mod faults;
mod locate;
mod ratings;
mod to_document;
mod to_parts;
mod to_toml;
mod wording;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use hall_protocol::PlanDocument;
use queue_core::ids::BadId;
use queue_core::{HallPlan, PlanFault, PlanFaults};

use self::decode::Reading;
pub use self::faults::{PlanFileError, PlanFileFault, PlanFileFaults};
pub(crate) use self::locate::file_path;
pub use self::to_document::document_of;
pub(crate) use self::to_document::{elsewhere_reason, fee as fee_of};
pub use self::to_toml::toml_of;

/// The largest plan file that is read, in bytes; the sample hall has a twentieth of it.
const LARGEST: u64 = 1 << 20;

/// Reads and checks a plan file.
///
/// # Errors
/// The file cannot be read, is too large, or has faults: all of them, by line.
pub fn read(path: &Path) -> Result<HallPlan, PlanFileError> {
    let file = path.display().to_string();
    let unreadable = |source| PlanFileError::Unreadable {
        file: file.clone(),
        source,
    };
    let mut text = String::new();
    let opened = File::open(path).map_err(unreadable)?;
    let length = opened
        .take(LARGEST + 1)
        .read_to_string(&mut text)
        .map_err(unreadable)?;
    if u64::try_from(length).is_ok_and(|length| length > LARGEST) {
        return Err(PlanFileError::TooLarge {
            file,
            largest: LARGEST,
        });
    }
    let name = path
        .file_name()
        .map_or(file.clone(), |name| name.to_string_lossy().into_owned());
    parse(&text, &name).map_err(PlanFileError::Faulty)
}

/// Checks the text of a plan; `file_name` stands before each fault.
///
/// # Errors
/// Every fault at once, by line.
pub fn parse(text: &str, file_name: &str) -> Result<HallPlan, PlanFileFaults> {
    let mut reading = Reading::new(text);
    let plan = reading.document().and_then(|document| match plan_of(&document) {
        Ok(plan) => Some(plan),
        Err(PlanFaults(faults)) => {
            reading.add_plan_faults(faults);
            None
        }
    });
    let faults = reading.into_faults();
    plan.filter(|_| faults.is_empty())
        .ok_or_else(|| PlanFileFaults::new(file_name, faults))
}

/// Converts and checks a document that came by another way than a file.
///
/// # Errors
/// Every fault at once, by path into the plan.
pub fn plan_of(document: &PlanDocument) -> Result<HallPlan, PlanFaults> {
    let (parts, mut faults) = to_parts::parts_of(document).map_err(|bad| bad_letter(&bad))?;
    match HallPlan::new(parts) {
        Ok(plan) if faults.is_empty() => Ok(plan),
        Ok(_) => Err(PlanFaults(faults)),
        Err(PlanFaults(others)) => {
            faults.extend(others);
            Err(PlanFaults(faults))
        }
    }
}

fn bad_letter(bad: &BadId) -> PlanFaults {
    let hint = "give the group another letter".to_owned();
    PlanFaults(vec![PlanFault {
        path: "groups".to_owned(),
        problem: bad.to_string(),
        hint,
    }])
}

//! Putting a backup back: proved first, what it replaces kept, and gone on with in another epoch, so that no number is given
//! twice.
//!
//! Invariant: nothing is removed; what the backup replaces is moved aside, in the same folder.
//! Invariant: a folder that was restored half-way has no journal, or one that is not gone on with: the epoch comes before any
//! number.

mod fault;
mod replaced;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use machine::durable::make_folder;
use queue_core::offline::{Epoch, Mark, Series};
use queue_core::{Hall, ServiceDay};

pub use fault::RestoreError;

use crate::anchor::read_anchors;
use crate::backup::{Label, prove};
use crate::epoch;
use crate::hall_owner::zone_of;
use crate::high_water::{HIGH_WATER, HighWater, HighWaterFile, read_high_water};
use crate::store::{HALL_DB, Store, goes_on_from, lock_folder, verify};

/// How many series are left to a copy of this hall that begins one by itself: another machine that was set up from the same
/// backup would else begin the same.
const LEFT_OUT: u16 = 1;

/// What is to be restored.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The backup: a folder with a `backup.json`.
    pub backup: &'a Path,
    /// The data folder.
    pub to: &'a Path,
    /// The high-water file; none: the one in the data folder.
    pub high_water: Option<&'a Path>,
    /// The anchors, which say what came after the backup.
    pub anchor: Option<&'a Path>,
    /// The largest number that anybody has seen today; none: what is kept says enough.
    pub above: Option<u32>,
    /// Also where the journal that is there is whole and goes on from the backup.
    pub anyway: bool,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What stands on the backup.
    pub label: Label,
    /// The epoch that began.
    pub epoch: Epoch,
    /// Above which number the day's numbers go on.
    pub above: u32,
    /// The service day that goes on, or opens next, under them.
    pub day: ServiceDay,
    /// Where what was replaced is.
    pub replaced: Option<PathBuf>,
    /// The last entry that is known to have been there.
    pub last_known: u64,
}

/// Puts a backup back.
///
/// # Errors
/// [`RestoreError`]; what was there stays where it was, or is named.
pub fn restore(asked: &Asked<'_>, now: Timestamp) -> Result<Restored, RestoreError> {
    let label = prove(asked.backup)?;
    let file = asked
        .high_water
        .map_or_else(|| asked.to.join(HIGH_WATER), Path::to_owned);
    let kept = read_high_water(&file)?;
    if kept.is_none() && asked.above.is_none() {
        return Err(RestoreError::NoMark { file });
    }
    let last_known = last_known(asked, &label, kept.as_ref())?;
    make_folder(asked.to)?;
    let replaced = {
        let _lock = lock_folder(asked.to)?;
        is_needed(asked, &label)?;
        let replaced = replaced::set_aside(asked.to, now)?;
        replaced::copy(asked.backup, asked.to, &label)?;
        replaced
    };
    let mut store = Store::open(asked.to)?;
    let mut hall = store.replay()?.hall;
    let zone = hall
        .last_plan()
        .and_then(|plan| zone_of(plan))
        .unwrap_or(TimeZone::UTC);
    let mark = mark(&hall, asked, kept.as_ref(), (now, &zone));
    let last_epoch = kept.map_or(label.epoch, |kept| kept.epoch.max(label.epoch));
    let next = last_epoch + 1 + Epoch::from(LEFT_OUT);
    epoch::begin(&mut store, &mut hall, (next, LEFT_OUT), mark, (now, &zone))?;
    let (day, numbers) = hall.numbers_from_here().ok_or(RestoreError::NoEpoch)?;
    let level = HighWater {
        mark: hall.mark().or(Some(Mark {
            day,
            series: numbers,
            ceiling: numbers.base,
        })),
        epoch: next,
        end: store.end(),
    };
    drop(HighWaterFile::start(file, level)?);
    drop(store);
    verify(asked.to)?;
    Ok(Restored {
        label,
        epoch: next,
        above: numbers.base,
        day,
        replaced,
        last_known,
    })
}

/// The last entry of which anything is known: by the backup, the high-water file, the anchors.
fn last_known(asked: &Asked<'_>, label: &Label, kept: Option<&HighWater>) -> Result<u64, RestoreError> {
    let anchors = asked.anchor.map(read_anchors).transpose()?.unwrap_or_default();
    let anchored = anchors.iter().map(|anchor| anchor.end.seq);
    let marked = kept.and_then(|kept| kept.end).map(|end| end.seq);
    Ok(anchored
        .chain(marked)
        .max()
        .unwrap_or_default()
        .max(label.head_seq))
}

/// A journal that is whole and goes on from the backup has nothing to gain from it.
fn is_needed(asked: &Asked<'_>, label: &Label) -> Result<(), RestoreError> {
    let there = asked.to.join(HALL_DB);
    let Some(anchor) = label.anchor().filter(|_| !asked.anyway && there.is_file()) else {
        return Ok(());
    };
    match (verify(asked.to), goes_on_from(asked.to, &anchor.end)) {
        (Ok(proof), Ok(true)) => Err(RestoreError::NotNeeded {
            folder: asked.to.to_owned(),
            head_seq: proof.head_seq,
        }),
        _ => Ok(()),
    }
}

/// What is known of the day's numbers: what is kept of them, and what people have seen.
fn mark(
    hall: &Hall,
    asked: &Asked<'_>,
    kept: Option<&HighWater>,
    (now, zone): (Timestamp, &TimeZone),
) -> Option<Mark> {
    let marked = kept.and_then(|kept| kept.mark);
    let Some(above) = asked.above else { return marked };
    let today = ServiceDay(zone.to_datetime(now).date());
    let day = hall.day().or(marked.map(|mark| mark.day)).unwrap_or(today);
    let known = marked.filter(|mark| mark.day == day);
    Some(Mark {
        day,
        series: known.map_or(Series::FIRST, |mark| mark.series),
        ceiling: known.map_or(0, |mark| mark.ceiling).max(above),
    })
}

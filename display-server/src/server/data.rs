//! A data folder that is opened to serve from: its journal replayed, and another epoch begun where it is behind.

use std::path::Path;

use jiff::tz::TimeZone;
use queue_core::{Hall, HallPlan};

use super::StartError;
use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::epoch;
use crate::high_water::{HIGH_WATER, HighWater, HighWaterFile, read_high_water};
use crate::store::{Replayed, Store, StoreError};

/// What is served from.
pub(super) struct Data {
    pub(super) store: Store,
    /// The hall after the journal's last good entry.
    pub(super) hall: Hall,
    /// What is wrong with the journal; none: the chain holds.
    pub(super) damage: Option<String>,
    pub(super) high_water: HighWaterFile,
}

impl Data {
    pub(super) fn open(
        config: &ServerConfig,
        clock: &Clock,
        plan: &HallPlan,
        zone: &TimeZone,
    ) -> Result<Self, StartError> {
        let mut store = Store::open(&config.data_dir)?;
        let mut replayed = store.replay().map_err(StoreError::from)?;
        if let Some(damage) = &replayed.damage {
            tracing::error!(%damage, "the journal is damaged: the hall is read-only");
        }
        is_of_this_hall(&config.data_dir, &replayed.hall, plan)?;
        let high_water = high_water(config, clock, (&mut store, &mut replayed), zone)?;
        say_which_plan_holds(plan, &replayed.hall);
        Ok(Self {
            store,
            hall: replayed.hall,
            damage: replayed.damage,
            high_water,
        })
    }
}

/// Opens the high-water file. A journal that it was not written beside goes on in another epoch, before anything is asked of the hall.
fn high_water(
    config: &ServerConfig,
    clock: &Clock,
    (store, replayed): (&mut Store, &mut Replayed),
    zone: &TimeZone,
) -> Result<HighWaterFile, StartError> {
    let file = config.high_water.clone();
    let file = file.unwrap_or_else(|| config.data_dir.join(HIGH_WATER));
    let kept = read_high_water(&file)?;
    // A damaged journal is read and not written; what is known of its numbers stays as it is.
    if let Some(kept) = kept.filter(|_| replayed.damage.is_some()) {
        return Ok(HighWaterFile::start(file, kept)?);
    }
    if kept.is_none() && store.head_seq() > 0 {
        return Err(StartError::NoHighWater {
            folder: config.data_dir.clone(),
            file,
        });
    }
    let is_another = kept.map(|kept| epoch::is_another(store, &kept));
    let is_another = is_another.transpose().map_err(StoreError::from)?;
    if let Some(kept) = kept.filter(|_| is_another == Some(true)) {
        let next = kept.epoch.max(store.epoch()) + 1;
        tracing::error!(
            file = %file.display(),
            epoch = next,
            "the journal is not the one that the high-water file was written beside: entries may be missing. A new series of numbers begins, so that none is given twice; look for a newer copy of the data"
        );
        let begun = epoch::begin(
            store,
            &mut replayed.hall,
            (next, 0),
            kept.mark,
            (clock.now(), zone),
        );
        begun.map_err(StoreError::from)?;
    }
    let level = HighWater {
        mark: replayed.hall.mark().or(kept.and_then(|kept| kept.mark)),
        epoch: store.epoch(),
        end: store.end(),
    };
    Ok(HighWaterFile::start(file, level)?)
}

/// A data folder belongs to one hall: days of training, or of another hall, never stand among a hall's own.
pub(crate) fn is_of_this_hall(folder: &Path, hall: &Hall, plan: &HallPlan) -> Result<(), StartError> {
    let ours = &plan.parts().hall.code;
    let theirs = hall.last_plan().map(|last| &last.parts().hall.code);
    match theirs.filter(|theirs| *theirs != ours) {
        None => Ok(()),
        Some(theirs) => Err(StartError::OtherHall {
            folder: folder.to_owned(),
            theirs: theirs.clone(),
            ours: ours.clone(),
        }),
    }
}

/// A hall that has opened goes by the plan of its journal; what its file says otherwise is said, not followed.
fn say_which_plan_holds(file: &HallPlan, hall: &Hall) {
    let version = hall.plans().in_force;
    if hall.last_plan().is_some_and(|held| **held != *file) {
        tracing::warn!(
            %version,
            "the hall's own plan holds, and the plan's file says otherwise; to let the file hold, import it on the page /plan or with `display-server plan import`"
        );
    }
}

//! Tickets of a kiosk that will never bring them itself, taken up from files while no server runs.
//!
//! The hall is opened as a server would open it, and each ticket is decided as `POST /api/v1/offline-tickets` decides it:
//! nothing here says what becomes of one.
//!
//! Invariant: what is said to be taken up is in the journal. A file may be taken up again, whatever happened: a ticket that is
//! known changes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use hall_protocol::offline::{OfflineResult, OfflineTickets, ROWS_AT_ONCE};
use queue_core::command::Actor;
use queue_core::{DeviceId, HallPlan};
use serde_json::Value;

use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::http::take_up_rows;
use crate::server::{House, StartError, open_house};
use crate::store::read_plan;

/// A kiosk's file, as it is named on a command line: `kiosk-1=kiosk-1.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KioskFile {
    /// The kiosk, as the plan calls it.
    pub kiosk: String,
    /// What `kiosk export-tickets` printed.
    pub file: PathBuf,
}

impl FromStr for KioskFile {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        match words.split_once('=') {
            Some((kiosk, file)) if !kiosk.is_empty() && !file.is_empty() => Ok(Self {
                kiosk: kiosk.to_owned(),
                file: file.into(),
            }),
            _ => Err("say whose tickets they are: KIOSK=FILE, as in kiosk-1=kiosk-1.json".to_owned()),
        }
    }
}

/// A kiosk's tickets, read.
#[derive(Debug, Clone)]
pub struct Brought {
    from: KioskFile,
    rows: Vec<Value>,
}

/// What became of a kiosk's tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The kiosk and its file.
    pub from: KioskFile,
    /// Each ticket as it is printed on paper, and what became of it.
    pub tickets: Vec<(String, OfflineResult)>,
}

/// Why tickets are not taken up.
#[derive(Debug, thiserror::Error)]
pub enum TakeUpError {
    /// A file cannot be read.
    #[error("{file} cannot be read: {source}")]
    File {
        /// Which file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is something else.
    #[error("{file} is not what `kiosk export-tickets` prints ({source}); export it again")]
    NoTickets {
        /// Which file.
        file: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The journal cannot be read.
    #[error("{folder} cannot be read: {source}")]
    Journal {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// The hall has never opened.
    #[error(
        "the hall in {folder} has never opened, so it has no day to which tickets could belong; start the server, and stop it once a day is open"
    )]
    NoDay {
        /// Which folder.
        folder: PathBuf,
    },
    /// The plan has no such kiosk.
    #[error("the plan has no kiosk {kiosk:?}; it has {known}")]
    NoSuchKiosk {
        /// What was said.
        kiosk: String,
        /// Those that it has.
        known: String,
    },
    /// The folder refuses.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The hall took no more.
    #[error("the hall takes up no more: {0}; what it took up before is kept")]
    Refused(String),
}

/// Reads files, all of them before anything is done with one.
///
/// # Errors
/// [`TakeUpError`] names the first that is not what it should be.
pub fn read(files: &[KioskFile]) -> Result<Vec<Brought>, TakeUpError> {
    files.iter().map(read_one).collect()
}

fn read_one(from: &KioskFile) -> Result<Brought, TakeUpError> {
    let file = || from.file.clone();
    let text = fs::read(&from.file).map_err(|source| TakeUpError::File { file: file(), source })?;
    let tickets: OfflineTickets =
        serde_json::from_slice(&text).map_err(|source| TakeUpError::NoTickets { file: file(), source })?;
    Ok(Brought {
        from: from.clone(),
        rows: tickets.rows,
    })
}

/// Takes tickets up into the hall of a data folder; each is durable when this comes back.
///
/// # Errors
/// [`TakeUpError`]; what was taken up before stays.
pub async fn take_up(
    folder: &Path,
    high_water: Option<&Path>,
    brought: Vec<Brought>,
    clock: &Clock,
) -> Result<Vec<Taken>, TakeUpError> {
    let plan = plan_of(folder)?;
    are_of(&plan, &brought)?;
    let config = ServerConfig {
        plan,
        data_dir: folder.to_owned(),
        // Nobody listens.
        listen: ([127, 0, 0, 1], 0).into(),
        anchor: None,
        high_water: high_water.map(Path::to_owned),
        demo: None,
    };
    let house = open_house(&config, clock)?;
    let taken = take_all(&house, brought).await;
    house.close().await;
    taken
}

async fn take_all(house: &House, brought: Vec<Brought>) -> Result<Vec<Taken>, TakeUpError> {
    let mut taken = Vec::new();
    for Brought { from, rows } in brought {
        let results = take_rows(house, &from.kiosk, &rows).await?;
        taken.push(Taken {
            from,
            tickets: rows.iter().map(number_of).zip(results).collect(),
        });
    }
    Ok(taken)
}

async fn take_rows(house: &House, kiosk: &str, rows: &[Value]) -> Result<Vec<OfflineResult>, TakeUpError> {
    let by = Actor::Device {
        id: DeviceId::new(kiosk),
    };
    let mut results = Vec::new();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let taken = take_up_rows(&house.state, &by, rows.to_vec()).await;
        results.extend(taken.map_err(|refused| TakeUpError::Refused(refused.problem().detail.clone()))?);
    }
    Ok(results)
}

/// The printed string, where there is one.
fn number_of(row: &Value) -> String {
    let number = row.get("number").and_then(Value::as_str);
    number.unwrap_or("?").to_owned()
}

/// The plan that holds in a data folder.
fn plan_of(folder: &Path) -> Result<HallPlan, TakeUpError> {
    let plan = read_plan(folder, None).map_err(|source| TakeUpError::Journal {
        folder: folder.to_owned(),
        source,
    })?;
    plan.map(|plan| *plan).ok_or_else(|| TakeUpError::NoDay {
        folder: folder.to_owned(),
    })
}

fn are_of(plan: &HallPlan, brought: &[Brought]) -> Result<(), TakeUpError> {
    let stranger = brought
        .iter()
        .map(|one| &one.from.kiosk)
        .find(|kiosk| plan.kiosk(&DeviceId::new(kiosk.as_str())).is_none());
    let Some(kiosk) = stranger else { return Ok(()) };
    let known = plan.parts().kiosks.iter().map(|kiosk| kiosk.id.as_str());
    Err(TakeUpError::NoSuchKiosk {
        kiosk: kiosk.clone(),
        known: known.collect::<Vec<_>>().join(", "),
    })
}

//! `display-server plan`: the plan of a hall as a file, out and in.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use queue_core::command::{Actor, Command, PlanCommand, PlanVerb};
use queue_core::event::EntryBody;
use queue_core::plan::Role;
use queue_core::{Entry, Event, PersonCode, Rejection, RequestId, Seq};

use crate::clock::Clock;
use crate::hall_owner::times_by;
use crate::plan_file::{self, PlanFileError, document_of, toml_of};
use crate::store::{NewEntry, Store, StoreError, read_plan};

/// What can be done with the plan of a hall.
#[derive(Debug, Subcommand)]
pub enum PlanWord {
    /// Print the plan that holds, or another version of it, as a plan file.
    #[command(after_help = "Example: display-server plan export --data /var/lib/hall > hall.toml")]
    Export {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// Which version; without it the one that holds.
        #[arg(long)]
        version: Option<u32>,
    },
    /// Propose a plan file as the next version, while no server runs on the folder; it holds from the next opening.
    #[command(after_help = "Example: display-server plan import hall.toml --data /var/lib/hall --by m01")]
    Import {
        /// The plan file.
        file: PathBuf,
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The work number of the manager who proposes it; limits and weights wait for another one.
        #[arg(long)]
        by: String,
    },
}

/// Why a plan is neither printed nor taken in.
#[derive(Debug, thiserror::Error)]
pub enum PlanWordError {
    /// The plan is at fault.
    #[error(transparent)]
    Plan(#[from] PlanFileError),
    /// The data folder refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal cannot be read or written.
    #[error("the journal cannot be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The hall has no plan of its own yet.
    #[error("the hall in {data} has never opened, so it has no plan; give the file to `serve --plan`")]
    NeverOpened {
        /// The data folder.
        data: String,
    },
    /// There is no such version.
    #[error("there is no such version of the plan here; leave --version out for the one that holds")]
    NoSuchVersion,
    /// The journal is damaged.
    #[error("the journal is damaged: {0}; restore a backup first")]
    Damaged(String),
    /// Whoever proposes is no manager.
    #[error("the plan that holds has no manager {code}; name one with --by")]
    NoManager {
        /// Who was named.
        code: String,
    },
    /// The hall's rules refuse.
    #[error(transparent)]
    Refused(#[from] Rejection),
    /// No random number for the press.
    #[error("the operating system gives no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The text cannot be written.
    #[error("the plan cannot be written: {0}")]
    Toml(#[from] toml::ser::Error),
}

/// Runs a command about the plan.
///
/// # Errors
/// [`PlanWordError`] says what to change.
pub fn plan(word: &PlanWord) -> Result<String, PlanWordError> {
    match word {
        PlanWord::Export { data, version } => export(data, *version),
        PlanWord::Import { file, data, by } => import(file, data, by),
    }
}

fn export(data: &Path, version: Option<u32>) -> Result<String, PlanWordError> {
    let plan = read_plan(data, version)?;
    let plan = plan.ok_or_else(|| match version {
        Some(_) => PlanWordError::NoSuchVersion,
        None => never_opened(data),
    })?;
    Ok(toml_of(&document_of(&plan))?)
}

/// The same decision as on the page, made part of the journal while no server has the folder.
fn import(file: &Path, data: &Path, by: &str) -> Result<String, PlanWordError> {
    let plan = plan_file::read(file)?;
    if !data.is_dir() {
        // A folder that was mistyped is not begun.
        return Err(never_opened(data));
    }
    let mut store = Store::open(data)?;
    let replayed = store.replay()?;
    if let Some(damage) = replayed.damage {
        return Err(PlanWordError::Damaged(damage));
    }
    let mut hall = replayed.hall;
    let day = hall.day().or(hall.last_day());
    let day = day.ok_or_else(|| never_opened(data))?;
    let by = manager(&hall, by)?;
    let mut press = [0; 16];
    getrandom::fill(&mut press)?;
    let press = RequestId::new(press);
    let verb = PlanVerb::Propose {
        base: hall.plans().in_force,
        times: hall.day().and_then(|day| times_by(&plan, day)).map(Box::new),
        plan: Box::new(plan),
        from: hall
            .day()
            .and_then(|open| open.0.tomorrow().ok())
            .map(queue_core::ServiceDay),
    };
    let last = jiff::Timestamp::from_millisecond(store.last_at_ms()).unwrap_or_default();
    let now = Clock::system().now().max(last);
    let events = hall.decide(now, &by, &Command::Plan(PlanCommand { press, verb }))?;
    let waits = !events
        .iter()
        .any(|event| matches!(event, Event::PlanAccepted { .. }));
    let body = EntryBody {
        by,
        request: Some(press),
        events,
    };
    let entry = Entry {
        seq: Seq(store.head_seq() + 1),
        at: now,
        body,
    };
    store.append(
        &entry,
        &NewEntry {
            day,
            fingerprint: None,
            answer: None,
        },
    )?;
    store.commit()?;
    hall.apply(&entry);
    let version = hall.plans().newest;
    Ok(if waits {
        format!(
            "version {version} is proposed; it changes limits or weights, so another manager approves it on the page /plan/versions"
        )
    } else {
        format!("version {version} holds from the next opening")
    })
}

fn never_opened(data: &Path) -> PlanWordError {
    PlanWordError::NeverOpened {
        data: data.display().to_string(),
    }
}

fn manager(hall: &queue_core::Hall, code: &str) -> Result<Actor, PlanWordError> {
    let code = PersonCode::new(code);
    let person = hall.last_plan().and_then(|plan| plan.person(&code));
    if person.is_some_and(|person| person.role == Role::Manager) {
        Ok(Actor::Person {
            code,
            role: Role::Manager,
        })
    } else {
        Err(PlanWordError::NoManager {
            code: code.to_string(),
        })
    }
}

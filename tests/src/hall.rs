//! A whole hall in one process: the real server on a loopback port, with a clock, people who can sign in, and devices.
//!
//! Invariant: everything a test or a newcomer does to it goes over HTTP, as in a real hall.
//! Invariant: without a folder of its own it leaves nothing behind.

mod devices;
mod setup;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use display_server::{Clock, HallState, RunningServer, Server, ServerConfig};
use hall_protocol::PlanDocument;
use hall_protocol::plan_document::PlanRole;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub use devices::{Devices, shipped_kiosk};
pub(crate) use setup::passing_folder;
pub use setup::{HallSetup, PIN, Pace, sample_plan};

use crate::dice::Dice;
use crate::hands::Hands;

/// How long a stopping server may take to let go of its connections.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A hall that runs.
pub struct WholeHall {
    runtime: Runtime,
    server: Option<RunningServer>,
    addr: SocketAddr,
    clock: Clock,
    document: PlanDocument,
    zone: TimeZone,
    data: PathBuf,
    _folder: Option<TempDir>,
}

impl WholeHall {
    /// Starts it, and lets everybody of the plan have the same PIN, [`PIN`].
    ///
    /// # Errors
    /// When the server cannot start.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a setup is used up by the hall it makes"
    )]
    pub fn start(setup: HallSetup) -> Result<Self> {
        let runtime = Runtime::new()?;
        let folder = setup.data.is_none().then(passing_folder).transpose()?;
        let data = setup
            .data
            .clone()
            .or(folder.as_ref().map(|folder| folder.path().to_owned()));
        let data = data.context("no data folder")?;
        let clock = setup.clock(&data)?;
        let config = ServerConfig {
            plan: setup.plan.clone(),
            demo: setup.demo.clone(),
            data_dir: data.clone(),
            listen: SocketAddr::from(([127, 0, 0, 1], setup.port)),
            anchor: None,
            high_water: None,
        };
        let server = runtime.block_on(Server::start(config, clock.clone()))?;
        let addr = server.address;
        runtime.block_on(setup::seed(
            &server.state().identities,
            &setup.document,
            setup.keeps_pins,
        ))?;
        let document = setup.document.clone();
        let zone = setup.zone()?;
        Ok(Self {
            runtime,
            server: Some(server),
            addr,
            clock,
            document,
            zone,
            data,
            _folder: folder,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address of one of its pages.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Its plan.
    #[must_use]
    pub fn plan(&self) -> &PlanDocument {
        &self.document
    }

    /// Its zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Where its journal is.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// What its routes work with.
    #[must_use]
    pub fn state(&self) -> Option<&HallState> {
        self.server.as_ref().map(RunningServer::state)
    }

    /// The day on its clock.
    #[must_use]
    pub fn today(&self) -> Date {
        self.zone.to_datetime(self.clock.now()).date()
    }

    /// A connection to it.
    ///
    /// # Errors
    /// When it does not listen any more.
    pub fn hands(&self) -> Result<Hands> {
        Hands::reach(self.addr, self.today(), Dice::fresh()?)
    }

    /// The work number of the first person of a role.
    ///
    /// # Errors
    /// When the plan has nobody of that role.
    pub fn first_of(&self, role: PlanRole) -> Result<&str> {
        let person = self.document.person.iter().find(|person| person.role == role);
        person
            .map(|person| person.code.as_str())
            .with_context(|| format!("the plan has no {role:?}"))
    }

    /// The work number of the clerk whose own window this is.
    ///
    /// # Errors
    /// When the plan has none.
    pub fn clerk_of(&self, window: u16) -> Result<&str> {
        let own = self
            .document
            .person
            .iter()
            .find(|person| person.windows.first() == Some(&window));
        own.map(|person| person.code.as_str())
            .with_context(|| format!("window {window} has no clerk of its own"))
    }

    /// Winds its clock to a time of its day, such as `09:30:00`.
    ///
    /// # Errors
    /// When that is no time of day.
    pub fn wind_to(&self, time: &str) -> Result<Timestamp> {
        let time: Time = time.parse().with_context(|| time.to_owned())?;
        let at = self.zone.to_timestamp(self.today().to_datetime(time))?;
        self.clock.advance_to(at);
        Ok(at)
    }

    /// Winds its clock on by so many seconds.
    ///
    /// # Errors
    /// When that is beyond the calendar.
    pub fn wind_on(&self, seconds: i64) -> Result<Timestamp> {
        let at = self.clock.now().checked_add(SignedDuration::from_secs(seconds))?;
        self.clock.advance_to(at);
        Ok(at)
    }

    /// Lets something asynchronous happen beside it.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Stops it, and waits until everything is written.
    ///
    /// # Errors
    /// When it does not stop in time.
    pub fn stop(mut self) -> Result<()> {
        let Some(server) = self.server.take() else {
            return Ok(());
        };
        self.runtime
            .block_on(async { tokio::time::timeout(STOP_LIMIT, server.stop()).await })?;
        Ok(())
    }
}

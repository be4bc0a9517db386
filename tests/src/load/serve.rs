//! What a child process serves until its parent lets go of it.

use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use firmware_config::PrinterWay;
use jiff::SignedDuration;
use kiosk::{DeviceSetup, Kiosk, KioskConfig};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::TcpListener;

use super::children::LISTENING;
use super::{floor, ours};
use crate::hall::{HallSetup, Pace, WholeHall};
use crate::replay::plan::KIOSK;

/// Serves the hall under load. One that was served before goes on where it ended, so many seconds later, and its people keep
/// their PINs.
///
/// # Errors
/// When it cannot start.
pub fn hall(data: &Path, later_s: u32, say: &mut dyn FnMut(&str)) -> Result<()> {
    allow_connections()?;
    let setup = HallSetup::new(ours::load_plan()?)?
        .keep_in(data)
        .paced(Pace::Running(1.0))
        .opened_at("10:00:00")?
        .resumed_after(SignedDuration::from_secs(later_s.into()))
        .keeping_pins();
    let hall = WholeHall::start(setup)?;
    say(&format!("{LISTENING}{}", hall.addr()));
    wait_for_the_end();
    hall.stop()
}

/// Serves the floor.
///
/// # Errors
/// When it cannot start.
pub fn floor(data: &Path, event_bytes: usize, say: &mut dyn FnMut(&str)) -> Result<()> {
    allow_connections()?;
    let router = floor::router(data, event_bytes)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    say(&format!("{LISTENING}{}", listener.local_addr()?));
    runtime.spawn(async move { axum::serve(listener, router).await });
    wait_for_the_end();
    Ok(())
}

/// Serves a kiosk of that hall, with a real way to a printer.
///
/// # Errors
/// When it cannot start.
pub fn kiosk(asked: &KioskUnderLoad, say: &mut dyn FnMut(&str)) -> Result<()> {
    let mut config = crate::hall::shipped_kiosk()?;
    KIOSK.clone_into(&mut config.id);
    config.server.url.clone_from(&asked.server);
    // Neither pins nor their panel: touches come over the page, as they do from a screen.
    config.keys.clear();
    config.lamps.clear();
    config.buzzers.clear();
    if let Some(printer) = &mut config.printer {
        printer.way = PrinterWay::Tcp {
            address: asked.printer.clone(),
        };
    }
    let setup = KioskConfig {
        devices: vec![DeviceSetup {
            config,
            bearer: asked.bearer.clone(),
        }],
        is_simulated: false,
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        data: asked.data.clone(),
        runtime: None,
        clock: kiosk::clock::Clock::running(),
        machine: None,
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let running = runtime.block_on(Kiosk::start(setup))?;
    let mut picture = running.hall();
    runtime.block_on(picture.wait_for(|hall| hall.plan.is_some() && hall.service_day().is_some()))?;
    say(&format!("{LISTENING}{}", running.address()));
    wait_for_the_end();
    runtime.block_on(running.stop());
    Ok(())
}

/// As many connections as the system lets one process have.
///
/// # Errors
/// When it gives no more, though it said it would.
pub fn allow_connections() -> Result<()> {
    let limit = getrlimit(Resource::Nofile);
    let all = Rlimit {
        current: limit.maximum,
        ..limit
    };
    setrlimit(Resource::Nofile, all).context("more open files")
}

/// How many connections this process may have; those to which it is the server are another process's.
#[must_use]
pub fn connections_at_most() -> u64 {
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}

/// What a kiosk under load is started with.
#[derive(Debug, clap::Args)]
pub struct KioskUnderLoad {
    /// The data folder.
    #[arg(long)]
    data: PathBuf,
    /// The hall's address.
    #[arg(long)]
    server: String,
    /// The kiosk's bearer.
    #[arg(long)]
    bearer: String,
    /// The printer, `host:port`.
    #[arg(long)]
    printer: String,
}

/// Standard input ends when the parent does.
pub(crate) fn wait_for_the_end() {
    let mut nothing = Vec::new();
    // Whether it ends or breaks: there is nobody any more.
    let _ = std::io::stdin().read_to_end(&mut nothing).context("the leash");
}

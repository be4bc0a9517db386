//! What a child process serves until its parent lets go of it.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

use super::children::LISTENING;
use super::{floor, ours};
use crate::hall::{HallSetup, Pace, WholeHall};

/// Serves the hall under load.
///
/// # Errors
/// When it cannot start.
pub fn hall(data: &Path, say: &mut dyn FnMut(&str)) -> Result<()> {
    let setup = HallSetup::new(ours::load_plan()?)?
        .keep_in(data)
        .paced(Pace::Running(1.0))
        .opened_at("10:00:00")?;
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
    let router = floor::router(data, event_bytes)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    say(&format!("{LISTENING}{}", listener.local_addr()?));
    runtime.spawn(async move { axum::serve(listener, router).await });
    wait_for_the_end();
    Ok(())
}

/// Standard input ends when the parent does.
fn wait_for_the_end() {
    let mut nothing = Vec::new();
    // Whether it ends or breaks: there is nobody any more.
    let _ = std::io::stdin().read_to_end(&mut nothing).context("the leash");
}

//! `kiosk`: the daemon of a ticket kiosk, a window pad, an escort post or a sign.

use std::io::IsTerminal;

use clap::Parser;
use kiosk::command_line::Arguments;
use kiosk::{Kiosk, watchdog};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        // A journal shows colours as noise.
        .with_ansi(std::io::stdout().is_terminal())
        .init();
    let config = Arguments::parse().config()?;
    // Before anything starts, so that a signal meanwhile ends it gracefully too.
    let mut end = watchdog::End::heed()?;
    let kiosk = Kiosk::start(config).await?;
    tracing::info!(
        page = kiosk.page_url(),
        panel = kiosk.panel_url(),
        "kiosk started"
    );
    watchdog::say_ready();
    let ended_by = end.wait().await?;
    tracing::info!(signal = ended_by, "kiosk stops");
    watchdog::say_stopping();
    kiosk.stop().await;
    Ok(())
}

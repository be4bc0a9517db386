//! `kiosk`: the daemon of a ticket kiosk, a window pad, an escort post or a sign.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use kiosk::clock::Clock;
use kiosk::{DeviceSetup, Kiosk, KioskConfig, watchdog};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

const EXAMPLES: &str = "\
Examples, one for each role:
  a ticket kiosk    kiosk --device kiosk-a1.toml --data /data/kiosk     its page: http://127.0.0.1:8090/
  a window pad      kiosk --device pad-3.toml
  an escort post    kiosk --device post-lobby.toml
  a sign            kiosk --device sign-3.toml                          its page: http://127.0.0.1:8090/sign/sign-3
  several pads      kiosk --device pad-3.toml --device pad-4.toml       on one machine, each with lines of its own
  without hardware  kiosk --device kiosk-a1.toml --simulated            its keys: http://127.0.0.1:8090/panel

Each device is paired first; the bearer it is given stands in the file that bearer_file names.";

#[derive(Parser)]
#[command(
    version,
    about,
    after_help = EXAMPLES
)]
struct Arguments {
    /// The device's configuration; may be given again for further devices of the same machine.
    #[arg(long, required = true)]
    device: Vec<PathBuf>,
    /// Pins and printer are simulated, to be pressed at /panel.
    #[arg(long)]
    simulated: bool,
    /// Where the pages are served.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// The folder of the journal.
    #[arg(long, default_value = "kiosk-data")]
    data: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info")))
        .init();
    let arguments = Arguments::parse();
    let devices = arguments.device.iter().map(|file| DeviceSetup::read(file));
    let config = KioskConfig {
        devices: devices.collect::<Result<_, _>>()?,
        is_simulated: arguments.simulated,
        listen: arguments.listen,
        data: arguments.data,
        clock: Clock::running(),
    };
    // Before anything starts, so that a signal meanwhile ends it gracefully too.
    let mut terminate = signal(SignalKind::terminate()).context("the signal to end cannot be waited for")?;
    let kiosk = Kiosk::start(config).await?;
    tracing::info!(
        page = kiosk.page_url(),
        panel = kiosk.panel_url(),
        "kiosk started"
    );
    watchdog::say_ready();
    let ended_by = told_to_end(&mut terminate).await?;
    tracing::info!(signal = ended_by, "kiosk stops");
    watchdog::say_stopping();
    kiosk.stop().await;
    Ok(())
}

/// Waits for systemd's signal, or ctrl-c at a terminal.
async fn told_to_end(terminate: &mut Signal) -> anyhow::Result<&'static str> {
    tokio::select! {
        _ = terminate.recv() => Ok("SIGTERM"),
        pressed = tokio::signal::ctrl_c() => {
            pressed.context("ctrl-c cannot be waited for")?;
            Ok("ctrl-c")
        }
    }
}

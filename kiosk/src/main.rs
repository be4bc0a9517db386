//! `kiosk`: the daemon of a ticket kiosk, a window pad or an escort post.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use kiosk::clock::Clock;
use kiosk::{DeviceSetup, Kiosk, KioskConfig};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Example: kiosk --device kiosk-a1.toml --simulated"
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
    let kiosk = Kiosk::start(config).await?;
    tracing::info!(
        page = kiosk.page_url(),
        panel = kiosk.panel_url(),
        "kiosk started"
    );
    tokio::signal::ctrl_c()
        .await
        .context("the signal to end cannot be waited for")?;
    kiosk.stop().await;
    Ok(())
}

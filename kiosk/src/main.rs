//! `kiosk`: the daemon of a ticket kiosk, a window pad or an escort post.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Parser;
use kiosk::clock::Clock;
use kiosk::{DeviceSetup, Kiosk, KioskConfig};

#[derive(Parser)]
#[command(version, about)]
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
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .init();
    let Arguments {
        device,
        simulated,
        listen,
        data,
    } = Arguments::parse();
    let devices = device
        .iter()
        .map(|file| setup(file))
        .collect::<anyhow::Result<_>>()?;
    let config = KioskConfig {
        devices,
        is_simulated: simulated,
        listen,
        data,
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

fn setup(file: &Path) -> anyhow::Result<DeviceSetup> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let config = firmware_config::parse(&text)
        .map_err(|faults| anyhow::anyhow!("{} cannot be used:\n{faults}", file.display()))?;
    let bearer_file = file
        .parent()
        .unwrap_or(Path::new("."))
        .join(&config.server.bearer_file);
    let bearer = std::fs::read_to_string(&bearer_file).with_context(|| {
        format!(
            "cannot read the bearer {}; pair the device first",
            bearer_file.display()
        )
    })?;
    Ok(DeviceSetup {
        config,
        bearer: bearer.trim().to_owned(),
    })
}

//! The words of the daemon's command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Parser;

use crate::clock::Clock;
use crate::station::{DeviceSetup, KioskConfig, SetupError};

const EXAMPLES: &str = "\
Examples, one for each role:
  a ticket kiosk    kiosk --device kiosk-a1.toml --data /data/kiosk     its page: http://127.0.0.1:8090/
  a window pad      kiosk --device pad-3.toml
  an escort post    kiosk --device post-lobby.toml
  a sign            kiosk --device sign-3.toml                          its page: http://127.0.0.1:8090/sign/sign-3
  several pads      kiosk --device pad-3.toml --device pad-4.toml       on one machine, each with lines of its own
  without hardware  kiosk --device kiosk-a1.toml --simulated            its keys: http://127.0.0.1:8090/panel

Each device is paired first; the bearer it is given stands in the file that bearer_file names.";

/// What the daemon is started with.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = EXAMPLES
)]
pub struct Arguments {
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

impl Arguments {
    /// Reads the files that the words name.
    ///
    /// # Errors
    /// [`SetupError`], with every fault of a file at once.
    pub fn config(self) -> Result<KioskConfig, SetupError> {
        Ok(KioskConfig {
            devices: DeviceSetup::read_all(&self.device)?,
            is_simulated: self.simulated,
            listen: self.listen,
            data: self.data,
            // systemd's, from RuntimeDirectory.
            runtime: std::env::var_os("RUNTIME_DIRECTORY").map(PathBuf::from),
            clock: Clock::running(),
            machine: None,
        })
    }
}

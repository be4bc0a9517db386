//! The words of the daemon's command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use machine::ReportForm;
use machine::logs::LogFormat;

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
  what is wrong     kiosk doctor /etc/hall/device.toml --data /var/lib/kiosk
  one that died     kiosk export-tickets --data /media/card/var/lib/kiosk > kiosk-1.json

Each device is paired first; the bearer it is given stands in the file that bearer_file names.";

/// What the program is told to do.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub struct CommandLine {
    #[command(subcommand)]
    word: Option<CommandWord>,
    #[command(flatten)]
    run: Option<RunWords>,
    #[arg(long, global = true, value_enum, help = machine::logs::HELP)]
    log_format: Option<LogFormat>,
}

/// What the program can do beside being the devices.
#[derive(Debug, Subcommand)]
pub enum CommandWord {
    /// Say what is wrong with this device and what to do: its file, its data, its hall, its printer, pins and readers.
    #[command(
        after_help = format!("Example: kiosk doctor /etc/hall/device.toml --data /var/lib/kiosk\n\n{}", machine::findings::EXIT_STATUS)
    )]
    Doctor(DoctorWords),
    /// Print the tickets that a kiosk gave and will never bring to its hall itself, for `display-server restore
    /// --kiosk-tickets` or `display-server take-up`; the folder is left as it was.
    #[command(
        after_help = "Example: kiosk export-tickets --data /media/card/var/lib/kiosk > kiosk-1.json\nThe file holds the visitors' keys to their tickets: remove it once the hall has taken it up."
    )]
    ExportTickets(ExportWords),
}

/// What is exported.
#[derive(Debug, Args)]
pub struct ExportWords {
    /// The folder of the journal, of a kiosk that runs or not, on a card of another machine or not.
    #[arg(long)]
    pub data: PathBuf,
    /// Only the tickets of this day; without it those of the last day on which there were any, and all of which the hall has
    /// not heard.
    #[arg(long)]
    pub day: Option<Date>,
}

/// What a doctor looks at.
#[derive(Debug, Args)]
pub struct DoctorWords {
    /// The device files of this computer.
    #[arg(required = true)]
    pub device: Vec<PathBuf>,
    /// The folder of the journal.
    #[arg(long, default_value = "kiosk-data")]
    pub data: PathBuf,
    /// Where the daemon's pages are served: while it runs, pins and printer are its own, and it is asked how they are.
    #[arg(long, default_value = "127.0.0.1:8090")]
    pub listen: SocketAddr,
    /// In which form the findings are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportForm,
}

/// What there is to do.
#[derive(Debug)]
pub enum Task {
    /// Be the devices.
    Run(RunWords),
    /// Look at them.
    Doctor(DoctorWords),
    /// Print the tickets that one of them gave.
    ExportTickets(ExportWords),
}

impl CommandLine {
    /// What to do; none: nothing was said.
    #[must_use]
    pub fn task(self) -> Option<Task> {
        match self.word {
            Some(CommandWord::Doctor(words)) => Some(Task::Doctor(words)),
            Some(CommandWord::ExportTickets(words)) => Some(Task::ExportTickets(words)),
            None => self.run.map(Task::Run),
        }
    }

    /// How to log; none: as fits.
    #[must_use]
    pub fn log_format(&self) -> Option<LogFormat> {
        self.log_format
    }
}

/// What the daemon is started with.
#[derive(Debug, Args)]
pub struct RunWords {
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

impl RunWords {
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

//! The command lines: each gives back what is to be printed, or an error that says what to do.

mod backup;
mod doctor;
mod offline;
mod plan;
mod restore;
mod serve;
mod take_up;

pub use backup::backup;
pub use doctor::{DoctorWords, doctor};
pub use offline::{check, report, set_pin, verify_folder};
pub use plan::{PlanWord, plan};
pub use restore::restore;
pub use serve::serve;
pub use take_up::take_up;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use machine::logs::LogFormat;

use crate::take_up::KioskFile;

/// The hall server: the authority on the queue of one hall.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = "Example: display-server --plan hall.toml --data /var/lib/hall"
)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<CommandWord>,
    #[command(flatten)]
    serve: Option<ServeWords>,
    #[arg(long, global = true, value_enum, help = machine::logs::HELP)]
    log_format: Option<LogFormat>,
}

impl CommandLine {
    /// What to do; without a word: run the hall.
    #[must_use]
    pub fn word(self) -> Option<CommandWord> {
        self.command.or(self.serve.map(CommandWord::Serve))
    }

    /// How to log; none: as fits.
    #[must_use]
    pub fn log_format(&self) -> Option<LogFormat> {
        self.log_format
    }
}

/// What a hall is run with.
#[derive(Debug, Args)]
pub struct ServeWords {
    /// The plan of a hall that has not opened yet; one that has keeps its own, see `plan import`.
    #[arg(long)]
    pub plan: PathBuf,
    /// Where the journal and the identities live; created when absent.
    #[arg(long)]
    pub data: PathBuf,
    /// Where to listen: a loopback address.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: std::net::SocketAddr,
    /// A file on another medium, to which the journal's end is added once a minute; see `verify --anchor`.
    #[arg(long)]
    pub anchor: Option<PathBuf>,
    /// The file that says how far the hall's numbers may have come, on another medium than the data; without it
    /// `high-water.json` in the data folder. A hall whose data are older than it begins a new series of numbers.
    #[arg(long)]
    pub high_water: Option<PathBuf>,
    /// A hall to train in: it says so on every page and slip, and needs a data folder of its own.
    #[arg(long)]
    pub training: bool,
}

/// What is put back, and where.
#[derive(Debug, Args)]
pub struct RestoreWords {
    /// The backup: a folder with a backup.json, as `backup` made it.
    pub backup: PathBuf,
    /// The data folder.
    #[arg(long)]
    pub to: PathBuf,
    /// The high-water file that the server was given; without it high-water.json in the data folder.
    #[arg(long)]
    pub high_water: Option<PathBuf>,
    /// What `serve --anchor` wrote: says how much came after the backup.
    #[arg(long)]
    pub anchor: Option<PathBuf>,
    /// The largest number that anybody has seen today, on slips or on a kiosk's page for staff: needed when the
    /// high-water file is lost.
    #[arg(long)]
    pub numbers_above: Option<u32>,
    /// Also when the journal that is there is whole and goes on from the backup.
    #[arg(long)]
    pub anyway: bool,
    /// What `kiosk export-tickets` printed of a kiosk that will never run again; may be given again for further kiosks.
    #[arg(long, value_name = "KIOSK=FILE")]
    pub kiosk_tickets: Vec<KioskFile>,
}

/// What is taken up, and where.
#[derive(Debug, Args)]
pub struct TakeUpWords {
    /// The kiosk, as the plan calls it, and what `kiosk export-tickets` printed of it.
    #[arg(required = true, value_name = "KIOSK=FILE")]
    pub tickets: Vec<KioskFile>,
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The high-water file that the server is given; without it high-water.json in the data folder.
    #[arg(long)]
    pub high_water: Option<PathBuf>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum CommandWord {
    /// Run the hall; so does the program without any word.
    #[command(
        after_help = "Example: display-server serve --plan hall.toml --data /var/lib/hall --listen 127.0.0.1:8080"
    )]
    Serve(ServeWords),
    /// Check a hall plan, and print every fault at once.
    #[command(after_help = "Example: display-server check hall.toml")]
    Check {
        /// The hall plan.
        plan: PathBuf,
    },
    /// Prove the journal's chain, and name an entry that was changed.
    #[command(
        after_help = "Example: display-server verify /var/lib/hall --anchor /media/anchors/hall.anchors"
    )]
    Verify {
        /// The data folder, or a backup of it.
        folder: PathBuf,
        /// What `serve --anchor` wrote, or a backup's `backup.json`: shows a tail that was cut off, and a journal written anew.
        #[arg(long)]
        anchor: Option<PathBuf>,
    },
    /// Say what is wrong with a hall and what to do: its folder, journal, backups, anchors, plan, clock and link.
    #[command(
        after_help = format!(
            "Example: display-server doctor /var/lib/hall --plan /etc/hall/hall.toml --backups /media/backups/hall --url http://127.0.0.1:8080\n\n{}",
            machine::findings::EXIT_STATUS
        )
    )]
    Doctor(DoctorWords),
    /// Copy the journal and the identities, beside a running hall or not, and prove the copy.
    #[command(after_help = "Example: display-server backup /var/lib/hall --to /media/backups/hall --keep 14")]
    Backup {
        /// The data folder.
        folder: PathBuf,
        /// The folder of backups, on another medium; each gets a folder in it, named by its time and its last entry.
        #[arg(long)]
        to: PathBuf,
        /// Of the backups of this journal keep the newest so many, once the new one is whole; without it all.
        #[arg(long)]
        keep: Option<NonZeroUsize>,
    },
    /// Put a backup back, while no server runs: proved first, what is there kept aside, and gone on with under new numbers.
    #[command(
        after_help = "Example: display-server restore /media/backups/hall/20260302T130000Z-1234 --to /var/lib/hall\nThen start the server as before. Kiosks bring the tickets that they gave since by themselves; of one that will never run again, take what its card holds:\n  kiosk export-tickets --data /media/card/var/lib/kiosk > kiosk-1.json\nand name it with --kiosk-tickets kiosk-1=kiosk-1.json"
    )]
    Restore(RestoreWords),
    /// Take up the tickets of a kiosk that will never bring them itself, while no server runs; so does `restore
    /// --kiosk-tickets`.
    #[command(
        after_help = "Example: display-server take-up kiosk-1=kiosk-1.json --data /var/lib/hall\nIt may be done again at any time: a ticket that is known changes nothing. The file holds the visitors' keys to their tickets: remove it afterwards."
    )]
    TakeUp(TakeUpWords),
    /// Print the report of a service day.
    #[command(after_help = "Example: display-server report /var/lib/hall --day 2026-03-02 --format csv")]
    Report {
        /// The data folder.
        folder: PathBuf,
        /// The service day.
        #[arg(long)]
        day: Date,
        /// In which form: `json` is the whole report, `csv` its finished legs.
        #[arg(long, value_enum, default_value_t = ReportForm::Json)]
        format: ReportForm,
    },
    /// Take the hall's plan out as a file, or a file in as its next version.
    #[command(subcommand)]
    Plan(PlanWord),
    /// Set somebody's PIN; the six digits are read from standard input.
    #[command(
        after_help = "Example: printf 246810 | display-server pin c01 --plan hall.toml --data /var/lib/hall"
    )]
    Pin {
        /// Work number, as in the plan.
        code: String,
        /// The hall plan that names the person.
        #[arg(long)]
        plan: PathBuf,
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
}

/// In which form a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// The whole report.
    Json,
    /// The finished legs.
    Csv,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn word(line: &str) -> Option<CommandWord> {
        let line = CommandLine::try_parse_from(line.split(' '));
        line.ok().and_then(CommandLine::word)
    }

    #[test]
    fn without_a_word_the_hall_is_run() {
        for line in [
            "display-server --plan a --data b",
            "display-server serve --plan a --data b",
        ] {
            let Some(CommandWord::Serve(words)) = word(line) else {
                panic!("{line}");
            };
            assert_eq!(words.listen.port(), 8080);
            assert!(!words.training, "only who asks for it trains");
            assert!(words.anchor.is_none());
        }
        assert!(word("display-server").is_none());
        assert!(word("display-server --plan a").is_none());
        assert!(matches!(
            word("display-server check a"),
            Some(CommandWord::Check { .. })
        ));
    }

    #[test]
    fn every_command_has_an_example_that_it_understands() {
        check_example(&CommandLine::command());
    }

    fn check_example(command: &clap::Command) {
        let words = command.get_subcommands().filter(|word| word.get_name() != "help");
        let mut is_group = false;
        for word in words {
            is_group = true;
            check_example(word);
        }
        let help = command
            .get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let example = help.split_once("display-server ").map(|(_, words)| words);
        let Some(example) = example else {
            assert!(is_group, "{} has no example", command.get_name());
            return;
        };
        let example = example.split(['>', '\n']).next().unwrap_or_default().trim();
        let parsed = CommandLine::try_parse_from(format!("display-server {example}").split(' '));
        assert!(parsed.is_ok_and(|line| line.word().is_some()), "{example}");
    }
}

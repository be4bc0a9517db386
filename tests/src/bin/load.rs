//! `load`: what the hall costs, as a ratio to a floor measured in the same run.
#![expect(clippy::print_stdout, reason = "a command line prints")]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use whole_hall::load::{self, Part, Run, table};

/// Measures the hall against the least that a server can do: one committed insert.
///
/// Client and server are separate processes; the servers are this program again. Close other programs first, and
/// build with --release. Beside each row stands what FQM and bcgov/queue-management reach, as their own measurements say.
/// Ends with a status other than 0 when a target is missed, or when the floor is too slow for the run to say anything.
#[derive(Debug, Parser)]
#[command(after_help = "\
Examples:
  target/release/load                                     every row, with up to 100,000 tickets behind: some 5 minutes
  target/release/load --tickets 1000000 --rush-seconds 600    every row in full: needs 4 GB of disk
  target/release/load --only commits --only boards        two parts
  target/release/load make --data /tmp/old-hall --tickets 50000    a hall with ten full days behind it")]
struct Words {
    /// How long each closed loop runs.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Calls measured for each number of boards.
    #[arg(long, default_value_t = 50)]
    calls: usize,
    /// How many tickets lie behind the oldest hall.
    #[arg(long, default_value = "100000", value_parser = ["1000", "10000", "100000", "1000000"])]
    tickets: String,
    /// Keeps the halls that were made with tickets behind them in this folder, and uses those of an earlier run.
    #[arg(long, value_name = "FOLDER")]
    made: Option<PathBuf>,
    /// Phones that listen at once.
    #[arg(long, default_value_t = 5_000)]
    phones: usize,
    /// How long the morning rush of 2,000 tickets lasts; 600 is a real one.
    #[arg(long, default_value_t = 60)]
    rush_seconds: u64,
    /// Measures this part of the table only; may be given again.
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Prints one JSON object a row instead of a table.
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What a child process does.
#[derive(Debug, Subcommand)]
enum Role {
    /// Serves the hall under load until standard input ends.
    #[command(name = "serve-ours", hide = true)]
    Ours {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// How much later than its journal ends it goes on, in seconds.
        #[arg(long, default_value_t = 0)]
        later_s: u32,
    },
    /// Makes a hall that has served many tickets, on days of up to 5,000; the last one stays open.
    Make {
        /// The data folder; one that exists goes on from the next day.
        #[arg(long)]
        data: PathBuf,
        /// How many tickets.
        #[arg(long)]
        tickets: usize,
    },
    /// Serves a kiosk until standard input ends.
    #[command(name = "serve-kiosk", hide = true)]
    Kiosk(load::serve::KioskUnderLoad),
    /// Serves the floor until standard input ends.
    #[command(name = "serve-floor", hide = true)]
    Floor {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// Bytes of data in each event.
        #[arg(long)]
        event_bytes: usize,
    },
}

fn main() -> anyhow::Result<ExitCode> {
    let words = Words::parse();
    let mut line = |text: &str| println!("{text}");
    match words.role {
        Some(Role::Ours { data, later_s }) => load::serve::hall(&data, later_s, &mut line)?,
        Some(Role::Make { data, tickets }) => load::made::serve_days(&data, tickets, &mut line)?,
        Some(Role::Kiosk(asked)) => load::serve::kiosk(&asked, &mut line)?,
        Some(Role::Floor { data, event_bytes }) => load::serve::floor(&data, event_bytes, &mut line)?,
        None => return measure(&words),
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(words: &Words) -> anyhow::Result<ExitCode> {
    let run = Run {
        program: std::env::current_exe()?,
        length: Duration::from_secs(words.seconds.max(1)),
        calls: words.calls.max(1),
        tickets: words.tickets.parse()?,
        made: words.made.clone(),
        phones: words.phones.max(1),
        rush: Duration::from_secs(words.rush_seconds.max(1)),
        only: words.only.clone(),
    };
    let rows = load::run(&run, &mut |doing| eprintln!("… {doing}"))?;
    if words.json {
        for row in &rows {
            println!("{}", serde_json::to_string(row)?);
        }
    } else {
        print!("{}", table::text(&rows));
    }
    let holds = rows.iter().all(|row| row.holds);
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

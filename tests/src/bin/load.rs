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
/// build with --release.
#[derive(Debug, Parser)]
#[command(after_help = "Example: cargo run --release -p whole-hall --bin load -- --seconds 3")]
struct Words {
    /// How long each closed loop runs.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Calls measured for each number of boards.
    #[arg(long, default_value_t = 50)]
    calls: usize,
    /// Measures one part of the table only.
    #[arg(long, value_enum)]
    only: Option<Part>,
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
        Some(Role::Ours { data }) => load::serve::hall(&data, &mut line)?,
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
        only: words.only,
    };
    let rows = load::run(&run, &mut |doing| eprintln!("… {doing}"))?;
    if words.json {
        for row in &rows {
            println!("{}", serde_json::to_string(row)?);
        }
    } else {
        print!("{}", table::text(&rows));
    }
    let holds = rows.iter().all(|row| row.holds || !row.required);
    Ok(if holds {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

//! `fire`: power cuts and kills by the thousand, against what was promised.
#![expect(clippy::print_stdout, reason = "a command line prints")]

use std::path::PathBuf;
use std::process::ExitCode;

use ::kiosk::journal::Journal;
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use display_server::commands::{CommandLine, CommandWord, serve};
use display_server::store::Store;
use whole_hall::fire::children::{Life, record};
use whole_hall::fire::cuts::{Asked, Count, Judge, honest, replay};
use whole_hall::fire::hall::{self, HallJudge};
use whole_hall::fire::kills::{self, Kills, RESTART_LIMIT};
use whole_hall::fire::kiosk::{self, KioskJudge};
use whole_hall::load::serve::{KioskUnderLoad, kiosk as serve_kiosk};

/// Cuts the power of a hall and of a kiosk, and kills a hall, over and over; nothing that was promised may be missing.
#[derive(Debug, Parser)]
#[command(after_help = "Example: cargo run --release -p whole-hall --bin fire -- cuts --images 5000")]
struct Words {
    #[command(subcommand)]
    word: Word,
}

/// What it does.
#[derive(Debug, Subcommand)]
enum Word {
    /// Records a hall's day and a kiosk's presses, and cuts the power at every moment of them.
    #[command(after_help = "Example: fire cuts --images 5000 --presses 120")]
    Cuts {
        /// About how many power cuts, of hall and kiosk each.
        #[arg(long, default_value_t = 5000)]
        images: usize,
        /// Tickets of the recorded day, and presses of the kiosk.
        #[arg(long, default_value_t = 120)]
        presses: usize,
        /// Where chance begins; another seed tears other sectors.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Kills a serving hall after 5 to 300 ms, starts it again on the same folder, and asks for everything again.
    #[command(after_help = "Example: fire kills --times 1000")]
    Kills {
        /// How often.
        #[arg(long, default_value_t = 1000)]
        times: usize,
    },
    /// Lives a recorded life.
    #[command(hide = true)]
    Live {
        /// Whose.
        life: Life,
        /// Tickets or presses.
        #[arg(long)]
        presses: usize,
        /// The parent of the data folder.
        #[arg(long)]
        root: PathBuf,
        /// The file of notes.
        #[arg(long)]
        notes: PathBuf,
    },
    /// Opens a data folder as the program would that owns it, and ends.
    #[command(hide = true)]
    Open {
        /// Whose.
        life: Life,
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Serves the hall that is killed, until standard input ends.
    #[command(hide = true)]
    Serve {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
    /// Serves a kiosk until standard input ends.
    #[command(name = "serve-kiosk", hide = true)]
    ServeKiosk(KioskUnderLoad),
    /// The hall server's own command line.
    #[command(hide = true, disable_help_flag = true)]
    DisplayServer {
        /// Its words.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
}

fn main() -> Result<ExitCode> {
    match Words::parse().word {
        Word::Cuts {
            images,
            presses,
            seed,
        } => return cut(images, presses, seed),
        Word::Kills { times } => {
            let asked = Kills {
                program: std::env::current_exe()?,
                times,
                seed: None,
            };
            let killed = kills::run(&asked, &mut |line| println!("{line}"))?;
            println!("{killed}");
            if killed.slowest_start > RESTART_LIMIT {
                eprintln!(
                    "a start took longer than {RESTART_LIMIT:?}: build with --release, and close other programs"
                );
                return Ok(ExitCode::FAILURE);
            }
        }
        Word::Live {
            life: Life::Hall,
            presses,
            root,
            notes,
        } => hall::live(&root, &notes, presses)?,
        Word::Live {
            life: Life::Kiosk,
            presses,
            root,
            notes,
        } => kiosk::live(&root, &notes, presses)?,
        Word::Open {
            life: Life::Hall,
            data,
        } => drop(Store::open(&data)?),
        Word::Open {
            life: Life::Kiosk,
            data,
        } => drop(Journal::open(&data)?),
        Word::Serve { data } => kills::serve(&data, &mut |line| println!("{line}"))?,
        Word::ServeKiosk(asked) => serve_kiosk(&asked, &mut |line| println!("{line}"))?,
        Word::DisplayServer { words } => return display_server(words),
    }
    Ok(ExitCode::SUCCESS)
}

fn cut(images: usize, presses: usize, seed: u64) -> Result<ExitCode> {
    let program = std::env::current_exe()?;
    let mut is_clean = true;
    for life in [Life::Hall, Life::Kiosk] {
        let steps = record(&program, life, presses)?;
        let judge: Box<dyn Judge> = match life {
            Life::Hall => Box::new(HallJudge::new(&steps)?),
            Life::Kiosk => Box::new(KioskJudge::new(&steps)?),
        };
        let asked = Asked {
            images,
            seed,
            believes: honest,
        };
        println!("{life:?}: {} steps recorded", steps.len());
        let mut tell = |count: &Count| println!("{life:?}: {count}");
        let count = replay(&steps, judge.as_ref(), asked, &mut tell)?;
        tell(&count);
        for fault in &count.faults {
            println!("{fault}");
        }
        is_clean &= count.is_clean();
    }
    Ok(if is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What the server's own `main` does with the one word that is needed here.
fn display_server(words: Vec<String>) -> Result<ExitCode> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let line = CommandLine::parse_from(["display-server".to_owned()].into_iter().chain(words));
    let Some(CommandWord::Serve(words)) = line.word() else {
        bail!("only `serve` is needed here");
    };
    let runtime = tokio::runtime::Runtime::new().context("a runtime")?;
    Ok(match runtime.block_on(serve(&words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("display-server: {error}");
            ExitCode::FAILURE
        }
    })
}

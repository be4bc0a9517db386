//! `kiosk`: the daemon of a ticket kiosk, a window pad, an escort post or a sign.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use kiosk::command_line::{CommandLine, Task};
use kiosk::offline_rows::tickets_of_folder;
use kiosk::{Kiosk, KioskConfig, doctor};
use machine::watchdog;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let line = CommandLine::parse();
    machine::logs::start(line.log_format());
    match line.task() {
        Some(Task::Run(words)) => run(words.config()?).await,
        Some(Task::Doctor(words)) => {
            let findings = doctor::examine(&words).await;
            writeln!(std::io::stdout(), "{}", findings.text(words.format))?;
            Ok(findings.exit_code())
        }
        Some(Task::ExportTickets(words)) => {
            let tickets = match tickets_of_folder(&words.data, words.day) {
                Ok(tickets) => tickets,
                Err(error) => {
                    eprintln!("kiosk: {error}");
                    return Ok(ExitCode::FAILURE);
                }
            };
            tracing::info!(tickets = tickets.rows.len(), "exported");
            writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&tickets)?)?;
            Ok(ExitCode::SUCCESS)
        }
        // clap has asked for a word already; nothing is done without one.
        None => Ok(ExitCode::FAILURE),
    }
}

async fn run(config: KioskConfig) -> anyhow::Result<ExitCode> {
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
    Ok(ExitCode::SUCCESS)
}

//! The hall server's command line.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use display_server::commands::{
    CommandLine, CommandWord, backup, check, doctor, plan, report, restore, serve, set_pin, take_up,
    verify_folder,
};

#[tokio::main]
async fn main() -> ExitCode {
    let line = CommandLine::parse();
    machine::logs::start(line.log_format());
    let Some(word) = line.word() else {
        // clap has asked for a word already; nothing is done without one.
        return ExitCode::FAILURE;
    };
    run(word).await.unwrap_or_else(|error| {
        eprintln!("display-server: {error}");
        ExitCode::FAILURE
    })
}

async fn run(command: CommandWord) -> Result<ExitCode> {
    let mut ends_with = ExitCode::SUCCESS;
    let text = match command {
        CommandWord::Serve(words) => return Ok(serve(&words).await.map(|()| ends_with)?),
        CommandWord::Check { plan } => check(&plan)?,
        CommandWord::Verify { folder, anchor } => verify_folder(&folder, anchor.as_deref())?,
        CommandWord::Doctor(words) => {
            let findings = doctor(&words).await;
            ends_with = findings.exit_code();
            findings.text(words.format)
        }
        CommandWord::Backup { folder, to, keep } => backup(&folder, &to, keep)?,
        CommandWord::Restore(words) => restore(&words).await?,
        CommandWord::TakeUp(words) => take_up(&words).await?,
        CommandWord::Report { folder, day, format } => report(&folder, day, format)?,
        CommandWord::Plan(word) => plan(&word)?,
        CommandWord::Pin { code, plan, data } => set_pin(&code, &plan, &data).await?,
    };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(ends_with)
}

//! The hall server's command line.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use display_server::commands::{
    CommandLine, CommandWord, backup, check, plan, report, serve, set_pin, verify_folder,
};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A journal shows colours as noise.
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let Some(word) = CommandLine::parse().word() else {
        // clap has asked for a word already; nothing is done without one.
        return ExitCode::FAILURE;
    };
    match run(word).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("display-server: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: CommandWord) -> Result<()> {
    let text = match command {
        CommandWord::Serve(words) => return Ok(serve(&words).await?),
        CommandWord::Check { plan } => check(&plan)?,
        CommandWord::Verify { folder, anchor } => verify_folder(&folder, anchor.as_deref())?,
        CommandWord::Backup { folder, to, keep } => backup(&folder, &to, keep)?,
        CommandWord::Report { folder, day, format } => report(&folder, day, format)?,
        CommandWord::Plan(word) => plan(&word)?,
        CommandWord::Pin { code, plan, data } => set_pin(&code, &plan, &data).await?,
    };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

//! `firmware-config`: looks at a device's configuration before the device does.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Reads a device.toml and says everything that is wrong with it.
    Check {
        /// The file.
        file: PathBuf,
    },
}

#[expect(clippy::print_stdout, reason = "the answer of a command-line tool")]
fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Check { file } => {
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let device = firmware_config::parse(&text)
                .map_err(|faults| anyhow::anyhow!("{} cannot be used:\n{faults}", file.display()))?;
            println!(
                "{}: {}, {} keys, {} lamps: sound",
                device.id,
                device.role.name(),
                device.keys.len(),
                device.lamps.len()
            );
        }
    }
    Ok(())
}

//! `firmware-config`: looks at a device's configuration before the device does, and renders the files of its image.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use firmware_config::{DeviceFile, FileFault, read_together, render};

#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Example: firmware-config check firmware-config/devices/kiosk-a1.toml"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Says everything that is wrong with device files, each with file, line and what to write instead. Several are those of one computer
    /// and are checked against each other too.
    #[command(after_help = "Example: firmware-config check pad-3.toml sign-3.toml")]
    Check {
        /// The device files of one computer.
        #[arg(required = true)]
        file: Vec<PathBuf>,
    },
    /// Writes the files of the image of one computer: settings of the firmware, units, rules, cloud-init's files and a
    /// layer for rpi-image-gen. How they come onto a card stands in its boot/firmware/user-data.
    #[command(after_help = "Example: firmware-config render kiosk-a1.toml --out image-of-kiosk-a1")]
    Render {
        /// The device files of one computer.
        #[arg(required = true)]
        file: Vec<PathBuf>,
        /// The folder to write to; made if it is not there, and refused if something is in it.
        #[arg(long)]
        out: PathBuf,
    },
}

fn main() -> anyhow::Result<ExitCode> {
    match Arguments::parse().task {
        Task::Check { file } => check(&file),
        Task::Render { file, out } => render_to(&file, &out),
    }
}

fn check(paths: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let (devices, faults) = read_all(paths)?;
    if !faults.is_empty() {
        return Ok(say(&faults));
    }
    for device in &devices {
        let (name, config) = (device.name(), device.config());
        let (keys, lamps) = (config.keys.len(), config.lamps.len());
        let role = config.role.name();
        print(&format!(
            "{name}: {}, {role}, {keys} keys, {lamps} lamps: sound",
            config.id
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn render_to(paths: &[PathBuf], out: &Path) -> anyhow::Result<ExitCode> {
    let (devices, faults) = read_all(paths)?;
    if !faults.is_empty() {
        return Ok(say(&faults));
    }
    fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    let is_empty = fs::read_dir(out)?.next().is_none();
    ensure!(
        is_empty,
        "{} is not empty; files of another device would stay",
        out.display()
    );
    for file in render(&devices)? {
        let path = out.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &file.text).with_context(|| format!("cannot write {}", path.display()))?;
        print(&path.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

/// The files that are sound, and every fault: those of each file, and the clashes between the sound ones.
fn read_all(paths: &[PathBuf]) -> anyhow::Result<(Vec<DeviceFile>, Vec<FileFault>)> {
    let read = |path: &PathBuf| {
        let name = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        Ok((name, text))
    };
    let files: Vec<_> = paths.iter().map(read).collect::<anyhow::Result<_>>()?;
    Ok(read_together(&files))
}

fn say(faults: &[FileFault]) -> ExitCode {
    for fault in faults {
        print(&fault.to_string());
    }
    ExitCode::FAILURE
}

#[expect(clippy::print_stdout, reason = "the answer of a command-line tool")]
fn print(line: &str) {
    println!("{line}");
}

//! Processes under fire: this program again, with another first word, recorded or with failures put into its calls.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::steps::{self, Scope, Step};
use super::trace;

/// What a process lives through for the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Life {
    /// A hall's day.
    Hall,
    /// A kiosk's presses.
    Kiosk,
}

impl Life {
    fn word(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Kiosk => "kiosk",
        }
    }
}

/// Lets a process live, and gives back each step of its data folder.
///
/// # Errors
/// When it fails, or does what is not known here.
pub fn record(program: &Path, life: Life, presses: usize) -> Result<Vec<Step>> {
    // Really on a disk or not makes no difference: what counts is what was asked of it.
    let folder = crate::hall::passing_folder()?;
    let real = folder.path().canonicalize()?;
    let (root, notes, trace) = (real.join("root"), real.join("notes"), real.join("trace"));
    std::fs::create_dir(&root)?;
    let mut command = trace::recording(program, &trace);
    command.args(["live", life.word(), "--presses", &presses.to_string(), "--root"]);
    command.arg(&root).arg("--notes").arg(&notes);
    ended_well(&mut command)?;
    steps::read(&trace::read(&trace)?, &Scope { root, notes })
}

/// Waits for a process that must end well.
///
/// # Errors
/// When it does not start or does not; with what it said.
pub fn ended_well(command: &mut Command) -> Result<Output> {
    let output = command
        .output()
        .context("strace is needed: apt-get install strace")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}: {said}", output.status);
    Ok(output)
}

/// A failure that is put into a process's calls.
#[derive(Debug)]
pub struct Injection {
    folder: TempDir,
    file: PathBuf,
    what: String,
}

impl Injection {
    /// `fsync:error=EIO:when=5` and the like, into calls about one file alone.
    ///
    /// # Errors
    /// When there is no place for the record.
    pub fn into(file: &Path, what: &str) -> Result<Self> {
        Ok(Self {
            folder: TempDir::new()?,
            file: file.to_owned(),
            what: what.to_owned(),
        })
    }

    /// The words of `strace` before those of the program.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let call = self.what.split(':').next().unwrap_or_default();
        let words = [
            // The tracer beside it: the child is then the program itself, with its number, its death and its status.
            "-D".to_owned(),
            "-f".to_owned(),
            "-qq".to_owned(),
            "-e".to_owned(),
            "signal=none".to_owned(),
            "-e".to_owned(),
            format!("trace={call}"),
            "-e".to_owned(),
            format!("inject={}", self.what),
            "-s".to_owned(),
            "0".to_owned(),
            "-P".to_owned(),
            self.file.display().to_string(),
            "-o".to_owned(),
            self.record().display().to_string(),
            "--".to_owned(),
        ];
        words.into()
    }

    /// How often it failed: a failure that never came proves nothing.
    ///
    /// # Errors
    /// When there is no record.
    pub fn count(&self) -> Result<usize> {
        let record = std::fs::read_to_string(self.record())?;
        Ok(record.lines().filter(|line| line.contains("(INJECTED)")).count())
    }

    fn record(&self) -> PathBuf {
        self.folder.path().join("strace")
    }
}

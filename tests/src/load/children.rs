//! The servers under load, each a process of its own: this program again, with another first word.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result};

/// What a child prints before its address.
pub const LISTENING: &str = "listening on ";

/// A server in a process of its own; stopped when dropped.
#[derive(Debug)]
pub struct ServerProcess {
    child: Child,
    /// The child ends when this closes, should its parent die first.
    _leash: Option<ChildStdin>,
    /// Where it listens.
    pub addr: SocketAddr,
}

impl ServerProcess {
    /// Starts a program with these arguments, and waits for the line that says where it listens.
    ///
    /// # Errors
    /// When it ends before.
    pub fn start(program: &Path, args: &[&str]) -> Result<Self> {
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| program.display().to_string())?;
        let leash = child.stdin.take();
        let output = child.stdout.take().context("no output")?;
        let addr = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.strip_prefix(LISTENING)
                    .and_then(|addr| addr.trim().parse().ok())
            });
        let addr = addr.with_context(|| format!("{} {args:?} ended without listening", program.display()))?;
        Ok(Self {
            child,
            _leash: leash,
            addr,
        })
    }

    /// Its resident memory, in MB of 1,000,000 bytes.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn resident_mb(&self) -> Result<f64> {
        self.status_mb("VmRSS:")
    }

    /// How much of it are pages of files, its program's own above all: the system can take them back at any time.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn of_files_mb(&self) -> Result<f64> {
        self.status_mb("RssFile:")
    }

    fn status_mb(&self, field: &'static str) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let mut lines = status.lines();
        let line = lines.find_map(|line| line.strip_prefix(field)).context(field)?;
        let kib: u32 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(f64::from(kib) * 1024.0 / 1e6)
    }

    /// How many of its threads have this name just now.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn threads_named(&self, name: &str) -> Result<usize> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()))?;
        let names = tasks
            .filter_map(Result::ok)
            // One that ends meanwhile has no name any more.
            .filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
        Ok(names.filter(|found| found.trim_end() == name).count())
    }

    /// Kills it as a power cut would: no word before, nothing tidied.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // Already gone is as good as stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! The hall server's own command line in a process, with failures put into its calls.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread::JoinHandle;

use anyhow::{Context, Result, bail};
use display_server::plan_in_force::PlanInForce;
use display_server::{Clock, Identities, plan_file};
use hall_protocol::PlanDocument;
use tempfile::TempDir;
use whole_hall::fire::children::Injection;
use whole_hall::fire::plan_round_the_clock;
use whole_hall::hall::PIN;
use whole_hall::replay::plan::MANAGER;

use crate::ground::PROGRAM;

/// A folder with a plan and a manager who can sign in.
pub(crate) struct Site {
    folder: TempDir,
    pub(crate) data: PathBuf,
}

/// A server that runs; killed when dropped.
pub(crate) struct Served {
    child: Child,
    said: Option<JoinHandle<String>>,
    pub(crate) addr: SocketAddr,
}

impl Site {
    pub(crate) fn new() -> Result<Self> {
        let folder = TempDir::new()?;
        // As `strace` will name it.
        let data = folder.path().canonicalize()?.join("data");
        let document: PlanDocument = plan_round_the_clock()?;
        std::fs::write(folder.path().join("hall.toml"), plan_file::toml_of(&document)?)?;
        std::fs::create_dir(&data)?;
        let plan = PlanInForce::new(Arc::new(plan_file::plan_of(&document)?));
        let identities = Identities::open(&data, plan, Clock::system())?;
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(identities.set_pin(MANAGER, PIN))?;
        Ok(Self { folder, data })
    }

    fn command(&self, injection: Option<&Injection>) -> Command {
        let mut command = match injection {
            Some(injection) => {
                let mut command = Command::new("strace");
                command.args(injection.words()).arg(PROGRAM);
                command
            }
            None => Command::new(PROGRAM),
        };
        command.args(["display-server", "serve", "--listen", "127.0.0.1:0", "--plan"]);
        command.arg(self.folder.path().join("hall.toml"));
        command.arg("--data").arg(&self.data);
        command.stdin(Stdio::null()).stderr(Stdio::piped());
        command
    }

    /// Starts it.
    pub(crate) fn serve(&self, injection: Option<&Injection>) -> Result<Served> {
        let mut child = self.command(injection).spawn().context("strace, or the server")?;
        let mut lines = BufReader::new(child.stderr.take().context("what it says")?).lines();
        let mut said = String::new();
        let addr = loop {
            let line = lines.next().with_context(|| said.clone())??;
            if let Some((_, addr)) = line.split_once("the hall is at http://") {
                break addr.trim().parse()?;
            }
            said.push_str(&line);
        };
        let rest = std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| said.push_str(&line));
            said
        });
        Ok(Served {
            child,
            said: Some(rest),
            addr,
        })
    }

    /// Starts it where it must refuse; how it ended, and what it said.
    pub(crate) fn refused(&self) -> Result<(ExitStatus, String)> {
        let mut child = self.command(None).spawn()?;
        let mut said = String::new();
        for line in BufReader::new(child.stderr.take().context("what it says")?).lines() {
            let line = line?;
            if line.contains("the hall is at") {
                child.kill()?;
                child.wait()?;
                bail!("it serves: {line}");
            }
            said.push_str(&line);
        }
        Ok((child.wait()?, said))
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.data.join(name)
    }
}

impl Served {
    /// Waits until it ends by itself; how, and what it said.
    pub(crate) fn ended(mut self) -> Result<(ExitStatus, String)> {
        let status = self.child.wait()?;
        let said = self.said.take().context("asked once")?;
        Ok((status, said.join().ok().context("what it said")?))
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // One that has ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a journal is there at all.
pub(crate) fn proved(data: &Path) -> Result<u64> {
    Ok(display_server::store::verify(data)?.head_seq)
}

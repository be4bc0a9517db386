//! One emulated Raspberry Pi: switched on, told what to do line by line, and switched off at the latest when dropped.
//!
//! Its first serial port is the console and becomes the log; on its second it takes commands (see `init` for the words
//! it knows besides a shell's) and answers them.
//!
//! Invariant: only QEMU that this machine started is ever ended by it.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::clock::Deadline;
use crate::image::{Finished, Image};
use crate::log::{Log, lines_of};

/// How long a machine may take until it is ready: five seconds where nothing else runs, far more where everything does.
const BOOTING: Duration = Duration::from_mins(2);

/// No mitigations, as nobody attacks it; a panic ends it, so that it is noticed.
const KERNEL_WORDS: &str = "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off random.trust_cpu=on";

/// Where a program in the machine finds what listens on 127.0.0.1 of the host.
pub(crate) const HOST: &str = "10.0.2.2";

/// A machine.
pub(crate) struct Machine {
    qemu: Child,
    commands: ChildStdin,
    answers: Receiver<String>,
    log: Arc<Log>,
}

impl Machine {
    /// Switches one on and waits until its pins, printer, number pad and network are there.
    pub(crate) fn boot(image: Image) -> Result<Self> {
        let image = image.finish()?;
        let log = Arc::new(Log::create(&image.log)?);
        let mut qemu = qemu(&image)
            .spawn()
            .context("qemu-system-x86_64 does not start: run tests/emulated-pi/prepare")?;
        let (console, answers) = (qemu.stderr.take(), qemu.stdout.take());
        let commands = qemu.stdin.take().context("QEMU takes no commands")?;
        let (told, heard) = channel();
        let machine = Self {
            qemu,
            commands,
            answers: heard,
            log: Arc::clone(&log),
        };
        let console = console.context("QEMU has no console")?;
        let answers = answers.context("QEMU gives no answers")?;
        thread::spawn(move || log.listen(console));
        // Ends with the machine, or with the test that no longer listens.
        thread::spawn(move || lines_of(answers).try_for_each(|line| told.send(line)));
        machine
            .answer_until("READY ", BOOTING)
            .context("the machine does not become ready")?;
        Ok(machine)
    }

    /// Runs a line of shell and returns what it wrote. A status other than 0 is an error that holds it.
    pub(crate) fn run(&mut self, command: &str, patience: Duration) -> Result<String> {
        ensure!(!command.contains('\n'), "a command is one line: {command}");
        self.log.note("> ", command);
        writeln!(self.commands, "{command}")
            .with_context(|| format!("the machine is off; {}", self.log.tail()))?;
        let (mut said, status) = self
            .answer_until("DONE ", patience)
            .with_context(|| command.to_owned())?;
        // The machine ends what it wrote with a line end of its own.
        said.pop();
        self.log.note("= ", &format!("{status}: {said}"));
        ensure!(status == "0", "{command}: status {status}: {said}");
        Ok(said)
    }

    /// Waits for a line on the console that holds this text. Lines up to the one found before are not looked at again.
    pub(crate) fn wait_for_line(&mut self, text: &str, patience: Duration) -> Result<String> {
        self.log.wait_for(text, patience)
    }

    /// Everything up to the line that begins with this, and the rest of that line.
    fn answer_until(&self, mark: &str, patience: Duration) -> Result<(String, String)> {
        let deadline = Deadline::after(patience);
        let mut said = String::new();
        loop {
            let line = match self.answers.recv_timeout(deadline.left()) {
                Ok(line) => line,
                Err(RecvTimeoutError::Disconnected) => bail!("the machine went off; {}", self.log.tail()),
                Err(RecvTimeoutError::Timeout) => {
                    bail!(
                        "within {patience:?} it answers only {said:?}; {}",
                        self.log.tail()
                    )
                }
            };
            if let Some(rest) = line.strip_prefix(mark) {
                return Ok((said, rest.to_owned()));
            }
            said.push_str(&line);
            said.push('\n');
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        // Off already is as good.
        let _ = self.qemu.kill();
        let _ = self.qemu.wait();
    }
}

/// A PC without screen, disk or clockwork beyond need. The console goes to standard error, where QEMU's own complaints go.
fn qemu(image: &Finished) -> Command {
    let mut qemu = Command::new("qemu-system-x86_64");
    qemu.args(["-M", "q35,i8042=off", "-accel", "tcg", "-cpu", "max", "-m", "512"])
        .args(["-nodefaults", "-display", "none", "-no-reboot"])
        .args(["-chardev", "file,id=console,path=/dev/stderr"])
        .args(["-serial", "chardev:console"])
        .args(["-chardev", "stdio,id=commands,signal=off"])
        .args(["-serial", "chardev:commands"])
        .args(["-netdev", "user,id=hall"])
        .args(["-device", "virtio-net-pci,netdev=hall,romfile="])
        .args(["-append", KERNEL_WORDS])
        .arg("-kernel")
        .arg(&image.kernel)
        .arg("-initrd")
        .arg(&image.initramfs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    qemu
}

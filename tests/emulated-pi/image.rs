//! What an emulated machine has on board: its kernel, its first process, and programs with the libraries they need.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::archive::Archive;

/// Debian's, linked so that it needs no libraries.
const BUSYBOX: &str = "/bin/busybox";

/// The files of one machine.
pub(crate) struct Image {
    archive: Archive,
    folder: PathBuf,
}

impl Image {
    /// What every machine has. Everything that is made for it goes to `target/emulated-pi/NAME`, so that machines of
    /// other names may run at the same time.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let prepared = prepared();
        ensure!(
            prepared.join("stamp").exists(),
            "the emulated machine has no kernel yet: run tests/emulated-pi/prepare"
        );
        let folder = prepared.join(name);
        fs::create_dir_all(&folder)?;
        let mut image = Self {
            archive: Archive::default(),
            folder,
        };
        for empty in ["dev", "proc", "sys", "run", "tmp", "etc", "root"] {
            image.archive.folder(empty);
        }
        image.copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("emulated-pi/init"),
            "/init",
        )?;
        image.copy(Path::new(BUSYBOX), "/bin/busybox")?;
        for module in fs::read_dir(prepared.join("modules"))? {
            let module = module?;
            let name = module.file_name();
            image.copy(&module.path(), &format!("/modules/{}", name.to_string_lossy()))?;
        }
        Ok(image)
    }

    /// Adds a program of the host, without what only a debugger wants, and the libraries it needs.
    pub(crate) fn program(&mut self, host: &Path, guest: &str) -> Result<()> {
        let stripped = self.folder.join("stripped");
        let done = Command::new("strip")
            .arg("-o")
            .args([&stripped, host])
            .output()
            .context("strip does not start: install Debian's binutils")?;
        ensure!(
            done.status.success(),
            "{} cannot be stripped: {}",
            host.display(),
            String::from_utf8_lossy(&done.stderr)
        );
        self.copy(&stripped, guest)?;
        fs::remove_file(&stripped)?;
        for library in libraries(host)? {
            if !self.archive.has(&library) {
                self.copy(Path::new(&library), &library)?;
            }
        }
        Ok(())
    }

    /// Adds a file that holds this text.
    pub(crate) fn text(&mut self, guest: &str, text: &str) {
        self.archive.file(guest, 0o644, text.as_bytes());
    }

    /// Puts it where a kernel can be started with it.
    pub(crate) fn finish(self) -> Result<Finished> {
        let finished = Finished {
            kernel: prepared().join("vmlinuz"),
            initramfs: self.folder.join("initramfs"),
            log: self.folder.join("log.txt"),
        };
        fs::write(&finished.initramfs, self.archive.finish())?;
        Ok(finished)
    }

    fn copy(&mut self, host: &Path, guest: &str) -> Result<()> {
        let content = fs::read(host).with_context(|| host.display().to_string())?;
        let permissions = fs::metadata(host)?.permissions().mode() & 0o777;
        self.archive.file(guest, permissions, &content);
        Ok(())
    }
}

/// An image on the host's disk.
pub(crate) struct Finished {
    pub(crate) kernel: PathBuf,
    pub(crate) initramfs: PathBuf,
    /// Where the machine's log goes.
    pub(crate) log: PathBuf,
}

/// What `prepare` makes.
pub(crate) fn prepared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/emulated-pi")
}

/// The libraries of a program and its loader, as `ldd` finds them: `libc.so.6 => /lib/…/libc.so.6 (0x…)`.
fn libraries(program: &Path) -> Result<Vec<String>> {
    let output = Command::new("ldd")
        .arg(program)
        .output()
        .context("ldd does not start")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut found = Vec::new();
    for line in said.lines() {
        if line.contains("not found") {
            bail!("{} lacks a library: {line}", program.display());
        }
        // The kernel's own has no file, and a static program has none at all.
        found.extend(
            line.split_whitespace()
                .find(|word| word.starts_with('/'))
                .map(str::to_owned),
        );
    }
    Ok(found)
}

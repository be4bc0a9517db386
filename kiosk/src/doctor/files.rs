//! The device files, and the bearers that they name.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use firmware_config::{DeviceConfig, DeviceFile};
use machine::Findings;

/// A device whose file is sound.
pub(super) struct Found {
    pub(super) config: DeviceConfig,
    /// None: it is not paired, or its bearer cannot be read.
    pub(super) bearer: Option<String>,
}

/// Reads the files of one computer; every fault of every file is a finding.
pub(super) fn read(files: &[PathBuf], findings: &mut Findings) -> Vec<Found> {
    let mut texts = Vec::new();
    for file in files {
        match fs::read_to_string(file) {
            Ok(text) => texts.push((file.display().to_string(), text)),
            Err(error) => findings.broken(
                format!("the device file {} cannot be read: {error}", file.display()),
                "name the file that the daemon is started with as --device, and run this as a user who may read it",
            ),
        }
    }
    let (devices, faults) = firmware_config::read_together(&texts);
    for fault in faults {
        findings.broken(format!("no daemon starts with this file: {fault}"), "");
    }
    let found = |device: &DeviceFile| {
        let config = device.config().clone();
        findings.looked_at(format!(
            "{} ({}, {})",
            device.name(),
            config.id,
            config.role.name()
        ));
        let folder = Path::new(device.name()).parent().unwrap_or(Path::new("."));
        let bearer = bearer(&config.id, &folder.join(&config.server.bearer_file), findings);
        Found { config, bearer }
    };
    devices.iter().map(found).collect()
}

fn bearer(device: &str, file: &Path, findings: &mut Findings) -> Option<String> {
    let name = file.display();
    let read = fs::metadata(file).and_then(|found| Ok((found.mode(), fs::read_to_string(file)?)));
    match read {
        Ok((mode, text)) => {
            if mode & 0o077 != 0 {
                findings.to_do(
                    format!(
                        "other users of this machine may read {name}, with which one can pass for {device}"
                    ),
                    format!("chmod 0400 {name}, owned by the daemon's user"),
                );
            }
            let bearer = text.trim().to_owned();
            if bearer.is_empty() {
                findings.broken(
                    format!("{name} is empty, so {device} cannot show who it is"),
                    PAIR_IT,
                );
            }
            Some(bearer).filter(|bearer| !bearer.is_empty())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            findings.broken(format!("{device} is not paired: there is no {name}"), PAIR_IT);
            None
        }
        Err(error) => {
            findings.broken(
                format!("the bearer {name} cannot be read: {error}"),
                "run this as the daemon's user, and let that one own the file",
            );
            None
        }
    }
}

/// What to do about a device that its hall does not know.
pub(super) const PAIR_IT: &str = "a manager makes a one-time code on the page /devices; redeem it, and write what it gives into bearer_file";

//! A system with both packages on it, for systemd's own programs to judge.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use firmware_config::{DeviceFile, ImageFile, render};
use tempfile::TempDir;

/// The folders of what goes into the packages.
const PACKAGES: [&str; 2] = ["display-server/packaging", "kiosk/packaging"];
/// Every program that a unit of ours starts.
const PROGRAMS: [&str; 8] = [
    "display-server",
    "kiosk",
    "cage",
    "chromium",
    "systemctl",
    "sh",
    "touch",
    "env",
];
const DEVICES: &str = "firmware-config/devices";

fn entries(folder: &str) -> impl Iterator<Item = PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path())
}

fn is_unit(path: &Path) -> bool {
    let ends = path.extension().unwrap_or_default();
    ends == "service" || ends == "timer"
}

/// The image of every device file that ships.
pub(crate) fn images() -> Vec<Vec<ImageFile>> {
    let images: Vec<_> = entries(DEVICES).map(|file| image(&file)).collect();
    assert!(images.len() >= 7, "{}", images.len());
    images
}

/// The image of the kiosk by the entrance.
pub(crate) fn kiosk_image() -> Vec<ImageFile> {
    image(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(DEVICES)
            .join("kiosk-a1.toml"),
    )
}

fn image(file: &Path) -> Vec<ImageFile> {
    let text = fs::read_to_string(file).expect("a device file");
    let device = DeviceFile::read(&file.to_string_lossy(), &text).expect("sound");
    render(&[device]).expect("an image")
}

/// A system: systemd's own units, the packages', an image, and programs that do nothing.
pub(crate) struct Installed {
    root: TempDir,
    units: Vec<String>,
}

impl Installed {
    /// With an image copied over it; none is a system as it is after the packages were unpacked.
    pub(crate) fn with(image: &[ImageFile]) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let own = root.path().join("usr/lib/systemd");
        fs::create_dir_all(&own).expect("made");
        let known = ["/usr/lib/systemd/system", "/lib/systemd/system"]
            .into_iter()
            .find(|folder| Path::new(folder).join("basic.target").exists());
        let known = known.unwrap_or_else(|| panic!("no units of systemd; apt-get install systemd"));
        let copied = ask("cp", &["-r", known, &own.display().to_string()]);
        assert!(copied.status.success(), "{}", words(&copied));
        std::os::unix::fs::symlink("usr/lib", root.path().join("lib")).expect("linked");
        std::os::unix::fs::symlink("usr/bin", root.path().join("bin")).expect("linked");
        for program in PROGRAMS {
            let path = root.path().join("usr/bin").join(program);
            write(&path, "");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
        }
        let mut units = Vec::new();
        for unit in PACKAGES
            .into_iter()
            .flat_map(entries)
            .filter(|path| is_unit(path))
        {
            let name = unit.file_name().expect("a name").to_string_lossy().into_owned();
            fs::copy(&unit, own.join("system").join(&name)).expect("copied");
            units.push(name);
        }
        assert!(units.len() >= 5, "{units:?}");
        for file in image {
            write(&root.path().join(&file.path), &file.text);
        }
        Self { root, units }
    }

    /// What one of its files says.
    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.root.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The same with a word in one of its files changed.
    pub(crate) fn spoilt(self, file: &str, from: &str, to: &str) -> Self {
        let text = self.read(file);
        assert!(text.contains(from), "{from} is not in {file}");
        write(&self.root.path().join(file), &text.replace(from, to));
        self
    }

    /// What systemd has against the units; it ends well however many directives it passes over, so what it says counts.
    pub(crate) fn verify(&self) -> Result<(), String> {
        let units: Vec<_> = self.units.iter().map(String::as_str).collect();
        let output = self.analyze(&["verify", "--man=no"], &units);
        let said = words(&output);
        if output.status.success() && said.is_empty() {
            Ok(())
        } else {
            Err(said)
        }
    }

    /// Whether systemd finds a unit exposed to so many tenths at most; its reasons when it does not.
    pub(crate) fn is_shut(&self, unit: &str, tenths: u8) -> Result<(), String> {
        let threshold = format!("--threshold={tenths}");
        let output = self.analyze(&["security", "--offline=true", "--no-pager", &threshold], &[unit]);
        if output.status.success() {
            Ok(())
        } else {
            Err(words(&output))
        }
    }

    fn analyze(&self, question: &[&str], units: &[&str]) -> Output {
        let root = format!("--root={}", self.root.path().display());
        ask("systemd-analyze", &[question, &[&root], units].concat())
    }
}

/// A program that is not installed is a failure that says so.
fn ask(program: &str, words: &[&str]) -> Output {
    let output = Command::new(program)
        .args(words)
        .env("SYSTEMD_PAGER", "")
        .output();
    output.unwrap_or_else(|error| panic!("{program}: {error}; tests/run installs it"))
}

fn words(output: &Output) -> String {
    let (said, told) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(said).into_owned() + &String::from_utf8_lossy(told)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

//! The files of an image: as they look, and as the programs that will read them judge.

#![expect(clippy::expect_used, reason = "what a test cannot do without fails it")]

mod command;
mod judges;
mod snapshots;

use std::path::{Path, PathBuf};

use firmware_config::{DeviceFile, ImageFile, render};

/// The folder of the device files that ship.
fn devices() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("devices")
}

/// The ids of the device files that ship.
fn ids() -> Vec<String> {
    let entries = std::fs::read_dir(devices()).expect("the folder");
    let mut ids: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    ids.sort();
    assert!(ids.len() >= 7, "{ids:?}");
    ids
}

/// A device file that ships.
fn shipped(id: &str) -> DeviceFile {
    let text = std::fs::read_to_string(devices().join(format!("{id}.toml"))).expect("a device file");
    DeviceFile::read(&format!("{id}.toml"), &text).expect("sound")
}

/// The image of a device that ships.
fn image(id: &str) -> Vec<ImageFile> {
    render(&[shipped(id)]).expect("an image")
}

/// What a file of an image says.
fn text_of<'a>(files: &'a [ImageFile], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no {path}")).text
}

/// The folder of what comes with the daemon's package.
fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../kiosk/packaging")
}

/// What a file of the daemon's package says.
fn packaged(name: &str) -> String {
    std::fs::read_to_string(package().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What every unit of the daemon's package says.
fn packaged_units() -> Vec<String> {
    let entries = std::fs::read_dir(package()).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let units: Vec<_> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "service" || end == "timer")
        })
        .map(|path| std::fs::read_to_string(path).expect("a unit"))
        .collect();
    assert!(units.len() >= 4, "{units:?}");
    units
}

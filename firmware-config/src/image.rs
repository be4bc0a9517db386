//! The files that make a computer the devices of its device files: settings of the firmware, what it adds to the units
//! of the daemon's package, rules, and two ways to bring them onto a card.
//!
//! Invariant: rendering reads nothing but the device files, so that no secret can be in what it gives.
//! Invariant: what comes from a device file into a unit, a rule or a script has been checked to be made of letters,
//! digits and `- . _ : /`.

mod computer;
mod templates;

use askama::Template;

use crate::faults::FileFault;
use crate::together::{DeviceFile, check_together};
use computer::Computer;

/// A file of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageFile {
    /// Where it stands, from the root of the image, without a slash at the beginning: `etc/hall/kiosk-a1.toml`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// Why nothing was rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRendered {
    /// No device file was given.
    #[error("there is no device to make an image for")]
    NoDevice,
    /// The devices cannot be one computer.
    #[error("these devices cannot be one computer: {} faults", .0.len())]
    Clash(Vec<FileFault>),
    /// A template did not come out. It has no part that can fail by what a device file says.
    #[error("a template did not come out: {0}")]
    Template(String),
}

impl From<askama::Error> for NotRendered {
    fn from(error: askama::Error) -> Self {
        Self::Template(error.to_string())
    }
}

/// The files of the image of one computer, in the order of their paths.
///
/// # Errors
/// [`NotRendered`], with every clash between the devices at once.
pub fn render(devices: &[DeviceFile]) -> Result<Vec<ImageFile>, NotRendered> {
    let clashes = check_together(devices);
    if !clashes.is_empty() {
        return Err(NotRendered::Clash(clashes));
    }
    let computer = Computer::of(devices).ok_or(NotRendered::NoDevice)?;
    let mut files = Files::default();
    devices_themselves(&mut files, devices);
    settings(&mut files, &computer)?;
    units(&mut files, &computer)?;
    provisioning(&mut files, &computer)?;
    files.0.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files.0)
}

/// What the firmware adds to the kernel's one line.
const CMDLINE: &str = "quiet consoleblank=0";

#[derive(Default)]
struct Files(Vec<ImageFile>);

impl Files {
    fn add(&mut self, path: &str, text: impl Into<String>) {
        let path = path.to_owned();
        let text = text.into();
        self.0.push(ImageFile { path, text });
    }

    fn fill(&mut self, path: &str, template: &impl Template) -> Result<(), askama::Error> {
        // askama takes the last end of line away, and some readers pass over a line without one.
        let text = template.render()?.trim_end().to_owned() + "\n";
        self.add(path, text);
        Ok(())
    }
}

fn devices_themselves(files: &mut Files, devices: &[DeviceFile]) {
    for device in devices {
        files.add(&format!("etc/hall/{}.toml", device.config().id), device.text());
    }
}

fn settings(files: &mut Files, computer: &Computer) -> Result<(), askama::Error> {
    if computer.is_raspberry() {
        files.fill(
            "boot/firmware/config.txt",
            &templates::FirmwareSettings::of(computer),
        )?;
        files.add("boot/firmware/cmdline.txt", format!("{CMDLINE}\n"));
    }
    let rules = templates::Rules::of(computer);
    if !rules.are_none() {
        files.fill("etc/udev/rules.d/70-hall.rules", &rules)?;
    }
    let modules = templates::Modules::of(computer);
    if !modules.modules.is_empty() {
        files.fill("etc/modules-load.d/hall.conf", &modules)?;
    }
    files.add(
        "etc/systemd/system.conf.d/watchdog.conf",
        include_str!("../templates/watchdog.conf"),
    );
    files.add(
        "etc/systemd/journald.conf.d/volatile.conf",
        include_str!("../templates/volatile.conf"),
    );
    Ok(())
}

fn units(files: &mut Files, computer: &Computer) -> Result<(), askama::Error> {
    files.fill(
        "etc/systemd/system/kiosk.service.d/devices.conf",
        &templates::DaemonUnit::of(computer),
    )?;
    if computer.has_screen() {
        files.add(
            "etc/chromium/policies/managed/hall.json",
            include_str!("../templates/hall-policy.json"),
        );
    }
    Ok(())
}

fn provisioning(files: &mut Files, computer: &Computer) -> Result<(), askama::Error> {
    files.fill("boot/firmware/user-data", &templates::UserData::of(computer))?;
    files.fill("boot/firmware/meta-data", &templates::MetaData::of(computer))?;
    files.add(
        "boot/firmware/network-config",
        include_str!("../templates/network-config"),
    );
    files.fill(
        &format!("rpi-image-gen/layer/hall-{}.yaml", computer.name()),
        &templates::Layer::of(computer),
    )
}

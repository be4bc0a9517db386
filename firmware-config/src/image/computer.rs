//! One computer, as the files of its image need it: what all its devices use of it together.

use std::collections::BTreeSet;
use std::path::Path;

use crate::device::{Board, LineUse, Model, PinAccess, Printer, PrinterWay};
use crate::together::DeviceFile;

/// What starts the page of a screen, starts it anew every night, and when it hangs.
const BROWSER_UNITS: [&str; 3] = [
    "kiosk-browser.service",
    "kiosk-browser-anew.timer",
    "kiosk-browser-watch.timer",
];

/// Devices of one computer; at least one.
pub(super) struct Computer<'a> {
    first: &'a DeviceFile,
    devices: &'a [DeviceFile],
}

/// What a part of the machine asks of a unit.
struct Need {
    group: &'static str,
    devices: Vec<String>,
    modules: &'static [&'static str],
}

impl<'a> Computer<'a> {
    pub(super) fn of(devices: &'a [DeviceFile]) -> Option<Self> {
        devices.first().map(|first| Self { first, devices })
    }

    /// The name that it has in a network: its first device's id.
    pub(super) fn name(&self) -> &'a str {
        &self.first.config().id
    }

    pub(super) fn ids(&self) -> Vec<&'a str> {
        self.devices
            .iter()
            .map(|device| device.config().id.as_str())
            .collect()
    }

    pub(super) fn board(&self) -> &'a Board {
        &self.first.config().board
    }

    pub(super) fn is_raspberry(&self) -> bool {
        self.board().model != Model::Other
    }

    pub(super) fn has_screen(&self) -> bool {
        self.devices.iter().any(|device| device.config().screen.is_some())
    }

    /// The printer; only a kiosk has one, and there is one kiosk at most.
    pub(super) fn printer(&self) -> Option<&'a Printer> {
        self.devices
            .iter()
            .find_map(|device| device.config().printer.as_ref())
    }

    /// Where number pads and readers are plugged in, which type like keyboards.
    pub(super) fn typing_ports(&self) -> Vec<&'a str> {
        let configs = || self.devices.iter().map(DeviceFile::config);
        let pads = configs().filter_map(|config| config.number_pad.as_ref());
        let readers = configs().flat_map(|config| [config.scanner.as_ref(), config.card_reader.as_ref()]);
        let readers = readers.flatten().map(|reader| reader.port.as_str());
        pads.map(|pad| pad.port.as_str()).chain(readers).collect()
    }

    /// Where each device's bearer is kept.
    pub(super) fn bearers(&self) -> Vec<String> {
        let files = self
            .devices
            .iter()
            .map(|device| &device.config().server.bearer_file);
        files
            .map(|file| Path::new("/etc/hall").join(file).display().to_string())
            .collect()
    }

    /// The lines in use by key, lamp or buzzer, in order, with what each is for.
    pub(super) fn pins(&self) -> Vec<(u8, LineUse, String)> {
        let mut pins = Vec::new();
        for device in self.devices.iter().map(DeviceFile::config) {
            let id = &device.id;
            let keys = device.keys.iter();
            pins.extend(keys.map(|key| (key.pin, LineUse::Key, format!("{id}: the key {}", key.does))));
            let lamps = device.lamps.iter();
            pins.extend(lamps.map(|lamp| {
                let what = format!("{id}: the lamp {}", lamp.shows.name());
                (lamp.pin, LineUse::Lamp, what)
            }));
            let buzzers = device.buzzers.iter();
            pins.extend(buzzers.map(|buzzer| (buzzer.pin, LineUse::Buzzer, format!("{id}: the buzzer"))));
        }
        pins.sort();
        pins
    }

    pub(super) fn uses(&self, sought: LineUse) -> bool {
        let mut lines = self.devices.iter().flat_map(|device| device.config().lines());
        lines.any(|(_, used)| used == sought)
    }

    /// The units that start by themselves.
    pub(super) fn units(&self) -> Vec<&'static str> {
        let mut units = vec!["kiosk.service"];
        if self.has_screen() {
            units.extend(BROWSER_UNITS);
        }
        units
    }

    /// The groups that the daemon joins, each once.
    pub(super) fn groups(&self) -> Vec<&'static str> {
        let groups: BTreeSet<_> = self.needs().into_iter().map(|need| need.group).collect();
        groups.into_iter().collect()
    }

    /// What the daemon's unit may open, as `DeviceAllow` says it.
    pub(super) fn allowed(&self) -> Vec<String> {
        let needs = self.needs();
        needs.into_iter().flat_map(|need| need.devices).collect()
    }

    /// Modules of the kernel that nothing else loads in time.
    pub(super) fn modules(&self) -> Vec<&'static str> {
        let needs = self.needs();
        needs.into_iter().flat_map(|need| need.modules).copied().collect()
    }

    fn needs(&self) -> Vec<Need> {
        let mut needs = Vec::new();
        if !self.pins().is_empty() {
            needs.push(pins_need(self.board()));
        }
        if self.uses(LineUse::I2c) {
            needs.push(need("i2c", &["char-i2c rw"], &["i2c-dev"]));
        }
        if self.uses(LineUse::Spi) {
            needs.push(need("spi", &["char-spi rw"], &["spidev"]));
        }
        needs.extend(self.printer().and_then(|printer| way_needs(&printer.way)));
        if !self.typing_ports().is_empty() {
            needs.push(need("input", &["char-input rw"], &[]));
        }
        needs
    }
}

fn need(group: &'static str, devices: &[&str], modules: &'static [&'static str]) -> Need {
    let devices = devices.iter().map(|device| (*device).to_owned()).collect();
    Need {
        group,
        devices,
        modules,
    }
}

fn pins_need(board: &Board) -> Need {
    let memory = match (&board.pins, board.model) {
        (PinAccess::GpioChip { .. }, _) => None,
        (PinAccess::Rppal, Model::Pi5) => Some("/dev/gpiomem0 rw"),
        (PinAccess::Rppal, Model::PiZero2W | Model::Pi3 | Model::Pi4 | Model::Other) => {
            Some("/dev/gpiomem rw")
        }
    };
    let devices: Vec<_> = std::iter::once("char-gpiochip rw").chain(memory).collect();
    need("gpio", &devices, &[])
}

/// A printer's device comes and goes with its plug, so its kind is allowed, which systemd looks up in `/proc/devices`.
/// Which of the kind may be opened is for the rules of udev.
fn way_needs(way: &PrinterWay) -> Option<Need> {
    match way {
        PrinterWay::Tcp { .. } => None,
        PrinterWay::Usb { .. } => Some(need("lp", &["char-usb rw"], &["usblp"])),
        PrinterWay::Serial { path, .. } => Some(line_needs(&path.to_string_lossy())),
    }
}

fn line_needs(path: &str) -> Need {
    let name = path.trim_start_matches("/dev/");
    let kind = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    match kind {
        "ttyAMA" | "ttyS" => need("dialout", &[&format!("{path} rw")], &[]),
        "serial" => need("dialout", &["char-ttyAMA rw", "char-ttyS rw"], &[]),
        "ttyUSB" => need("dialout", &["char-ttyUSB rw"], &["usbserial"]),
        "ttyACM" => need("dialout", &["char-ttyACM rw"], &["cdc-acm"]),
        // A link of udev's, to one or the other; its driver is loaded with the printer plugged in.
        _ => need(
            "dialout",
            &["char-ttyUSB rw", "char-ttyACM rw"],
            &["usbserial", "cdc-acm"],
        ),
    }
}

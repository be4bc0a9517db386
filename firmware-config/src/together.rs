//! Several device files for one computer, checked against each other: a line of the header has one use on the whole
//! computer, and a screen shows one page.
//!
//! Invariant: every [`DeviceFile`] is sound by itself.

mod places;

use std::collections::BTreeMap;
use std::path::Path;

use crate::check::{form, parse};
use crate::device::{DeviceConfig, LineUse, Role};
use crate::faults::{DeviceFault, DeviceFaults, FileFault};
use places::Places;

/// A device file that is sound by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceFile {
    name: String,
    text: String,
    config: DeviceConfig,
    places: Places,
}

impl DeviceFile {
    /// Reads and checks a file's text; `name` is the file's, as faults shall say it.
    ///
    /// # Errors
    /// Every fault of the file, as [`parse`] finds them.
    pub fn read(name: &str, text: &str) -> Result<Self, DeviceFaults> {
        Ok(Self {
            name: name.to_owned(),
            config: parse(text)?,
            places: Places::of(text, &form(text)?),
            text: text.to_owned(),
        })
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its author wrote.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The device.
    #[must_use]
    pub fn config(&self) -> &DeviceConfig {
        &self.config
    }
}

/// Reads the files of one computer, each a name and its text: those that are sound, and every fault – of each file, and
/// between the sound ones.
#[must_use]
pub fn read_together(files: &[(String, String)]) -> (Vec<DeviceFile>, Vec<FileFault>) {
    let (mut devices, mut faults) = (Vec::new(), Vec::new());
    for (name, text) in files {
        match DeviceFile::read(name, text) {
            Ok(device) => devices.push(device),
            Err(found) => faults.extend(found.in_file(name)),
        }
    }
    faults.extend(check_together(&devices));
    (devices, faults)
}

/// Whether these devices can be one computer; every clash, with the place of the later one.
#[must_use]
pub fn check_together(files: &[DeviceFile]) -> Vec<FileFault> {
    let mut together = Together::default();
    for file in files {
        let before = together.faults.len();
        together.add(file);
        if let Some(of_this_file) = together.faults.get_mut(before..) {
            of_this_file.sort_by_key(|fault| fault.fault.line);
        }
    }
    together.faults
}

/// What the files before have taken, and which of them took it.
#[derive(Default)]
struct Together<'a> {
    first: Option<&'a DeviceFile>,
    ids: BTreeMap<&'a str, &'a DeviceFile>,
    bearers: BTreeMap<&'a Path, &'a DeviceFile>,
    /// Ports that something is plugged into.
    ports: BTreeMap<&'a str, &'a DeviceFile>,
    pins: BTreeMap<u8, (LineUse, &'a DeviceFile)>,
    kiosk: Option<&'a DeviceFile>,
    screen: Option<&'a DeviceFile>,
    faults: Vec<FileFault>,
}

impl<'a> Together<'a> {
    fn add(&mut self, file: &'a DeviceFile) {
        self.names(file);
        self.computer(file);
        self.what_there_is_one_of(file);
        self.header(file);
    }

    fn fault(&mut self, (file, line): (&DeviceFile, usize), problem: String, hint: &str) {
        self.faults.push(FileFault {
            file: file.name.clone(),
            fault: DeviceFault {
                line: Some(line),
                problem,
                hint: hint.to_owned(),
            },
        });
    }

    fn names(&mut self, file: &'a DeviceFile) {
        let (config, places) = (&file.config, &file.places);
        if let Some(other) = self.ids.insert(&config.id, file) {
            let problem = format!("{} is the id in {} already", config.id, other.name);
            self.fault((file, places.id), problem, "give each device an id of its own");
        }
        if let Some(other) = self.bearers.insert(&config.server.bearer_file, file) {
            let problem = format!("{} has the same bearer file", other.name);
            let hint = "each device is paired by itself: bearer_file = \"its id.bearer\"";
            self.fault((file, places.bearer), problem, hint);
        }
    }

    fn computer(&mut self, file: &'a DeviceFile) {
        let first = *self.first.get_or_insert(file);
        let (board, other) = (&file.config.board, &first.config.board);
        if (board.model, &board.pins) != (other.model, &other.pins) {
            let problem = format!("this is another [board] than in {}", first.name);
            let hint = "write the same model, pins and chip in every file of one computer";
            self.fault((file, file.places.board), problem, hint);
        }
    }

    fn what_there_is_one_of(&mut self, file: &'a DeviceFile) {
        let (config, places) = (&file.config, &file.places);
        if config.role == Role::TicketKiosk
            && let Some(other) = self.kiosk.replace(file)
        {
            let problem = format!("{} is a ticket kiosk already", other.name);
            let hint = "a computer is one ticket kiosk at most: give this one a computer of its own";
            self.fault((file, places.role), problem, hint);
        }
        if config.screen.is_some()
            && let Some(other) = self.screen.replace(file)
        {
            let problem = format!("{} has the screen already", other.name);
            self.fault(
                (file, places.screen),
                problem,
                "a computer shows one page: take [screen] away",
            );
        }
        let pad = config
            .number_pad
            .as_ref()
            .map(|pad| (&pad.port, places.number_pad));
        let readers = [
            (config.scanner.as_ref(), places.scanner),
            (config.card_reader.as_ref(), places.card_reader),
        ];
        let readers = readers
            .into_iter()
            .filter_map(|(reader, line)| Some((&reader?.port, line)));
        for (port, line) in pad.into_iter().chain(readers) {
            if let Some(other) = self.ports.insert(port, file) {
                let problem = format!("{} listens to what is plugged into this port", other.name);
                let hint = "give each number pad, scanner and card reader a port of its own";
                self.fault((file, line), problem, hint);
            }
        }
    }

    fn header(&mut self, file: &'a DeviceFile) {
        for (pin, used) in file.config.lines() {
            let Some((by, other)) = self.pins.insert(pin, (used, file)) else {
                continue;
            };
            if by == used && used.is_shared() {
                continue;
            }
            let problem = format!("line {pin} is {} in {} already", by.name(), other.name);
            let hint = "give each key, lamp, buzzer and chip a BCM line of its own";
            self.fault((file, file.places.of_line(pin, used)), problem, hint);
        }
    }
}

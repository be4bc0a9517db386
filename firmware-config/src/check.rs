//! From the text of `device.toml` to a sound [`DeviceConfig`], or to every fault in it.

mod board;
mod keys;
mod printer;
mod role;

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::Spanned;

use crate::device::{DeviceConfig, Key, Lamp, Screen, Server, Sounds};
use crate::faults::{DeviceFault, DeviceFaults};
use crate::raw::{RawDevice, RawScreen, RawSounds, RawTypingReader};

/// Reads and checks a `device.toml`.
///
/// # Errors
/// [`DeviceFaults`]: a fault of form (not TOML, an unknown or missing key) alone, otherwise every fault of meaning.
pub fn parse(text: &str) -> Result<DeviceConfig, DeviceFaults> {
    let raw = form(text)?;
    Check {
        text,
        faults: Vec::new(),
        pins: BTreeMap::new(),
    }
    .whole(&raw)
}

/// Reads the form alone: every value with its place.
pub(crate) fn form(text: &str) -> Result<RawDevice, DeviceFaults> {
    toml::from_str(text).map_err(|error| DeviceFaults(vec![form_fault(text, &error)]))
}

fn form_fault(text: &str, error: &toml::de::Error) -> DeviceFault {
    DeviceFault {
        line: error.span().map(|span| line_of(text, span.start)),
        problem: error.message().replace('\n', ", "),
        hint: "compare with firmware-config/devices/kiosk-a1.toml".to_owned(),
    }
}

pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

struct Check<'a> {
    text: &'a str,
    faults: Vec<DeviceFault>,
    /// Pins in use, and by what: a line of the file, or a bus.
    pins: BTreeMap<i64, String>,
}

impl Check<'_> {
    fn whole(mut self, raw: &RawDevice) -> Result<DeviceConfig, DeviceFaults> {
        let id = self.id(&raw.id);
        let role = self.role(raw);
        let board = self.board(raw.board.as_ref());
        let server = self.server(raw);
        let screen = raw.screen.as_ref().and_then(|screen| self.screen(screen));
        let sounds = self.sounds(raw.sounds.as_ref());
        let printer = raw.printer.as_ref().and_then(|printer| self.printer(printer));
        self.reserve_buses(raw);
        let for_role = role.as_ref();
        let keys: Vec<Key> = raw.key.iter().filter_map(|key| self.key(key, for_role)).collect();
        let lamps: Vec<Lamp> = raw
            .lamp
            .iter()
            .filter_map(|lamp| self.lamp(lamp, for_role))
            .collect();
        let buzzers = raw
            .buzzer
            .iter()
            .filter_map(|buzzer| self.buzzer(buzzer, for_role))
            .collect();
        let number_pad = raw
            .number_pad
            .as_ref()
            .and_then(|pad| self.number_pad(pad, for_role));
        let mut reader = |raw: &Option<RawTypingReader>, what, section| {
            let raw = raw.as_ref();
            raw.and_then(|raw| self.typing_reader(raw, for_role, (what, section)))
        };
        let scanner = reader(&raw.scanner, "a scanner", "scanner");
        let card_reader = reader(&raw.card_reader, "a card reader", "card_reader");
        let digits = raw
            .digits
            .as_ref()
            .and_then(|digits| self.digits(digits, for_role));
        self.what_the_role_needs(raw, for_role);
        self.faults.sort_by_key(|fault| fault.line);
        match (id, role, board, server, sounds) {
            (Some(id), Some(role), Some(board), Some(server), Some(sounds)) if self.faults.is_empty() => {
                Ok(DeviceConfig {
                    id,
                    role,
                    board,
                    server,
                    screen,
                    printer,
                    keys,
                    lamps,
                    buzzers,
                    number_pad,
                    scanner,
                    card_reader,
                    digits,
                    sounds,
                })
            }
            _ => Err(DeviceFaults(self.faults)),
        }
    }

    fn line_of<T>(&self, at: &Spanned<T>) -> usize {
        line_of(self.text, at.span().start)
    }

    fn fault<T>(&mut self, at: &Spanned<T>, problem: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(DeviceFault {
            line: Some(self.line_of(at)),
            problem: problem.into(),
            hint: hint.into(),
        });
    }

    /// A number within a range, or a fault that says the range.
    fn ranged<T: TryFrom<i64> + Copy>(
        &mut self,
        raw: &Spanned<i64>,
        range: std::ops::RangeInclusive<i64>,
        (what, unit): (&str, &str),
    ) -> Option<T> {
        let number = *raw.get_ref();
        let sound = range
            .contains(&number)
            .then(|| T::try_from(number).ok())
            .flatten();
        if sound.is_none() {
            let hint = format!("write {}–{}{unit}", range.start(), range.end());
            self.fault(raw, format!("{what} is out of range: {number}"), hint);
        }
        sound
    }

    fn id(&mut self, raw: &Spanned<String>) -> Option<String> {
        let id = raw.get_ref();
        let sound = (1..=40).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !sound {
            self.fault(
                raw,
                format!("{id:?} is no device id"),
                "write a–z, 0–9 and -, at most 40: \"kiosk-a1\"",
            );
        }
        sound.then(|| id.clone())
    }

    fn server(&mut self, raw: &RawDevice) -> Option<Server> {
        let url = raw.server.url.get_ref();
        let sound = (url.starts_with("http://") || url.starts_with("https://")) && !url.ends_with('/');
        if !sound {
            let hint = "write http://host:port without a slash at the end";
            self.fault(&raw.server.url, format!("{url:?} is no server address"), hint);
        }
        let bearer = raw.server.bearer_file.get_ref();
        // Its name stands in the files of an image, where a space or a line's end would say something else.
        let is_name = !bearer.is_empty()
            && bearer
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte));
        if !is_name {
            let hint = "write letters, digits, / - . and _: bearer_file = \"bearer\"";
            self.fault(
                &raw.server.bearer_file,
                format!("{bearer:?} names no bearer file"),
                hint,
            );
        }
        let bearer_file = PathBuf::from(bearer);
        sound.then(|| Server {
            url: url.clone(),
            bearer_file,
        })
    }

    fn screen(&mut self, raw: &RawScreen) -> Option<Screen> {
        let width_px = self.ranged(&raw.width_px, 320..=7680, ("the screen's width", " pixels"));
        let width_mm = *raw.width_mm.get_ref();
        let is_sound = (40.0..=2000.0).contains(&width_mm);
        if !is_sound {
            self.fault(
                &raw.width_mm,
                "the screen's width is out of range",
                "write 40–2000 millimetres",
            );
        }
        let distance_mm = match &raw.distance_mm {
            Some(distance) => self.ranged(
                distance,
                200..=30_000,
                ("the distance it is read from", " millimetres"),
            )?,
            None => USUAL_DISTANCE_MM,
        };
        is_sound.then_some(Screen {
            width_px: width_px?,
            width_mm,
            distance_mm,
        })
    }

    fn sounds(&mut self, raw: Option<&RawSounds>) -> Option<Sounds> {
        let Some(raw) = raw else {
            return Some(Sounds::default());
        };
        let volume_percent = self.ranged(&raw.volume_percent, 0..=100, ("the volume", " percent"))?;
        Some(Sounds { volume_percent })
    }
}

/// A hand's reach: where a touch screen is read from.
const USUAL_DISTANCE_MM: u32 = 500;

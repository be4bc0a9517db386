//! Whatever types like a USB keyboard: grabbed, found by its port, awaited when it is unplugged. The only file that names
//! `evdev`.
//!
//! Invariant: while it is plugged in nobody else hears it, so that it never types into a page.
//! Invariant: one that is away is looked for every [`LOOK_EVERY`], and said so at the first and every
//! [`LOOKS_PER_WORD`]th look only.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use evdev::{Device, EventStream, EventSummary, KeyCode};

use super::faults::{FaultKind, Faults};
use crate::clock::{Clock, Moment};

/// How often one that is away is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// After how many looks it is said again: five minutes.
const LOOKS_PER_WORD: u32 = 150;

/// What the keyboard says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// It went down.
    Down,
    /// It is still down, says the keyboard's own repetition.
    Held,
    /// It came up.
    Up,
}

/// A key, by what is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedKey {
    /// What it types alone, and with shift; `'\n'` for Enter, `'\u{8}'` for Backspace.
    Types(char, char),
    /// Shift.
    Shift,
}

/// Who hears a keyboard.
pub trait Ear {
    /// A key was struck.
    fn hear(&mut self, now: Moment, key: TypedKey, stroke: Stroke);
    /// It was unplugged: nothing is held any more.
    fn let_go(&mut self);
}

/// What a keyboard is to the device that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyboardKind {
    /// What staff call it.
    pub name: &'static str,
    /// Its section of the device's file.
    pub section: &'static str,
    /// The fault when it is away.
    pub missing: FaultKind,
}

/// A keyboard at work.
#[derive(Debug)]
pub struct UsbKeyboard {
    device: String,
    kind: KeyboardKind,
    file: PathBuf,
    faults: Faults,
}

impl UsbKeyboard {
    /// The keyboard of a device that is plugged into this port.
    #[must_use]
    pub fn new(device: &str, kind: KeyboardKind, port: &str, faults: Faults) -> Self {
        Self {
            device: device.to_owned(),
            kind,
            file: file_of(port),
            faults,
        }
    }

    /// Listens until the task is ended.
    pub async fn run(self, mut ear: impl Ear) {
        // Fingers move in real time, whatever clock a test winds for its visitors.
        let clock = Clock::running();
        let (device, name, file) = (&self.device, self.kind.name, self.file.display());
        let mut looks = 0;
        loop {
            match open(&self.file) {
                Ok(stream) => {
                    tracing::info!(device, %file, "the {name} is there");
                    looks = 0;
                    self.faults.note(self.kind.missing, "", None);
                    let error = listen(stream, &clock, &mut ear).await;
                    ear.let_go();
                    tracing::warn!(%error, device, "the {name} is gone");
                }
                Err(error) => {
                    if is_to_be_said(looks) {
                        tracing::error!(%error, device, %file, "no {name}; {}", advice(self.kind, &error));
                    }
                    self.faults.note(self.kind.missing, "", Some(&error));
                    looks += 1;
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// Whether a keyboard is plugged into a port and may be heard; it is not grabbed. If not: why, and what to do.
///
/// # Errors
/// What the system says, and the advice.
pub fn look(kind: KeyboardKind, port: &str) -> Result<(), (io::Error, String)> {
    let opened = Device::open(file_of(port));
    opened.map(drop).map_err(|error| {
        let advice = advice(kind, &error);
        (error, advice)
    })
}

/// What to do about one that cannot be heard.
fn advice(kind: KeyboardKind, error: &io::Error) -> String {
    use io::ErrorKind::{NotFound, PermissionDenied, ResourceBusy};
    let section = kind.section;
    let in_its_port =
        format!("plug it into the port of the file, or write its ID_PATH into [{section}] port");
    let known = [
        (NotFound, in_its_port.as_str()),
        (PermissionDenied, "add the user to the group input"),
        (ResourceBusy, "another program has it; end that one"),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or("plug it in again", |(_, advice)| advice).to_owned()
}

/// Hears the keyboard until it is gone.
async fn listen(mut stream: EventStream, clock: &Clock, ear: &mut impl Ear) -> io::Error {
    loop {
        let event = match stream.next_event().await {
            Ok(event) => event.destructure(),
            Err(error) => return error,
        };
        if let Some((key, stroke)) = stroke_of(&event) {
            ear.hear(clock.moment(), key, stroke);
        }
    }
}

/// Where udev links the keyboard that is plugged into a port.
fn file_of(port: &str) -> PathBuf {
    PathBuf::from(format!("/dev/input/by-path/{port}-event-kbd"))
}

fn open(file: &PathBuf) -> io::Result<EventStream> {
    let mut keyboard = Device::open(file)?;
    keyboard.grab()?;
    keyboard.into_event_stream()
}

fn is_to_be_said(looks: u32) -> bool {
    looks.is_multiple_of(LOOKS_PER_WORD)
}

/// What an event says of a key; none: it says nothing of one.
fn stroke_of(event: &EventSummary) -> Option<(TypedKey, Stroke)> {
    let EventSummary::Key(_, code, value) = event else {
        return None;
    };
    let stroke = match value {
        0 => Stroke::Up,
        1 => Stroke::Down,
        _ => Stroke::Held,
    };
    key_of(*code).map(|key| (key, stroke))
}

/// The rows of a keyboard: the code of the first key, and what its keys type alone and with shift (US layout, which
/// scanners type in unless they are told otherwise).
const ROWS: [(KeyCode, &str, &str); 5] = [
    (KeyCode::KEY_1, "1234567890-=\u{8}", "!@#$%^&*()_+\u{8}"),
    (KeyCode::KEY_Q, "qwertyuiop[]\n", "QWERTYUIOP{}\n"),
    (KeyCode::KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"),
    (KeyCode::KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    // The keypad; Num Lock changes no code, only what a desktop makes of it.
    (KeyCode::KEY_KP7, "789-456+1230.", "789-456+1230."),
];
/// Keys that stand in no row.
const OTHERS: [(KeyCode, char); 5] = [
    (KeyCode::KEY_SPACE, ' '),
    (KeyCode::KEY_KPENTER, '\n'),
    (KeyCode::KEY_KPASTERISK, '*'),
    (KeyCode::KEY_KPSLASH, '/'),
    (KeyCode::KEY_KPCOMMA, ','),
];

fn key_of(code: KeyCode) -> Option<TypedKey> {
    if matches!(code, KeyCode::KEY_LEFTSHIFT | KeyCode::KEY_RIGHTSHIFT) {
        return Some(TypedKey::Shift);
    }
    let in_a_row = ROWS.iter().find_map(|(first, alone, shifted)| {
        let place = usize::from(code.code().checked_sub(first.code())?);
        Some((alone.chars().nth(place)?, shifted.chars().nth(place)?))
    });
    let elsewhere = || OTHERS.iter().find(|(other, _)| *other == code);
    let typed = in_a_row.or_else(|| elsewhere().map(|(_, char)| (*char, *char)));
    typed.map(|(alone, shifted)| TypedKey::Types(alone, shifted))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use evdev::{EventSummary, EventType, InputEvent, KeyCode};

    use super::{LOOKS_PER_WORD, Stroke, TypedKey, file_of, is_to_be_said, key_of, stroke_of};

    fn said(kind: EventType, code: u16, value: i32) -> Option<(TypedKey, Stroke)> {
        stroke_of(&EventSummary::from(InputEvent::new(kind.0, code, value)))
    }

    #[test]
    fn a_key_goes_down_is_held_and_comes_up() {
        let enter = KeyCode::KEY_KPENTER.code();
        let strokes = [(1, Stroke::Down), (2, Stroke::Held), (0, Stroke::Up)];
        for (value, stroke) in strokes {
            let key = TypedKey::Types('\n', '\n');
            assert_eq!(said(EventType::KEY, enter, value), Some((key, stroke)));
        }
    }

    #[test]
    fn scan_codes_lamps_and_num_lock_say_nothing() {
        assert_eq!(said(EventType::MISC, 4, 0x7_0058), None);
        assert_eq!(said(EventType::LED, 0, 1), None);
        for code in [
            KeyCode::KEY_NUMLOCK,
            KeyCode::KEY_SCROLLLOCK,
            KeyCode::KEY_LEFTCTRL,
            KeyCode::KEY_TAB,
        ] {
            assert_eq!(said(EventType::KEY, code.code(), 1), None, "{code:?}");
        }
    }

    #[test]
    fn every_key_types_what_is_printed_on_it() {
        for (code, alone, shifted) in [
            (KeyCode::KEY_0, '0', ')'),
            (KeyCode::KEY_MINUS, '-', '_'),
            (KeyCode::KEY_BACKSPACE, '\u{8}', '\u{8}'),
            (KeyCode::KEY_P, 'p', 'P'),
            (KeyCode::KEY_ENTER, '\n', '\n'),
            (KeyCode::KEY_SEMICOLON, ';', ':'),
            (KeyCode::KEY_GRAVE, '`', '~'),
            (KeyCode::KEY_BACKSLASH, '\\', '|'),
            (KeyCode::KEY_Z, 'z', 'Z'),
            (KeyCode::KEY_SLASH, '/', '?'),
            (KeyCode::KEY_KP9, '9', '9'),
            (KeyCode::KEY_KPPLUS, '+', '+'),
            (KeyCode::KEY_KP0, '0', '0'),
            (KeyCode::KEY_KPDOT, '.', '.'),
            (KeyCode::KEY_KPASTERISK, '*', '*'),
        ] {
            assert_eq!(key_of(code), Some(TypedKey::Types(alone, shifted)), "{code:?}");
        }
        assert_eq!(key_of(KeyCode::KEY_RIGHTSHIFT), Some(TypedKey::Shift));
    }

    #[test]
    fn a_keyboard_is_found_by_its_port() {
        assert_eq!(
            file_of("platform-3f980000.usb-usb-0:1.2:1.0"),
            Path::new("/dev/input/by-path/platform-3f980000.usb-usb-0:1.2:1.0-event-kbd")
        );
    }

    #[test]
    fn a_keyboard_that_is_away_fills_no_log() {
        let said = (0..10 * LOOKS_PER_WORD).filter(|look| is_to_be_said(*look));
        assert_eq!(said.count(), 10);
    }
}

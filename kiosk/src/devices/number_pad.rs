//! A USB number pad as the keys of a window pad: grabbed, found by its port, awaited when it is unplugged. The only
//! file that names `evdev`.
//!
//! Invariant: while it is plugged in nobody else hears it, so that a press never types into a page.
//! Invariant: a pad that is away is looked for every [`LOOK_EVERY`], and said so at the first and every
//! [`LOOKS_PER_WORD`]th look only.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use evdev::{Device, EventStream, EventSummary, KeyCode};
use firmware_config::{KeyMeaning, NumberPad, NumberPadKey};
use tokio::sync::mpsc;

use super::debounce::KeyEvent;
use super::faults::{FaultKind, Faults};
use super::strokes::{Stroke, Strokes};
use crate::clock::Clock;

/// How often a pad that is away is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// After how many looks it is said again: five minutes.
const LOOKS_PER_WORD: u32 = 150;

/// A number pad at work.
#[derive(Debug)]
pub struct NumberPadAtWork {
    device: String,
    file: PathBuf,
    strokes: Strokes,
    presses: mpsc::Sender<KeyMeaning>,
    faults: Faults,
}

impl NumberPadAtWork {
    /// The pad of a device; its presses go where those of the device's buttons go.
    #[must_use]
    pub fn new(device: &str, pad: &NumberPad, presses: mpsc::Sender<KeyMeaning>, faults: Faults) -> Self {
        Self {
            device: device.to_owned(),
            file: file_of(&pad.port),
            strokes: Strokes::new(&pad.keys),
            presses,
            faults,
        }
    }

    /// Works until the task is ended.
    pub async fn run(mut self) {
        // Fingers move in real time, whatever clock a test winds for its visitors.
        let clock = Clock::running();
        let mut looks = 0;
        loop {
            match open(&self.file) {
                Ok(stream) => {
                    tracing::info!(device = self.device, file = %self.file.display(), "the number pad is there");
                    looks = 0;
                    self.faults.note(FaultKind::NumberPadMissing, "", None);
                    let error = self.listen(stream, &clock).await;
                    for meaning in self.strokes.let_go() {
                        self.faults.note_key(KeyEvent::Freed, meaning.name());
                    }
                    tracing::warn!(%error, device = self.device, "the number pad is gone");
                }
                Err(error) => {
                    if is_to_be_said(looks) {
                        let file = self.file.display();
                        tracing::error!(%error, device = self.device, %file, "no number pad; {}", advice(&error));
                    }
                    self.faults.note(FaultKind::NumberPadMissing, "", Some(&error));
                    looks += 1;
                }
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Hears the pad until it is gone.
    async fn listen(&mut self, mut stream: EventStream, clock: &Clock) -> io::Error {
        loop {
            let event = match stream.next_event().await {
                Ok(event) => event.destructure(),
                Err(error) => return error,
            };
            let Some((key, stroke)) = stroke_of(&event) else {
                continue;
            };
            let Some((meaning, event)) = self.strokes.take(clock.moment(), key, stroke) else {
                continue;
            };
            self.faults.note_key(event, meaning.name());
            if event == KeyEvent::Pressed {
                // Full: the device is busy with the presses before, and more would only follow too late.
                let _ = self.presses.try_send(KeyMeaning::Pad(meaning));
            }
        }
    }
}

/// Where udev links the keyboard that is plugged into a port.
fn file_of(port: &str) -> PathBuf {
    PathBuf::from(format!("/dev/input/by-path/{port}-event-kbd"))
}

fn open(file: &PathBuf) -> io::Result<EventStream> {
    let mut pad = Device::open(file)?;
    pad.grab()?;
    pad.into_event_stream()
}

fn is_to_be_said(looks: u32) -> bool {
    looks.is_multiple_of(LOOKS_PER_WORD)
}

/// What to do about it.
fn advice(error: &io::Error) -> &'static str {
    use io::ErrorKind::{NotFound, PermissionDenied, ResourceBusy};
    let known = [
        (
            NotFound,
            "plug it into the port of the file, or write its ID_PATH into [number_pad] port",
        ),
        (PermissionDenied, "add the user to the group input"),
        (ResourceBusy, "another program has it; end that one"),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or("plug it in again", |(_, advice)| advice)
}

/// What an event says of a key of the pad; none: it says nothing of one.
fn stroke_of(event: &EventSummary) -> Option<(NumberPadKey, Stroke)> {
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

/// The key of a code. Pads differ: some send the codes of a keypad, some those of the main rows. Num Lock changes no
/// code, only what a desktop makes of it.
fn key_of(code: KeyCode) -> Option<NumberPadKey> {
    Some(match code {
        KeyCode::KEY_KP0 | KeyCode::KEY_0 => NumberPadKey::Digit(0),
        KeyCode::KEY_KP1 | KeyCode::KEY_1 => NumberPadKey::Digit(1),
        KeyCode::KEY_KP2 | KeyCode::KEY_2 => NumberPadKey::Digit(2),
        KeyCode::KEY_KP3 | KeyCode::KEY_3 => NumberPadKey::Digit(3),
        KeyCode::KEY_KP4 | KeyCode::KEY_4 => NumberPadKey::Digit(4),
        KeyCode::KEY_KP5 | KeyCode::KEY_5 => NumberPadKey::Digit(5),
        KeyCode::KEY_KP6 | KeyCode::KEY_6 => NumberPadKey::Digit(6),
        KeyCode::KEY_KP7 | KeyCode::KEY_7 => NumberPadKey::Digit(7),
        KeyCode::KEY_KP8 | KeyCode::KEY_8 => NumberPadKey::Digit(8),
        KeyCode::KEY_KP9 | KeyCode::KEY_9 => NumberPadKey::Digit(9),
        KeyCode::KEY_KPENTER | KeyCode::KEY_ENTER => NumberPadKey::Enter,
        KeyCode::KEY_KPPLUS => NumberPadKey::Plus,
        KeyCode::KEY_KPMINUS | KeyCode::KEY_MINUS => NumberPadKey::Minus,
        KeyCode::KEY_KPASTERISK => NumberPadKey::Star,
        KeyCode::KEY_KPSLASH | KeyCode::KEY_SLASH => NumberPadKey::Slash,
        KeyCode::KEY_KPDOT | KeyCode::KEY_KPCOMMA | KeyCode::KEY_DOT => NumberPadKey::Dot,
        KeyCode::KEY_BACKSPACE => NumberPadKey::Backspace,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use evdev::{EventSummary, EventType, InputEvent, KeyCode};
    use firmware_config::NumberPadKey;

    use super::{LOOKS_PER_WORD, Stroke, file_of, is_to_be_said, key_of, stroke_of};

    fn said(kind: EventType, code: u16, value: i32) -> Option<(NumberPadKey, Stroke)> {
        stroke_of(&EventSummary::from(InputEvent::new(kind.0, code, value)))
    }

    #[test]
    fn a_key_goes_down_is_held_and_comes_up() {
        let enter = KeyCode::KEY_KPENTER.code();
        let strokes = [(1, Stroke::Down), (2, Stroke::Held), (0, Stroke::Up)];
        for (value, stroke) in strokes {
            assert_eq!(
                said(EventType::KEY, enter, value),
                Some((NumberPadKey::Enter, stroke))
            );
        }
    }

    #[test]
    fn scan_codes_lamps_and_num_lock_say_nothing() {
        assert_eq!(said(EventType::MISC, 4, 0x7_0058), None);
        assert_eq!(said(EventType::LED, 0, 1), None);
        assert_eq!(said(EventType::KEY, KeyCode::KEY_NUMLOCK.code(), 1), None);
    }

    #[test]
    fn both_kinds_of_pads_have_every_key() {
        let keypad = (0..=9).map(NumberPadKey::Digit).chain([
            NumberPadKey::Enter,
            NumberPadKey::Plus,
            NumberPadKey::Minus,
            NumberPadKey::Star,
            NumberPadKey::Slash,
            NumberPadKey::Dot,
            NumberPadKey::Backspace,
        ]);
        let codes = || (0..0x100).map(KeyCode::new).filter_map(key_of);
        for key in keypad {
            assert!(codes().any(|found| found == key), "{key:?}");
        }
        assert_eq!(codes().filter(|key| *key == NumberPadKey::Digit(5)).count(), 2);
    }

    #[test]
    fn a_pad_is_found_by_its_port() {
        assert_eq!(
            file_of("platform-3f980000.usb-usb-0:1.2:1.0"),
            Path::new("/dev/input/by-path/platform-3f980000.usb-usb-0:1.2:1.0-event-kbd")
        );
    }

    #[test]
    fn a_pad_that_is_away_fills_no_log() {
        let said = (0..10 * LOOKS_PER_WORD).filter(|look| is_to_be_said(*look));
        assert_eq!(said.count(), 10);
    }
}

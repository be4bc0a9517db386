//! A reader of QR codes that types what it reads, and Enter behind it.
//!
//! Invariant: what is handed on was typed without a break; half a code is none.

use std::time::Duration;

use firmware_config::Scanner;
use tokio::sync::mpsc;

use super::faults::{FaultKind, Faults};
use super::usb_keyboard::{Ear, KeyboardKind, Stroke, TypedKey, UsbKeyboard};
use crate::clock::Moment;

/// No code that concerns us is longer; what is, is let go.
const LONGEST: usize = 512;
/// A reader types a key every few milliseconds; after this the rest of a code does not come any more.
const BREAK: Duration = Duration::from_millis(500);

/// What a scanner is among keyboards.
const SCANNER: KeyboardKind = KeyboardKind {
    name: "scanner",
    section: "scanner",
    missing: FaultKind::ScannerMissing,
};

/// Hears the scanner of a device until the task is ended.
pub async fn listen(device: String, scanner: Scanner, codes: mpsc::Sender<String>, faults: Faults) {
    let keyboard = UsbKeyboard::new(&device, SCANNER, &scanner.port, faults);
    keyboard.run(ScannerEar::new(codes)).await;
}

/// Puts codes together.
#[derive(Debug)]
struct ScannerEar {
    typed: String,
    is_shifted: bool,
    last: Moment,
    codes: mpsc::Sender<String>,
}

impl ScannerEar {
    fn new(codes: mpsc::Sender<String>) -> Self {
        Self {
            typed: String::new(),
            is_shifted: false,
            last: Moment::default(),
            codes,
        }
    }

    fn types(&mut self, now: Moment, char: char) {
        if now.since(self.last) >= BREAK {
            self.typed.clear();
        }
        self.last = now;
        if char != '\n' {
            // One more than is taken is enough to know that it is too long.
            if self.typed.len() <= LONGEST {
                self.typed.push(char);
            }
            return;
        }
        let code = std::mem::take(&mut self.typed);
        if (1..=LONGEST).contains(&code.len()) {
            // Full: the visitor's code before is still being looked at.
            let _ = self.codes.try_send(code);
        }
    }
}

impl Ear for ScannerEar {
    fn hear(&mut self, now: Moment, key: TypedKey, stroke: Stroke) {
        match (key, stroke) {
            (TypedKey::Shift, _) => self.is_shifted = stroke != Stroke::Up,
            (TypedKey::Types(_, shifted), Stroke::Down) if self.is_shifted => self.types(now, shifted),
            (TypedKey::Types(alone, _), Stroke::Down) => self.types(now, alone),
            (TypedKey::Types(..), Stroke::Held | Stroke::Up) => {}
        }
    }

    fn let_go(&mut self) {
        self.typed.clear();
        self.is_shifted = false;
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::{LONGEST, ScannerEar};
    use crate::clock::Moment;
    use crate::devices::usb_keyboard::{Ear, Stroke, TypedKey};

    /// What comes of these characters, one every two milliseconds from here on.
    fn read(ear: &mut ScannerEar, from_ms: u64, text: &str) {
        for (ms, char) in (from_ms..).step_by(2).zip(text.chars()) {
            let now = Moment::from_ms(ms);
            let (alone, is_shifted) = match char {
                ':' => (';', true),
                upper if upper.is_ascii_uppercase() => (upper.to_ascii_lowercase(), true),
                other => (other, false),
            };
            if is_shifted {
                ear.hear(now, TypedKey::Shift, Stroke::Down);
            }
            ear.hear(now, TypedKey::Types(alone, char), Stroke::Down);
            ear.hear(now, TypedKey::Types(alone, char), Stroke::Up);
            if is_shifted {
                ear.hear(now, TypedKey::Shift, Stroke::Up);
            }
        }
    }

    fn codes_of(texts: &[(u64, &str)]) -> Vec<String> {
        let (codes, mut inbox) = mpsc::channel(8);
        let mut ear = ScannerEar::new(codes);
        for (from_ms, text) in texts {
            read(&mut ear, *from_ms, text);
        }
        std::iter::from_fn(|| inbox.try_recv().ok()).collect()
    }

    #[test]
    fn a_code_is_what_was_typed_before_enter_with_its_capitals() {
        assert_eq!(
            codes_of(&[(0, "http://Hall.example/v/0a1B\n12345678\n")]),
            ["http://Hall.example/v/0a1B", "12345678"]
        );
    }

    #[test]
    fn half_a_code_is_none() {
        assert_eq!(
            codes_of(&[(0, "http://hall"), (2000, "12345678\n")]),
            ["12345678"]
        );
        assert_eq!(codes_of(&[(0, "\n")]), Vec::<String>::new());
    }

    #[test]
    fn what_is_too_long_is_let_go_and_the_next_code_counts() {
        let long = format!("{}\n12345678\n", "a".repeat(3 * LONGEST));
        assert_eq!(codes_of(&[(0, &long)]), ["12345678"]);
    }
}

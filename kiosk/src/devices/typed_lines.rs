//! Lines that a reader types: letters and digits one by one, and Enter behind them.
//!
//! Invariant: what is handed on was typed without a break; half a line is none.

use std::time::Duration;

use super::usb_keyboard::{Ear, Stroke, TypedKey};
use crate::clock::Moment;

/// No line that concerns us is longer; what is, is let go.
const LONGEST: usize = 512;
/// A reader types a key every few milliseconds; after this the rest of a line does not come any more.
const BREAK: Duration = Duration::from_millis(500);

/// Puts lines together.
pub(super) struct LineEar<F> {
    typed: String,
    is_shifted: bool,
    last: Moment,
    hand_on: F,
}

impl<F: FnMut(String)> LineEar<F> {
    /// An ear that hands every whole line on.
    pub(super) fn new(hand_on: F) -> Self {
        Self {
            typed: String::new(),
            is_shifted: false,
            last: Moment::default(),
            hand_on,
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
        let line = std::mem::take(&mut self.typed);
        if (1..=LONGEST).contains(&line.len()) {
            (self.hand_on)(line);
        }
    }
}

impl<F: FnMut(String)> Ear for LineEar<F> {
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
    use super::{LONGEST, LineEar};
    use crate::clock::Moment;
    use crate::devices::usb_keyboard::{Ear, Stroke, TypedKey};

    /// What comes of these characters, one every two milliseconds from here on.
    fn read(ear: &mut impl Ear, from_ms: u64, text: &str) {
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

    fn lines_of(texts: &[(u64, &str)]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut ear = LineEar::new(|line| lines.push(line));
        for (from_ms, text) in texts {
            read(&mut ear, *from_ms, text);
        }
        drop(ear);
        lines
    }

    #[test]
    fn a_line_is_what_was_typed_before_enter_with_its_capitals() {
        assert_eq!(
            lines_of(&[(0, "http://Hall.example/v/0a1B\n12345678\n")]),
            ["http://Hall.example/v/0a1B", "12345678"]
        );
    }

    #[test]
    fn half_a_line_is_none() {
        assert_eq!(
            lines_of(&[(0, "http://hall"), (2000, "12345678\n")]),
            ["12345678"]
        );
        assert_eq!(lines_of(&[(0, "\n")]), Vec::<String>::new());
    }

    #[test]
    fn what_is_too_long_is_let_go_and_the_next_line_counts() {
        let long = format!("{}\n12345678\n", "a".repeat(3 * LONGEST));
        assert_eq!(lines_of(&[(0, &long)]), ["12345678"]);
    }
}

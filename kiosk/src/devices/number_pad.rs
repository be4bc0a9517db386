//! A USB number pad as the keys of a window pad.

use firmware_config::{KeyMeaning, NumberPad, NumberPadKey};
use tokio::sync::mpsc;

use super::debounce::KeyEvent;
use super::faults::{FaultKind, Faults};
use super::strokes::Strokes;
use super::usb_keyboard::{Ear, KeyboardKind, Stroke, TypedKey};
use crate::clock::Moment;

/// What a number pad is among keyboards.
pub const NUMBER_PAD: KeyboardKind = KeyboardKind {
    name: "number pad",
    section: "number_pad",
    missing: FaultKind::NumberPadMissing,
};

/// Hears a number pad; its presses go where those of the device's buttons go.
#[derive(Debug)]
pub struct NumberPadEar {
    strokes: Strokes,
    presses: mpsc::Sender<KeyMeaning>,
    faults: Faults,
}

impl NumberPadEar {
    /// The ear for the pad of a device.
    #[must_use]
    pub fn new(pad: &NumberPad, presses: mpsc::Sender<KeyMeaning>, faults: Faults) -> Self {
        Self {
            strokes: Strokes::new(&pad.keys),
            presses,
            faults,
        }
    }
}

impl Ear for NumberPadEar {
    fn hear(&mut self, now: Moment, key: TypedKey, stroke: Stroke) {
        let taken = key_of(key).and_then(|key| self.strokes.take(now, key, stroke));
        let Some((meaning, event)) = taken else { return };
        self.faults.note_key(event, meaning.name());
        if event == KeyEvent::Pressed {
            // Full: the device is busy with the presses before, and more would only follow too late.
            let _ = self.presses.try_send(KeyMeaning::Pad(meaning));
        }
    }

    fn let_go(&mut self) {
        for meaning in self.strokes.let_go() {
            self.faults.note_key(KeyEvent::Freed, meaning.name());
        }
    }
}

/// A pad's key. Pads differ: some send the codes of a keypad, some those of the main rows.
fn key_of(key: TypedKey) -> Option<NumberPadKey> {
    let TypedKey::Types(alone, _) = key else {
        return None;
    };
    Some(match alone {
        '\n' => NumberPadKey::Enter,
        '+' => NumberPadKey::Plus,
        '-' => NumberPadKey::Minus,
        '*' => NumberPadKey::Star,
        '/' => NumberPadKey::Slash,
        '.' | ',' => NumberPadKey::Dot,
        '\u{8}' => NumberPadKey::Backspace,
        digit => NumberPadKey::Digit(u8::try_from(digit.to_digit(10)?).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use firmware_config::NumberPadKey;

    use super::key_of;
    use crate::devices::usb_keyboard::TypedKey;

    #[test]
    fn a_pad_has_every_key_and_no_letter() {
        let typed = |typed: char| key_of(TypedKey::Types(typed, typed));
        for digit in 0..=9 {
            let key = char::from_digit(digit, 10).and_then(typed);
            assert_eq!(key, u8::try_from(digit).ok().map(NumberPadKey::Digit));
        }
        let others = ['\n', '+', '-', '*', '/', '.', '\u{8}'].map(typed);
        assert_eq!(
            others.map(Option::unwrap),
            [
                NumberPadKey::Enter,
                NumberPadKey::Plus,
                NumberPadKey::Minus,
                NumberPadKey::Star,
                NumberPadKey::Slash,
                NumberPadKey::Dot,
                NumberPadKey::Backspace,
            ]
        );
        assert_eq!((typed('a'), key_of(TypedKey::Shift)), (None, None));
    }
}

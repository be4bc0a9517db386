//! From the key events of a number pad to presses: pure, with the time handed in.
//!
//! Invariant: the same key within [`SAME_PRESS`] is one press (K8); what the keyboard repeats by itself is none.
//! Invariant: a key held for [`STUCK`] is a fault, told once.

use std::collections::BTreeMap;

use firmware_config::{NumberPadKey, PadKey};

use super::debounce::{KeyEvent, SAME_PRESS, STUCK};
use super::usb_keyboard::Stroke;
use crate::clock::Moment;

/// A number pad's memory, and what its keys mean.
#[derive(Debug, Clone)]
pub struct Strokes {
    meanings: BTreeMap<NumberPadKey, PadKey>,
    keys: BTreeMap<NumberPadKey, Memory>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    last_press: Option<Moment>,
    down_since: Option<Moment>,
    is_stuck: bool,
}

impl Strokes {
    /// A pad at rest.
    #[must_use]
    pub fn new(keys: &[(NumberPadKey, PadKey)]) -> Self {
        Self {
            meanings: keys.iter().copied().collect(),
            keys: BTreeMap::new(),
        }
    }

    /// Takes one event; keys without a meaning say nothing.
    pub fn take(&mut self, now: Moment, key: NumberPadKey, stroke: Stroke) -> Option<(PadKey, KeyEvent)> {
        let meaning = *self.meanings.get(&key)?;
        let memory = self.keys.entry(key).or_default();
        let event = match stroke {
            Stroke::Down => memory.goes_down(now),
            Stroke::Held => memory.is_held(now),
            Stroke::Up => memory.comes_up(),
        };
        event.map(|event| (meaning, event))
    }

    /// The pad was unplugged: nothing is held any more. Gives the keys that were stuck.
    pub fn let_go(&mut self) -> Vec<PadKey> {
        let keys = self.keys.iter_mut();
        let freed = keys.filter_map(|(key, memory)| memory.comes_up().map(|_| key));
        freed.filter_map(|key| self.meanings.get(key).copied()).collect()
    }
}

impl Memory {
    fn goes_down(&mut self, now: Moment) -> Option<KeyEvent> {
        self.down_since = Some(now);
        let is_same = self.last_press.is_some_and(|last| now.since(last) < SAME_PRESS);
        if is_same {
            return None;
        }
        self.last_press = Some(now);
        Some(KeyEvent::Pressed)
    }

    fn is_held(&mut self, now: Moment) -> Option<KeyEvent> {
        let is_too_long = self.down_since.is_some_and(|since| now.since(since) >= STUCK);
        (is_too_long && !std::mem::replace(&mut self.is_stuck, is_too_long)).then_some(KeyEvent::Stuck)
    }

    fn comes_up(&mut self) -> Option<KeyEvent> {
        self.down_since = None;
        std::mem::take(&mut self.is_stuck).then_some(KeyEvent::Freed)
    }
}

#[cfg(test)]
mod tests {
    use firmware_config::{NumberPadKey, PadKey};

    use super::{Stroke, Strokes};
    use crate::clock::Moment;
    use crate::devices::debounce::KeyEvent;

    fn pad() -> Strokes {
        Strokes::new(&[
            (NumberPadKey::Enter, PadKey::Next),
            (NumberPadKey::Plus, PadKey::Recall),
            (NumberPadKey::Digit(0), PadKey::NoShow),
        ])
    }

    fn events(strokes: &[(u64, NumberPadKey, Stroke)]) -> Vec<(u64, PadKey, KeyEvent)> {
        let mut pad = pad();
        let taken = strokes.iter().filter_map(|(ms, key, stroke)| {
            let (meaning, event) = pad.take(Moment::from_ms(*ms), *key, *stroke)?;
            Some((*ms, meaning, event))
        });
        taken.collect()
    }

    #[test]
    fn a_key_means_what_the_file_says() {
        use NumberPadKey::{Digit, Enter, Plus, Star};
        let pressed = [Enter, Plus, Digit(0), Digit(1), Star].map(|key| (0, key, Stroke::Down));
        let meanings: Vec<PadKey> = events(&pressed).iter().map(|(_, meaning, _)| *meaning).collect();
        assert_eq!(meanings, [PadKey::Next, PadKey::Recall, PadKey::NoShow]);
    }

    #[test]
    fn the_same_key_within_half_a_second_is_one_press() {
        let enter = |ms, stroke| (ms, NumberPadKey::Enter, stroke);
        let strokes = [
            enter(0, Stroke::Down),
            enter(80, Stroke::Up),
            enter(499, Stroke::Down),
            enter(520, Stroke::Up),
            enter(600, Stroke::Down),
        ];
        let expected = [0, 600].map(|ms| (ms, PadKey::Next, KeyEvent::Pressed));
        assert_eq!(events(&strokes), expected);
    }

    #[test]
    fn two_keys_at_once_are_two_presses() {
        let strokes = [
            (0, NumberPadKey::Enter, Stroke::Down),
            (10, NumberPadKey::Plus, Stroke::Down),
        ];
        assert_eq!(events(&strokes).len(), 2);
    }

    #[test]
    fn what_the_keyboard_repeats_is_no_press_and_a_stuck_key_one_fault() {
        let enter = |ms, stroke| (ms, NumberPadKey::Enter, stroke);
        let mut strokes = vec![enter(0, Stroke::Down)];
        strokes.extend((250..20_000).step_by(50).map(|ms| enter(ms, Stroke::Held)));
        strokes.push(enter(20_000, Stroke::Up));
        let expected = [
            (0, PadKey::Next, KeyEvent::Pressed),
            (10_000, PadKey::Next, KeyEvent::Stuck),
            (20_000, PadKey::Next, KeyEvent::Freed),
        ];
        assert_eq!(events(&strokes), expected);
    }

    #[test]
    fn a_pad_that_was_unplugged_while_a_key_was_held_holds_none_afterwards() {
        let mut pad = pad();
        let at = Moment::from_ms;
        pad.take(at(0), NumberPadKey::Enter, Stroke::Down);
        pad.let_go();
        assert_eq!(pad.take(at(30_000), NumberPadKey::Enter, Stroke::Held), None);
    }
}

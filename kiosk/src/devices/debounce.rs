//! From the bouncing of a contact to presses: pure, with the time handed in.
//!
//! Invariant: a contact counts only after it stayed as it is for [`SETTLE`].
//! Invariant: the same key within [`SAME_PRESS`] is one press (K8).
//! Invariant: a key held for [`STUCK`] is a fault, told once, and not a hundred presses.

use std::time::Duration;

use crate::clock::Moment;

/// How long a contact may bounce.
pub const SETTLE: Duration = Duration::from_millis(15);
/// Two presses closer than this are one.
pub const SAME_PRESS: Duration = Duration::from_millis(500);
/// Nobody holds a key this long on purpose.
pub const STUCK: Duration = Duration::from_secs(10);

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEvent {
    /// Pressed.
    Pressed,
    /// It does not come up again.
    Stuck,
    /// A stuck key came up.
    Freed,
}

/// One key's memory.
#[derive(Debug, Clone, Copy, Default)]
pub struct Debounce {
    /// As last read, and since when.
    raw: bool,
    raw_since: Moment,
    /// As it counts.
    is_down: bool,
    down_since: Moment,
    is_stuck: bool,
    last_press: Option<Moment>,
}

impl Debounce {
    /// Takes one reading.
    pub fn read(&mut self, now: Moment, is_down: bool) -> Option<KeyEvent> {
        if is_down != self.raw {
            self.raw = is_down;
            self.raw_since = now;
        }
        let has_settled = now.since(self.raw_since) >= SETTLE;
        match (self.is_down, self.raw) {
            (false, true) if has_settled => self.goes_down(now),
            (true, false) if has_settled => self.comes_up(),
            (true, true) if !self.is_stuck && now.since(self.down_since) >= STUCK => {
                self.is_stuck = true;
                Some(KeyEvent::Stuck)
            }
            (false | true, _) => None,
        }
    }

    fn goes_down(&mut self, now: Moment) -> Option<KeyEvent> {
        self.is_down = true;
        self.down_since = now;
        let is_same = self.last_press.is_some_and(|last| now.since(last) < SAME_PRESS);
        if is_same {
            return None;
        }
        self.last_press = Some(now);
        Some(KeyEvent::Pressed)
    }

    fn comes_up(&mut self) -> Option<KeyEvent> {
        self.is_down = false;
        std::mem::take(&mut self.is_stuck).then_some(KeyEvent::Freed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Debounce, KeyEvent};
    use crate::clock::Moment;

    /// Reads every 5 ms; the key is down in the given spans of milliseconds, from and until.
    fn events(until_ms: u64, down: &[(u64, u64)]) -> Vec<(u64, KeyEvent)> {
        let mut key = Debounce::default();
        (0..=until_ms)
            .step_by(5)
            .filter_map(|ms| {
                let is_down = down.iter().any(|span| (span.0..span.1).contains(&ms));
                key.read(Moment::from_ms(ms), is_down).map(|event| (ms, event))
            })
            .collect()
    }

    #[test]
    fn a_press_counts_once_the_contact_has_settled() {
        assert_eq!(events(400, &[(100, 200)]), [(115, KeyEvent::Pressed)]);
    }

    #[test]
    fn a_bouncing_contact_is_one_press() {
        let bouncing = [(100, 105), (110, 115), (120, 125), (130, 220), (225, 230)];
        assert_eq!(events(400, &bouncing), [(145, KeyEvent::Pressed)]);
    }

    #[test]
    fn a_glitch_shorter_than_settling_is_nothing() {
        assert_eq!(events(400, &[(100, 110), (200, 210)]), []);
    }

    #[test]
    fn a_double_press_within_half_a_second_is_one() {
        assert_eq!(events(900, &[(100, 200), (400, 500)]), [(115, KeyEvent::Pressed)]);
    }

    #[test]
    fn two_presses_half_a_second_apart_are_two() {
        assert_eq!(
            events(900, &[(100, 200), (600, 700)]),
            [(115, KeyEvent::Pressed), (615, KeyEvent::Pressed)]
        );
    }

    #[test]
    fn a_stuck_key_is_one_press_and_one_fault_until_it_comes_up() {
        let expected = [
            (115, KeyEvent::Pressed),
            (10_115, KeyEvent::Stuck),
            (30_015, KeyEvent::Freed),
        ];
        assert_eq!(events(31_000, &[(100, 30_000)]), expected);
    }
}

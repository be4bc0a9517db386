//! The sound of a buzzer: what was asked for becomes two short beeps, pure, with the time handed in.
//!
//! Invariant: whoever asks again while it sounds hears no more than these two.

use std::time::Duration;

use tokio::sync::watch;

use crate::clock::Moment;

/// How long it sounds, and how long it is silent in between.
pub const BEEP: Duration = Duration::from_millis(150);
/// Sound, silence, sound.
const PARTS: u32 = 3;

/// The way to a device's buzzers, for whoever has something to be heard.
#[derive(Debug, Clone)]
pub struct Sounder {
    asked: watch::Sender<u64>,
    is_silent: bool,
}

impl Sounder {
    /// A way, and its end; a silent device (volume 0) is never heard.
    #[must_use]
    pub fn new(is_silent: bool) -> (Self, watch::Receiver<u64>) {
        let (asked, heard) = watch::channel(0);
        (Self { asked, is_silent }, heard)
    }

    /// Lets the buzzers sound.
    pub fn sound(&self) {
        if !self.is_silent {
            self.asked.send_modify(|count| *count += 1);
        }
    }
}

/// Two beeps, or silence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beeps {
    since: Option<Moment>,
}

impl Beeps {
    /// Begins them; those that are under way go on.
    pub fn begin(&mut self, now: Moment) {
        self.since.get_or_insert(now);
    }

    /// Whether it sounds now.
    pub fn sounds(&mut self, now: Moment) -> bool {
        let Some(since) = self.since else { return false };
        let passed = now.since(since);
        if passed >= BEEP * PARTS {
            self.since = None;
            return false;
        }
        !(BEEP..BEEP * 2).contains(&passed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Beeps, Sounder};
    use crate::clock::Moment;

    /// Asked at these milliseconds; the spans in which it sounds, looked at every 50 ms.
    fn heard(asked: &[u64], until_ms: u64) -> Vec<u64> {
        let mut beeps = Beeps::default();
        (0..until_ms)
            .step_by(50)
            .filter(|ms| {
                let now = Moment::from_ms(*ms);
                if asked.contains(ms) {
                    beeps.begin(now);
                }
                beeps.sounds(now)
            })
            .collect()
    }

    #[test]
    fn whoever_asks_hears_two_beeps_of_150_ms() {
        assert_eq!(heard(&[100], 1000), [100, 150, 200, 400, 450, 500]);
    }

    #[test]
    fn asking_again_while_it_sounds_adds_nothing() {
        assert_eq!(heard(&[0, 100, 250], 1000), [0, 50, 100, 300, 350, 400]);
    }

    #[test]
    fn asking_again_afterwards_sounds_again() {
        assert_eq!(heard(&[0, 500], 1000).len(), 12);
    }

    #[test]
    fn a_device_of_volume_zero_is_never_heard() {
        for (is_silent, count) in [(false, 1), (true, 0)] {
            let (sounder, heard) = Sounder::new(is_silent);
            sounder.sound();
            assert_eq!(*heard.borrow(), count);
        }
    }
}

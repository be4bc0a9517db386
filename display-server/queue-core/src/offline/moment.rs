//! When a ticket was given by a machine whose clock may be arbitrarily wrong.

use jiff::{SignedDuration, Timestamp};

/// What a kiosk knows of when it gave a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// So long ago by its steady clock: it has not been started anew since.
    Ago(SignedDuration),
    /// By its wall clock; it has been started anew since.
    AtWall {
        /// What that clock said.
        clock: Timestamp,
        /// The hall's time when the kiosk had last heard of the hall before.
        heard: Timestamp,
    },
}

impl Pressed {
    /// The instant, as far as it is known, on the clock of whoever receives it: never later than that, and by a wall clock
    /// never earlier than the hall was last heard.
    #[must_use]
    pub fn at(self, received: Timestamp) -> Timestamp {
        match self {
            Self::Ago(age) => {
                let age = age.max(SignedDuration::ZERO);
                received.checked_sub(age).unwrap_or(Timestamp::MIN)
            }
            Self::AtWall { clock, heard } => clock.max(heard).min(received),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_steady_clock_is_believed_whatever_the_wall_clock_says() {
        let received = at("2026-03-02T03:00:00Z");
        let ago = |s| Pressed::Ago(SignedDuration::from_secs(s)).at(received);
        assert_eq!(ago(600), at("2026-03-02T02:50:00Z"));
        assert_eq!(ago(-600), received, "nothing is given later than it is heard of");
        assert_eq!(Pressed::Ago(SignedDuration::MAX).at(received), Timestamp::MIN);
    }

    #[test]
    fn a_wall_clock_is_held_between_the_last_contact_and_the_receipt() {
        let (heard, received) = (at("2026-03-02T02:00:00Z"), at("2026-03-02T03:00:00Z"));
        let wall = |clock| {
            Pressed::AtWall {
                clock: at(clock),
                heard,
            }
            .at(received)
        };
        assert_eq!(wall("2026-03-02T02:30:00Z"), at("2026-03-02T02:30:00Z"));
        assert_eq!(wall("1970-01-01T00:00:00Z"), heard);
        assert_eq!(wall("2026-03-03T02:30:00Z"), received);
    }
}

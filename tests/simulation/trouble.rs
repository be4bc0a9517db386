//! What breaks, and when.

use std::time::Duration;

use whole_hall::dice::Dice;

/// A kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The server ends at once, and is started again.
    ServerCrash,
    /// A kiosk's daemon ends at once, and is started again.
    DaemonCrash,
    /// A kiosk's machine is started anew, and its wall clock says anything.
    Reboot,
    /// Nothing goes through between two hosts.
    Cut,
    /// What is asked arrives, and no answer comes back.
    RepliesLost,
    /// Answers would come, but nothing that is asked arrives.
    RequestsLost,
    /// Everything waits on its way, and comes at once.
    Delay,
    /// The server's clock is set back: an hour, a day, to 1970.
    ClockBack,
    /// A backup is put back with `restore`.
    Restore,
    /// An older copy of the journal is started from, and nobody says so.
    OldCopy,
    /// After a restore the machine that died runs once more, in the place of the new one.
    OldServer,
    /// A kiosk's card is lost, and it is paired anew with an empty one.
    CardLost,
    /// A kiosk's card is copied into another machine, and both run.
    CardCopied,
    /// A kiosk is cut off before the doors close, until the next day.
    CutOverNight,
}

impl Kind {
    pub(crate) const ALL: [Self; 14] = [
        Self::ServerCrash,
        Self::DaemonCrash,
        Self::Reboot,
        Self::Cut,
        Self::RepliesLost,
        Self::RequestsLost,
        Self::Delay,
        Self::ClockBack,
        Self::Restore,
        Self::OldCopy,
        Self::OldServer,
        Self::CardLost,
        Self::CardCopied,
        Self::CutOverNight,
    ];

    fn weight(self) -> f64 {
        match self {
            Self::ServerCrash | Self::DaemonCrash | Self::Cut | Self::RepliesLost => 3.0,
            Self::Reboot | Self::RequestsLost | Self::Delay => 2.0,
            Self::ClockBack | Self::OldServer | Self::CutOverNight => 1.0,
            Self::Restore | Self::OldCopy => 0.6,
            Self::CardLost | Self::CardCopied => 0.4,
        }
    }

    /// How long it lasts, in the network's time.
    pub(crate) fn length(self, dice: &mut Dice) -> Duration {
        let mean_s = match self {
            Self::ServerCrash => 3.0,
            Self::DaemonCrash | Self::Reboot | Self::CardLost | Self::Delay => 2.0,
            Self::Cut | Self::RepliesLost | Self::RequestsLost => 8.0,
            Self::ClockBack | Self::OldServer | Self::CardCopied => 15.0,
            Self::Restore | Self::OldCopy => 4.0,
            Self::CutOverNight => 0.0,
        };
        Duration::from_secs_f64(0.1 + dice.exponential(mean_s))
    }
}

/// Which troubles a world has, and how many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weather {
    kinds: &'static [Kind],
    /// Between two of them, in the network's time.
    mean_between_s: f64,
}

impl Weather {
    /// All there are, as many as a day can have.
    pub(crate) const EVERY_KIND: Self = Self {
        kinds: &Kind::ALL,
        mean_between_s: 8.0,
    };

    /// Only these, one after the other: for a bug that needs them.
    pub(crate) const fn of(kinds: &'static [Kind]) -> Self {
        Self {
            kinds,
            mean_between_s: 3.0,
        }
    }

    pub(crate) fn draw(self, dice: &mut Dice) -> Kind {
        let choices: Vec<(Kind, f64)> = self.kinds.iter().map(|kind| (*kind, kind.weight())).collect();
        *dice.weighted(&choices).expect("there are choices")
    }

    /// How long it is until the next one.
    pub(crate) fn pause(self, dice: &mut Dice) -> Duration {
        Duration::from_secs_f64(dice.exponential(self.mean_between_s))
    }
}

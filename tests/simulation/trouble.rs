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

    pub(crate) fn drawn(dice: &mut Dice) -> Self {
        let choices = Self::ALL.map(|kind| (kind, kind.weight()));
        *dice.weighted(&choices).expect("there are choices")
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

//! Where a visitor's request for a guide stands (K12).

use crate::clock::Moment;

/// The request for a guide.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Guide {
    /// None.
    #[default]
    NotAsked,
    /// Asked; the hall has not answered yet. Seen at once, whether it answers or not.
    Asked(Moment),
    /// A guide is on the way.
    Coming(Moment),
    /// No guide is on duty: somebody else of the hall brings help.
    Fetched(Moment, Helper),
    /// The hall does not answer: the lamp is lit, and the visitor is shown to reception.
    Unheard(Moment),
}

/// Who brings help in a guide's stead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Helper {
    /// The manager.
    Manager,
    /// Reception.
    Reception,
    /// A window.
    Window,
}

impl Helper {
    /// From the wire's word; none: a guide comes.
    #[must_use]
    pub fn of(left_to: Option<&str>) -> Option<Self> {
        match left_to? {
            "reception" => Some(Self::Reception),
            "window" => Some(Self::Window),
            // A newer hall may know others; the manager sees every job.
            _ => Some(Self::Manager),
        }
    }

    /// The text that says so.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Manager => "help-fetched-manager",
            Self::Reception => "help-fetched-reception",
            Self::Window => "help-fetched-window",
        }
    }
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuideAnswer {
    /// The hall has it.
    Heard,
    /// The hall has it, but no guide for it.
    LeftTo(Helper),
    /// The hall does not answer, or refuses.
    Unheard,
}

impl Guide {
    /// When it was asked for; none when it was not.
    #[must_use]
    pub fn asked_at(self) -> Option<Moment> {
        match self {
            Self::NotAsked => None,
            Self::Asked(at) | Self::Coming(at) | Self::Fetched(at, _) | Self::Unheard(at) => Some(at),
        }
    }

    /// Whether the hall has the request.
    #[must_use]
    pub fn is_heard(self) -> bool {
        matches!(self, Self::Coming(_) | Self::Fetched(..))
    }

    /// After an answer. One to a request that was taken back changes nothing.
    pub(super) fn answered(self, answer: GuideAnswer) -> Self {
        let Some(at) = self.asked_at() else {
            return Self::NotAsked;
        };
        match answer {
            GuideAnswer::Heard => Self::Coming(at),
            GuideAnswer::LeftTo(helper) => Self::Fetched(at, helper),
            GuideAnswer::Unheard => Self::Unheard(at),
        }
    }
}

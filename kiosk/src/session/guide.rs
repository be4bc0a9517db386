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
    /// The hall does not answer: the lamp is lit, and the visitor is shown to reception.
    Unheard(Moment),
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuideAnswer {
    /// The hall has it.
    Heard,
    /// The hall does not answer, or refuses.
    Unheard,
}

impl Guide {
    /// When it was asked for; none when it was not.
    #[must_use]
    pub fn asked_at(self) -> Option<Moment> {
        match self {
            Self::NotAsked => None,
            Self::Asked(at) | Self::Coming(at) | Self::Unheard(at) => Some(at),
        }
    }

    /// After an answer. One to a request that was taken back changes nothing.
    pub(super) fn answered(self, answer: GuideAnswer) -> Self {
        match (self, answer) {
            (Self::NotAsked, _) => Self::NotAsked,
            (Self::Asked(at) | Self::Coming(at) | Self::Unheard(at), GuideAnswer::Heard) => Self::Coming(at),
            (Self::Asked(at) | Self::Coming(at) | Self::Unheard(at), GuideAnswer::Unheard) => {
                Self::Unheard(at)
            }
        }
    }
}

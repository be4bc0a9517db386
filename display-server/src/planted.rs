//! Bugs that a test plants, to see whether the simulation of a hall finds them.
//!
//! They are the ones that a system like this has when somebody wrote it in a hurry. A build without the feature `simulation`
//! has none of them: there [`is_planted`] is false before anything runs.

/// A bug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// Whoever asked is answered first, and the entry committed a little later.
    AnswerBeforeCommit,
    /// A lease is kept in memory alone.
    LeaseNotDurable,
    /// A ticket can be called before anybody has its paper.
    CallableBeforeConfirm,
    /// The same press of the call key is taken for another one.
    CallNotIdempotent,
    /// A hall that goes on from an older copy begins no series of its own: it fences off no numbers but those that the copy
    /// knows, and those that a kiosk brings before it asks for another.
    FenceFromAsker,
}

#[cfg(feature = "simulation")]
mod ground {
    use std::cell::Cell;

    use super::Bug;

    thread_local! {
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Plants a bug in the halls that work on this thread; none: takes it out.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.set(bug);
    }

    /// Whether it is planted here.
    pub(crate) fn is_planted(bug: Bug) -> bool {
        PLANTED.get() == Some(bug)
    }
}

#[cfg(feature = "simulation")]
pub(crate) use ground::is_planted;
#[cfg(feature = "simulation")]
pub use ground::plant;

/// Nothing is planted in what is served from.
#[cfg(not(feature = "simulation"))]
pub(crate) const fn is_planted(_: Bug) -> bool {
    false
}

//! A window pad: what its keys mean by what stands at the window, and what its lamps say.
//!
//! Invariant: pure decisions here; [`PadDuty`] carries them to the hall, one at a time.
//! Invariant: one press is one call: a press is sent again only under its own id.

mod duty;

use firmware_config::{LampMeaning, PadKey, RatingKey};
use hall_protocol::rating::{LevelName, WindowRating};
use hall_protocol::window::{CallNext, Finish, Pause, Press, TicketPress, WindowStateName, WindowView};
use jiff::civil::Date;

use crate::devices::board::Lit;

pub use duty::PadDuty;

/// What a press means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PadVerb {
    /// Call whoever is next; while serving, finish first.
    CallNext(CallNext),
    /// Call the same again.
    Recall(TicketPress),
    /// The visitor is here.
    Start(TicketPress),
    /// Done with the visitor.
    Finish(Finish),
    /// The visitor did not come.
    NoShow(TicketPress),
    /// Stop calling for a while.
    Pause(Pause),
    /// Go on.
    Resume(Press),
    /// A guide, for this ticket if there is one.
    Guide(Option<String>),
    /// What the visitor who was served last thinks of it.
    Rate(WindowRating),
}

impl PadVerb {
    /// The last part of the verb's address; none for a guide, who is not asked for at the window's address.
    #[must_use]
    pub fn path(&self) -> Option<&'static str> {
        match self {
            Self::CallNext(_) => Some("call-next"),
            Self::Recall(_) => Some("recall"),
            Self::Start(_) => Some("start"),
            Self::Finish(_) => Some("finish"),
            Self::NoShow(_) => Some("no-show"),
            Self::Pause(_) => Some("pause"),
            Self::Resume(_) => Some("resume"),
            Self::Rate(_) => Some("rate"),
            Self::Guide(_) => None,
        }
    }
}

/// What a key means now; none when it means nothing, such as a recall with nobody called.
#[must_use]
pub fn verb_of(key: PadKey, press: String, view: &WindowView, pause_reason: Option<&str>) -> Option<PadVerb> {
    let day = view.day;
    let ticket = view.current.as_ref().map(|current| current.ticket.clone());
    let about = |press| ticket.clone().map(|ticket| TicketPress { press, day, ticket });
    match (key, view.state) {
        (PadKey::Guide, _) => Some(PadVerb::Guide(ticket)),
        // Whether anybody may rate is the hall's to say: the one who leaves may while the next one is on the way.
        (PadKey::Rate(level), _) => Some(PadVerb::Rate(WindowRating {
            press,
            day,
            level: level_of(level),
        })),
        (
            PadKey::Next,
            WindowStateName::Free
            | WindowStateName::Called
            | WindowStateName::Serving
            | WindowStateName::Paused,
        ) => Some(PadVerb::CallNext(CallNext {
            usual_next: true,
            ..CallNext::finishing(
                ticket.filter(|_| view.state == WindowStateName::Serving),
                press,
                day,
            )
        })),
        (PadKey::Recall, WindowStateName::Called) => about(press).map(PadVerb::Recall),
        (PadKey::NoShow, WindowStateName::Called) => about(press).map(PadVerb::NoShow),
        (PadKey::StartFinish, WindowStateName::Called) => about(press).map(PadVerb::Start),
        (PadKey::StartFinish, WindowStateName::Serving) => {
            ticket.map(|ticket| PadVerb::Finish(usual_end(press, day, ticket)))
        }
        (PadKey::Pause, WindowStateName::Paused) => Some(PadVerb::Resume(Press { press, day })),
        (PadKey::Pause, WindowStateName::Free | WindowStateName::Called | WindowStateName::Serving) => {
            pause_reason.map(|reason| {
                PadVerb::Pause(Pause {
                    press,
                    day,
                    reason: reason.to_owned(),
                })
            })
        }
        (
            PadKey::Recall | PadKey::NoShow,
            WindowStateName::Free | WindowStateName::Serving | WindowStateName::Paused,
        )
        | (PadKey::StartFinish, WindowStateName::Free | WindowStateName::Paused)
        | (_, WindowStateName::Closed) => None,
    }
}

/// Done as the plan says; anything else is said on the console.
fn usual_end(press: String, day: Date, ticket: String) -> Finish {
    Finish {
        press,
        day,
        ticket,
        outcome: None,
        usual_next: true,
        next: None,
        matter: None,
        correction: None,
        whom: None,
    }
}

fn level_of(key: RatingKey) -> LevelName {
    match key {
        RatingKey::VerySatisfied => LevelName::VerySatisfied,
        RatingKey::Satisfied => LevelName::Satisfied,
        RatingKey::BasicallySatisfied => LevelName::BasicallySatisfied,
        RatingKey::Dissatisfied => LevelName::Dissatisfied,
        RatingKey::VeryDissatisfied => LevelName::VeryDissatisfied,
    }
}

/// The lamps of a window as it stands; none known: the hall is away.
#[must_use]
pub fn lamps_of(view: Option<&WindowView>, is_guide_asked: bool) -> Lit {
    let state = view.map(|view| (view.state, view.told));
    let of_window = match state {
        None => Some(LampMeaning::Away),
        Some((WindowStateName::Free, true)) => Some(LampMeaning::Waiting),
        Some((WindowStateName::Called, _)) => Some(LampMeaning::Called),
        Some((WindowStateName::Serving, _)) => Some(LampMeaning::Serving),
        Some((WindowStateName::Paused, _)) => Some(LampMeaning::Paused),
        Some((WindowStateName::Free, false) | (WindowStateName::Closed, _)) => None,
    };
    of_window
        .into_iter()
        .chain(is_guide_asked.then_some(LampMeaning::Help))
        .collect()
}

#[cfg(test)]
mod tests;

//! Somebody who is expected: the digits of a booking, and who is let in.

use crate::session::{CODE_DIGITS, CodeFault, LetIn};
use crate::words::Words;

pub(super) struct ArrivalView {
    pub(super) title: String,
    /// One for each place: a digit, or none yet.
    pub(super) places: Vec<Option<char>>,
    /// How many are there.
    pub(super) typed: usize,
    pub(super) fault: Option<String>,
    /// Whether a code can be shown instead.
    pub(super) can_scan: bool,
}

impl ArrivalView {
    pub(super) fn of(digits: &str, fault: Option<CodeFault>, can_scan: bool, words: Words) -> Self {
        let missing = CODE_DIGITS.saturating_sub(digits.len());
        let digits = digits.chars().map(Some);
        Self {
            title: words.say("arrival-title"),
            typed: CODE_DIGITS - missing,
            places: digits.chain(std::iter::repeat_n(None, missing)).collect(),
            fault: fault.map(|fault| match fault {
                CodeFault::TooFew => {
                    words.count("arrival-too-few", u64::try_from(missing).unwrap_or(u64::MAX))
                }
                CodeFault::Unknown => words.say("arrival-unknown"),
            }),
            can_scan,
        }
    }
}

/// The number of somebody who has one.
pub(super) struct LetInView {
    pub(super) number: String,
    pub(super) title: String,
    pub(super) ahead: String,
}

impl LetInView {
    pub(super) fn of(let_in: &LetIn, words: Words) -> Self {
        Self {
            number: let_in.number.clone(),
            title: words.say(if let_in.was_missed {
                "let-in-missed"
            } else {
                "let-in-checked"
            }),
            ahead: match let_in.ahead {
                0 => words.say("ahead-nobody"),
                ahead => words.count("ahead", ahead),
            },
        }
    }
}

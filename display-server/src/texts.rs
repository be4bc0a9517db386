//! Texts that people wrote about what outlives a day: they may name people, so no event has them, only their ids.
//!
//! A text is kept before the command that gives it its meaning is asked, under an id that follows from the press, so that a
//! repeat finds it there. A refused press takes its text with it; what a crash leaves over is found when the day ends.

use std::future::Future;

use jiff::SignedDuration;
use queue_core::{RequestId, TextId};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::hall_owner::SubmitError;
use crate::http::{Refused, stripped};
use crate::personal::{KeptAs, Personal};

/// The longest text, in characters.
const LONGEST: usize = 500;
/// So old a text is before it counts as one without a record: its press has been answered long ago.
pub(crate) const ON_ITS_WAY: SignedDuration = SignedDuration::from_hours(1);

/// Where they are kept; cheap to clone.
#[derive(Clone)]
pub struct Texts {
    personal: Personal,
    clock: Clock,
}

/// Texts that a press brings.
#[derive(Debug)]
pub(crate) struct Brought {
    press: RequestId,
    texts: Vec<(TextId, String)>,
}

impl Texts {
    pub(crate) fn new(personal: Personal, clock: Clock) -> Self {
        Self { personal, clock }
    }

    /// Submits what a press asks, with the texts that it brings; if the hall refuses it, they go.
    ///
    /// # Errors
    /// The refusal; one of its own when the press brought another text before.
    pub(crate) async fn with<T, A, F: Future<Output = Result<A, Refused>>>(
        &self,
        press: RequestId,
        read: impl FnOnce(&mut Brought) -> Result<T, Refused>,
        submit: impl FnOnce(T) -> F,
    ) -> Result<A, Refused> {
        let mut brought = Brought {
            press,
            texts: Vec::new(),
        };
        let asked = read(&mut brought)?;
        let new = self.keep(brought.texts).await?;
        let answer = submit(asked).await;
        // Where nobody knows what became of the press – no answer, no room – it may have been decided, or be decided when it
        // is repeated: its texts stay, and are found at the day's end if no record has them.
        if !new.is_empty() && answer.as_ref().is_err_and(Refused::is_for_good) {
            self.beside(move |personal, _| personal.forget(&new)).await?;
        }
        answer
    }

    /// A text; none: it is not kept any more.
    pub(crate) fn text(&self, id: TextId) -> Option<String> {
        self.personal.text(id).unwrap_or_else(|error| {
            tracing::error!(%error, "a text could not be read");
            None
        })
    }

    /// Keeps texts, and says which are new.
    async fn keep(&self, texts: Vec<(TextId, String)>) -> Result<Vec<TextId>, Refused> {
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = texts.iter().map(|(id, _)| *id).collect();
        let kept = self
            .beside(move |personal, now| personal.keep(&texts, now))
            .await?;
        if kept.contains(&KeptAs::Another) {
            return Err(SubmitError::SameIdAnotherBody.into());
        }
        let new = ids.into_iter().zip(kept).filter(|(_, kept)| *kept == KeptAs::New);
        Ok(new.map(|(id, _)| id).collect())
    }

    /// Works on the file beside the threads that answer.
    async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Personal, jiff::Timestamp) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Refused> {
        let (personal, now) = (self.personal.clone(), self.clock.now());
        let done = tokio::task::spawn_blocking(move || work(&personal, now)).await;
        done.map_err(|_| SubmitError::Stopping)?.map_err(|error| {
            tracing::error!(%error, "a text could not be kept");
            SubmitError::CannotStore.into()
        })
    }
}

impl Brought {
    /// The id of a field's text, which is kept before the press is asked; the field may be named as it stands in the body.
    ///
    /// # Errors
    /// A refusal that names the field, when there is nothing in it, or too much.
    pub(crate) fn keep(&mut self, field: &str, text: &str) -> Result<TextId, Refused> {
        let text = stripped(text).collect::<String>().trim().to_owned();
        let length = text.chars().count();
        if text.is_empty() || length > LONGEST {
            let problem = format!("has {length} characters; write 1 to {LONGEST}");
            return Err(Refused::named_field("text-length", field, problem));
        }
        let id = id_of(self.press, field);
        self.texts.push((id, text));
        Ok(id)
    }
}

/// The id of a text: what identifies the press, and which of its fields.
fn id_of(press: RequestId, field: &str) -> TextId {
    let digest = Sha256::new()
        .chain_update(b"text")
        .chain_update(press.as_bytes())
        .chain_update(field.as_bytes())
        .finalize();
    let mut id = [0; 16];
    for (place, byte) in id.iter_mut().zip(digest) {
        *place = byte;
    }
    TextId::new(id)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use queue_core::Rejection;

    use super::*;

    #[tokio::test]
    async fn a_text_goes_only_when_its_press_is_refused_for_good() {
        let folder = tempfile::tempdir().expect("a folder");
        let personal = Personal::open(folder.path()).expect("the file");
        let texts = Texts::new(personal, Clock::wound(Timestamp::UNIX_EPOCH));
        for (number, error, stays) in [
            (1, None, true),
            (2, Some(SubmitError::Busy), true),
            (3, Some(SubmitError::CannotStore), true),
            (4, Some(SubmitError::Stopping), true),
            (5, Some(Rejection::HallClosed.into()), false),
        ] {
            let press = RequestId::new([number; 16]);
            let read = |brought: &mut Brought| brought.keep("evidence", "檢測委託書 12 號");
            let submit = async |id| error.clone().map_or(Ok(id), |error| Err(Refused::from(error)));
            let answer = texts.with(press, read, submit).await;
            assert_eq!(answer.is_ok(), error.is_none());
            let kept = texts.text(id_of(press, "evidence"));
            assert_eq!(kept.is_some(), stays, "{error:?}");
        }
    }
}

//! Texts that people wrote about what outlives a day: they may name people, so no event has them, only their ids.
//!
//! A text is kept before the command that gives it its meaning is asked, under an id that follows from the press, so that a
//! repeat finds it there. A refused press takes its text with it; what a crash leaves over is found at the day's end.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use queue_core::{RequestId, TextId};
use sha2::{Digest, Sha256};

use crate::http::{Refused, stripped};

/// The longest text, in characters.
const LONGEST: usize = 500;

/// Where they are kept; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    kept: Arc<Mutex<BTreeMap<TextId, String>>>,
}

/// Texts that a press brought, until it is known what becomes of it.
#[derive(Debug)]
pub(crate) struct Brought {
    texts: Texts,
    press: RequestId,
    new: Vec<TextId>,
}

impl Texts {
    /// Submits what a press asks, with the texts that it brings; if it is refused, they go.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) async fn with<T, A, F: Future<Output = Result<A, Refused>>>(
        &self,
        press: RequestId,
        read: impl FnOnce(&mut Brought) -> Result<T, Refused>,
        submit: impl FnOnce(T) -> F,
    ) -> Result<A, Refused> {
        let mut brought = Brought {
            texts: self.clone(),
            press,
            new: Vec::new(),
        };
        let answer = match read(&mut brought) {
            Ok(asked) => submit(asked).await,
            Err(refused) => Err(refused),
        };
        if answer.is_err() {
            brought.forget();
        }
        answer
    }

    /// A text; none: it is not kept any more.
    pub(crate) fn text(&self, id: TextId) -> Option<String> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned()
    }
}

impl Brought {
    /// Keeps the text of a field; the field may be named as it stands in the body.
    ///
    /// # Errors
    /// A refusal that names the field, when there is nothing in it, or too much; or when the press brought another text before.
    pub(crate) fn keep(&mut self, field: &str, text: &str) -> Result<TextId, Refused> {
        let text = stripped(text).collect::<String>().trim().to_owned();
        let length = text.chars().count();
        if text.is_empty() || length > LONGEST {
            let problem = format!("has {length} characters; write 1 to {LONGEST}");
            return Err(Refused::named_field("text-length", field, problem));
        }
        let id = id_of(self.press, field);
        let mut kept = self.texts.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.get(&id) {
            None => {
                kept.insert(id, text);
                self.new.push(id);
            }
            Some(before) if *before == text => {}
            Some(_another) => return Err(crate::hall_owner::SubmitError::SameIdAnotherBody.into()),
        }
        Ok(id)
    }

    /// The press was refused: what it brought goes.
    fn forget(self) {
        let mut kept = self.texts.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for id in &self.new {
            kept.remove(id);
        }
    }
}

/// The id of a text: what identifies the press, and which of its fields.
fn id_of(press: RequestId, field: &str) -> TextId {
    let digest: [u8; 32] = Sha256::new()
        .chain_update(b"text")
        .chain_update(press.as_bytes())
        .chain_update(field.as_bytes())
        .finalize()
        .into();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    TextId::new(id)
}

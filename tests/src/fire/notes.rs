//! What the client of a recorded process was promised, line by line, in a file that outlives its disk.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::steps::Step;

/// The file of notes, from the side that writes it; clones write into the same.
#[derive(Debug, Clone)]
pub struct Notes(Arc<Mutex<File>>);

impl Notes {
    /// Opens the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(file: &Path) -> Result<Self> {
        let opened = OpenOptions::new().create(true).append(true).open(file);
        let opened = opened.with_context(|| file.display().to_string())?;
        Ok(Self(Arc::new(Mutex::new(opened))))
    }

    /// Notes a promise: in one call, so that it has one place in the record.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note<T: Serialize>(&self, promise: &T) -> Result<()> {
        let mut line = serde_json::to_vec(promise)?;
        line.push(b'\n');
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(file.write_all(&line)?)
    }
}

/// A promise, and the step from which on it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised<T> {
    /// The step with which somebody heard it.
    pub from: usize,
    /// What was promised.
    pub promise: T,
}

/// Every promise of a record. One whose bytes went over a socket before the client noted it holds from then on.
///
/// # Errors
/// When a note is none.
pub fn promises<T: DeserializeOwned>(
    steps: &[Step],
    sent_as: impl Fn(&T) -> Option<&str>,
) -> Result<Vec<Promised<T>>> {
    let mut promises = Vec::new();
    for (noted_at, step) in steps.iter().enumerate() {
        let Step::Noted(line) = step else { continue };
        let promise: T = serde_json::from_slice(line).context("a note")?;
        let sent_at = sent_as(&promise).and_then(|body| {
            let before = steps.iter().take(noted_at).enumerate().rev();
            before
                .filter_map(|(place, step)| step.sent().map(|bytes| (place, bytes)))
                .find(|(_, bytes)| has(bytes, body.as_bytes()))
                .map(|(place, _)| place)
        });
        promises.push(Promised {
            from: sent_at.unwrap_or(noted_at),
            promise,
        });
    }
    promises.sort_by_key(|promised| promised.from);
    Ok(promises)
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len().max(1)).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_holds_from_when_its_bytes_were_sent() {
        let noted = |text: &str| Step::Noted(format!("{text:?}\n").into_bytes());
        let steps = [
            Step::Sent(b"201 A001".to_vec()),
            Step::Removed("a".into()),
            noted("A001"),
            noted("B001"),
        ];
        let promises: Vec<Promised<String>> = promises(&steps, |text: &String| Some(text)).expect("notes");
        let found: Vec<_> = promises
            .iter()
            .map(|promised| (promised.from, promised.promise.as_str()))
            .collect();
        assert_eq!(found, [(0, "A001"), (3, "B001")]);
    }
}

//! Plans that managers are still writing: one a manager, in a file of its own in the data folder, so that nothing typed
//! is lost when the server starts anew.
//!
//! Invariant: a draft is no part of the hall; nothing holds before it is proposed.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hall_protocol::PlanDocument;
use queue_core::{PersonCode, VersionNumber};
use serde::{Deserialize, Serialize};

/// A plan that is still being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The version that it was begun from.
    pub base: VersionNumber,
    /// What it says so far; it may not hold together yet.
    pub document: PlanDocument,
}

/// The drafts of a hall; cheap to clone.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    /// Presses that come at once write one after another: they share the file that is not whole yet, and none throws away
    /// what another has just kept.
    writing: Arc<Mutex<()>>,
}

impl Drafts {
    /// The drafts in a data folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self {
            folder: data.join("drafts"),
            writing: Arc::default(),
        }
    }

    /// A manager's draft; none: nothing is being written, or what is there cannot be read.
    #[must_use]
    pub fn of(&self, who: &PersonCode) -> Option<Draft> {
        let text = std::fs::read(self.file(who)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Keeps a draft in place of the manager's earlier one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self, who: &PersonCode, draft: &Draft) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        std::fs::create_dir_all(&self.folder)?;
        let file = self.file(who);
        let half = file.with_extension("half");
        std::fs::write(&half, serde_json::to_vec(draft)?)?;
        std::fs::rename(half, file)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// When the file is there and cannot be removed.
    pub fn drop_of(&self, who: &PersonCode) -> io::Result<()> {
        match std::fs::remove_file(self.file(who)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Throws a draft away that is done with; one that says something else meanwhile stays.
    ///
    /// # Errors
    /// When the file is there and cannot be removed.
    pub fn drop_done(&self, who: &PersonCode, done: &Draft) -> io::Result<()> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.of(who).is_some_and(|draft| draft.document == done.document) {
            return self.drop_of(who);
        }
        Ok(())
    }

    /// The file's name is the work number's bytes in hexadecimal: whatever a work number is made of, it is a file here.
    fn file(&self, who: &PersonCode) -> PathBuf {
        let name = hex::encode(who.as_str().as_bytes());
        self.folder.join(name).with_extension("json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_file::{document_of, read};

    fn township() -> Draft {
        let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/township/hall.toml");
        Draft {
            base: VersionNumber(1),
            document: document_of(&read(&plan).expect("a good plan")),
        }
    }

    #[test]
    fn what_was_typed_since_is_not_thrown_away_with_what_is_done() {
        let folder = tempfile::tempdir().expect("a folder");
        let (drafts, who) = (Drafts::new(folder.path()), PersonCode::new("901"));
        let (done, mut since) = (township(), township());
        since.document.hall.name.en = "Elsewhere".to_owned();
        drafts.keep(&who, &since).expect("kept");
        drafts.drop_done(&who, &done).expect("done");
        assert_eq!(drafts.of(&who), Some(since));
        drafts.keep(&who, &done).expect("kept");
        drafts.drop_done(&who, &done).expect("done");
        assert_eq!(drafts.of(&who), None);
    }

    #[test]
    fn a_draft_that_is_kept_twice_at_once_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let draft = township();
        let (drafts, who) = (Drafts::new(folder.path()), PersonCode::new("901"));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..100 {
                        drafts.keep(&who, &draft).expect("kept");
                    }
                });
            }
        });
        assert_eq!(drafts.of(&who), Some(draft));
    }
}

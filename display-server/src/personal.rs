//! `personal.db`: the one place for what names people. The journal, the records and the logs have ids alone.
//!
//! Invariant: no backup has this file. What is in it is needed for as long as its purpose lasts, and by nobody afterwards.
//! Invariant: what is forgotten is gone, from the file and from its log: rows are overwritten, and the log is cut.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use queue_core::TextId;
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::store::{DatabaseError, Migration, cut_the_log, open_database};

/// Its file in the data folder.
pub(crate) const PERSONAL_DB: &str = "personal.db";

const MIGRATIONS: &[Migration] = &[include_str!("personal/schema/001_texts.sql")];
/// The newest version of the file that this program knows.
pub(crate) const PERSONAL_VERSION: usize = MIGRATIONS.len();

/// What people wrote; cheap to clone.
#[derive(Clone)]
pub struct Personal {
    connection: Arc<Mutex<Connection>>,
}

/// What became of a text that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeptAs {
    /// It is new.
    New,
    /// It was kept already.
    Same,
    /// Another is kept under its id.
    Another,
}

impl Personal {
    /// Opens the file; makes it when absent.
    ///
    /// # Errors
    /// When it is of a newer version, or not durable.
    pub fn open(folder: &Path) -> Result<Self, DatabaseError> {
        let file = folder.join(PERSONAL_DB);
        let connection = open_database(&file, MIGRATIONS)?;
        connection
            .pragma_update(None, "secure_delete", true)
            .map_err(|source| DatabaseError::of(&file, source))?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    /// Keeps texts, all or none: if another is kept under one of the ids, none of the new ones is.
    pub(crate) fn keep(&self, texts: &[(TextId, String)], at: Timestamp) -> rusqlite::Result<Vec<KeptAs>> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let kept = texts
            .iter()
            .map(|(id, text)| keep_one(&transaction, *id, text, at))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if kept.contains(&KeptAs::Another) {
            transaction.rollback()?;
        } else {
            transaction.commit()?;
        }
        Ok(kept)
    }

    /// A text; none: it is not kept any more.
    pub(crate) fn text(&self, id: TextId) -> rusqlite::Result<Option<String>> {
        one(&self.connection(), id)
    }

    /// Forgets texts.
    pub(crate) fn forget(&self, ids: &[TextId]) -> rusqlite::Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        for id in ids {
            let mut statement = transaction.prepare_cached(include_str!("personal/texts/forget.sql"))?;
            statement.execute(named_params! { ":id": id.as_bytes() })?;
        }
        transaction.commit()?;
        cut_the_log(&connection)
    }

    /// Forgets every text but those that are still needed, and those so new that their record may be on its way.
    pub(crate) fn forget_but(&self, needed: &BTreeSet<TextId>, before: Timestamp) -> rusqlite::Result<()> {
        let old = self.kept_before(before)?;
        let over: Vec<_> = old.into_iter().filter(|id| !needed.contains(id)).collect();
        self.forget(&over)?;
        // What an earlier closing could not cut goes now.
        cut_the_log(&self.connection())
    }

    fn kept_before(&self, before: Timestamp) -> rusqlite::Result<Vec<TextId>> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(include_str!("personal/texts/before.sql"))?;
        let params = named_params! { ":before_ms": before.as_millisecond() };
        let rows = statement.query_map(params, |row| row.get("id").map(TextId::new))?;
        rows.collect()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keep_one(connection: &Connection, id: TextId, text: &str, at: Timestamp) -> rusqlite::Result<KeptAs> {
    if let Some(before) = one(connection, id)? {
        return Ok(if before == text {
            KeptAs::Same
        } else {
            KeptAs::Another
        });
    }
    let mut statement = connection.prepare_cached(include_str!("personal/texts/keep.sql"))?;
    statement
        .execute(named_params! { ":id": id.as_bytes(), ":text": text, ":at_ms": at.as_millisecond() })?;
    Ok(KeptAs::New)
}

fn one(connection: &Connection, id: TextId) -> rusqlite::Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("personal/texts/one.sql"))?;
    let found = statement.query_row(named_params! { ":id": id.as_bytes() }, |row| row.get("text"));
    found.optional()
}

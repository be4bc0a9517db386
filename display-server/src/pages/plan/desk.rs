//! What a manager works at: the plan that holds, and the manager's own draft of another.

use std::collections::BTreeMap;

use hall_protocol::PlanDocument;
use hall_protocol::plan_version::PlanFaultView;
use queue_core::{PersonCode, VersionNumber};
use serde_json::Value;

use super::sections::SECTIONS;
use super::twice::gist;
use crate::hall_owner::PlansNow;
use crate::http::Refused;
use crate::http::plans::plan_of;
use crate::identity::Caller;
use crate::pages::reader::Reader;
use crate::plan_drafts::Draft;
use crate::plan_file::document_of;

/// A manager's desk.
pub(super) struct Desk {
    pub(super) now: PlansNow,
    pub(super) who: PersonCode,
    /// The plan that holds.
    pub(super) held: PlanDocument,
    pub(super) draft: Option<Draft>,
}

impl Desk {
    pub(super) async fn of(reader: &Reader) -> Result<Self, Refused> {
        let Caller::Person(person) = &reader.caller else {
            return Err(Refused::who_are_you());
        };
        let now = reader.state.owner.plans().await?;
        Ok(Self {
            held: document_of(&now.plan),
            draft: reader.state.drafts.of(&person.code),
            who: person.code.clone(),
            now,
        })
    }

    /// What is being written; without a draft, the plan that holds.
    pub(super) fn document(&self) -> &PlanDocument {
        self.draft.as_ref().map_or(&self.held, |draft| &draft.document)
    }

    /// The same as a value that forms read.
    pub(super) fn value(&self) -> Value {
        value_of(self.document())
    }

    /// The version that the draft was begun from.
    pub(super) fn base(&self) -> VersionNumber {
        self.draft
            .as_ref()
            .map_or(self.now.book.in_force, |draft| draft.base)
    }

    /// Keeps what is written; what is as it was is no draft.
    pub(super) fn keep(&mut self, reader: &Reader, document: PlanDocument) -> Result<(), Refused> {
        let draft = Draft {
            base: self.base(),
            document,
        };
        if draft.document == self.held {
            return self.throw_away(reader);
        }
        reader
            .state
            .drafts
            .keep(&self.who, &draft)
            .map_err(|error| not_kept(&error))?;
        self.draft = Some(draft);
        Ok(())
    }

    pub(super) fn throw_away(&mut self, reader: &Reader) -> Result<(), Refused> {
        reader
            .state
            .drafts
            .drop_of(&self.who)
            .map_err(|error| not_kept(&error))?;
        self.draft = None;
        Ok(())
    }

    /// Throws the draft away when it says what has been let hold, and nothing was typed since.
    pub(super) fn be_done_with(&mut self, reader: &Reader, says: &str) -> Result<(), Refused> {
        let done = self.draft.take_if(|draft| gist(&draft.document) == says);
        done.map_or(Ok(()), |draft| reader.state.drafts.drop_done(&self.who, &draft))
            .map_err(|error| not_kept(&error))
    }

    /// Begins the draft from the version that holds now; what it says stays.
    pub(super) fn take_up(&mut self, reader: &Reader) -> Result<(), Refused> {
        let Some(mut draft) = self.draft.take() else {
            return Ok(());
        };
        draft.base = self.now.book.in_force;
        reader
            .state
            .drafts
            .keep(&self.who, &draft)
            .map_err(|error| not_kept(&error))?;
        self.draft = Some(draft);
        Ok(())
    }

    /// Everything that is wrong with what is written.
    pub(super) fn faults(&self) -> Vec<PlanFaultView> {
        plan_of(self.document()).err().unwrap_or_default()
    }

    /// How many faults each section has.
    pub(super) fn faults_by_section(faults: &[PlanFaultView]) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for section in SECTIONS {
            let own = faults
                .iter()
                .filter(|fault| place_of(&fault.field).0 == section.name);
            counts.insert(section.name, own.count());
        }
        counts
    }
}

/// A document as a value that forms read.
pub(super) fn value_of(document: &PlanDocument) -> Value {
    // It has string keys only and finite numbers, so writing it does not fail.
    serde_json::to_value(document).unwrap_or_default()
}

/// A fault's place: section, its thing, and the field's full name within it. `service[3].name.en` → service, 3, name.en.
pub(super) fn place_of(path: &str) -> (&str, Option<usize>, String) {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let (section, index) = first.split_once('[').unwrap_or((first, ""));
    let index = index.trim_end_matches(']').parse().ok();
    (section, index, rest.replace('[', ".").replace(']', ""))
}

fn not_kept(error: &std::io::Error) -> Refused {
    let detail = format!("the draft could not be kept: {error}");
    Refused::new(
        "draft-not-kept",
        axum::http::StatusCode::SERVICE_UNAVAILABLE,
        detail,
    )
}

//! What every page and every API route works with: the way to the hall's owner, the clock, who is who, the reports.
//!
//! Invariant: nothing here holds the hall; only its owner does.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use queue_core::offline::Epoch;
use tokio::sync::watch;

use crate::anchor::Anchored;
use crate::clock::Clock;
use crate::config::DemoNotes;
use crate::devices::Devices;
use crate::hall_owner::OwnerHandle;
use crate::http::pace::Paces;
use crate::http::room::Room;
use crate::identity::Identities;
use crate::metrics::Meters;
use crate::plan_drafts::Drafts;
use crate::plan_in_force::PlanInForce;
use crate::store::Readers;
use crate::texts::Texts;

/// What requests share: one pointer, for every request takes it several times.
#[derive(Clone)]
pub struct HallState(Arc<HallParts>);

/// The parts that requests share.
pub struct HallParts {
    /// The way to the one thread that owns the hall.
    pub owner: OwnerHandle,
    /// The hall's clock.
    pub clock: Clock,
    /// People, devices and their sessions.
    pub identities: Identities,
    /// Finished legs and the journal, read beside the owner.
    pub reports: Readers,
    /// What people wrote about what outlives a day.
    pub texts: Texts,
    /// How the devices are, as they last said.
    pub devices: Devices,
    /// How fast one address may ask for what anybody may ask.
    pub paces: Paces,
    /// How many may be connected, and listen.
    pub room: Room,
    /// What is counted for `/metrics`.
    pub meters: Arc<Meters>,
    /// Names this build; pages of another build reload themselves.
    pub build_id: &'static str,
    /// The plan that holds.
    pub plan: PlanInForce,
    /// Whether the journal's end is anchored.
    pub anchored: Anchored,
    /// The data folder, for its size.
    pub data: PathBuf,
    /// When the server started.
    pub started_at: Timestamp,
    /// In which epoch this server gives numbers; one that is started anew may begin another.
    pub epoch: Epoch,
    /// Where drafts of plans are kept.
    pub drafts: Drafts,
    /// What the start page says of a demonstration; a real hall has none.
    pub demo: Option<Arc<DemoNotes>>,
    /// Turns true when the server stops, so that event streams end.
    pub stopping: watch::Receiver<bool>,
}

impl Deref for HallState {
    type Target = HallParts;

    fn deref(&self) -> &HallParts {
        &self.0
    }
}

impl HallState {
    pub(crate) fn new(parts: HallParts) -> Self {
        Self(Arc::new(parts))
    }

    /// Why nothing can be written just now; none: all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.owner.trouble()
    }
}

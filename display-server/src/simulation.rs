//! A hall that has no threads and no listener of its own: for whoever simulates a network, a clock, and crashes.
//!
//! It is the real router on the real owner and real files. What threads do in a server that is served – the owner's work, the
//! high-water file's following – is done here when the simulation says so. Dropping it is a crash: what was not written by
//! then never is.

use axum::Router;

use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::hall_owner::InlineOwner;
use crate::http::router;
use crate::identity::IdentityError;
use crate::server::{Opened, StartError, open_hall};
use crate::state::HallState;

/// The hall.
pub struct SimulatedHall {
    state: HallState,
    owner: InlineOwner,
}

impl SimulatedHall {
    /// Opens the data folder and replays the open day, as a server does at its start.
    ///
    /// # Errors
    /// [`StartError`], as of a server.
    pub fn open(config: &ServerConfig, clock: &Clock) -> Result<Self, StartError> {
        let Opened { state, owner, .. } = open_hall(config, clock)?;
        Ok(Self {
            state,
            owner: InlineOwner::new(owner),
        })
    }

    /// Its API and its pages.
    pub fn router(&self) -> Router {
        router(self.state.clone())
    }

    /// What its requests work with.
    #[must_use]
    pub fn state(&self) -> &HallState {
        &self.state
    }

    /// Does everything that has been asked by now; false: the owner has ended.
    pub fn work(&mut self) -> bool {
        self.owner.work()
    }

    /// Writes the level of the numbers down, which a server does every few seconds.
    pub fn write_high_water(&self) {
        self.owner.write_high_water();
    }

    /// Begins somebody's session without a PIN, and gives its secret.
    ///
    /// # Errors
    /// When the plan has no such person, or it cannot be stored.
    pub fn sign_in(&self, code: &str) -> Result<String, IdentityError> {
        let session = self.state.identities.begin_session_of(code)?;
        Ok(session.bearer)
    }
}

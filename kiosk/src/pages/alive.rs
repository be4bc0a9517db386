//! The heartbeat of the page on the screen, for whoever restarts a browser that hangs.
//!
//! A browser can hang while its process lives. The page says every other second that it draws; a timer of the package
//! looks how old the file is, and starts the browser anew (`kiosk-browser-watch`).

use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use super::Served;

/// The name of the file in the daemon's runtime folder.
const FILE: &str = "page-alive";

/// Where the heartbeat is left; nowhere without a runtime folder, as on a developer's machine.
#[derive(Debug, Clone, Default)]
pub struct PageHeartbeat(Option<Arc<PathBuf>>);

impl PageHeartbeat {
    /// A heartbeat in a folder. It beats once, so that the page has its time to come up.
    #[must_use]
    pub fn in_folder(folder: Option<PathBuf>) -> Self {
        let heartbeat = Self(folder.map(|folder| Arc::new(folder.join(FILE))));
        heartbeat.beat();
        heartbeat
    }

    fn beat(&self) {
        if let Some(file) = &self.0
            && let Err(error) = std::fs::write(file.as_path(), "")
        {
            tracing::warn!(%error, file = %file.display(), "the page's heartbeat is not written");
        }
    }
}

/// The page says that it draws.
pub(super) async fn beat(State(served): State<Served>) -> StatusCode {
    served.page_heartbeat.beat();
    StatusCode::NO_CONTENT
}

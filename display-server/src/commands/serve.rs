//! `display-server serve`: runs until it is told to stop, or until the disk fails.

use std::time::Duration;

use machine::watchdog::{self, End, Pulse, Vigil};

use super::ServeWords;
use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::hall_owner::OwnerHandle;
use crate::plan_file::{self, PlanFileError};
use crate::server::{Server, StartError};

/// How many questions to the owner fall into the time that systemd grants.
const QUESTIONS: u32 = 10;

/// Why serving ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The plan is at fault.
    #[error(transparent)]
    Plan(#[from] PlanFileError),
    /// The server did not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Signals cannot be heard.
    #[error("signals cannot be heard: {0}")]
    Signals(#[from] std::io::Error),
    /// The disk failed.
    #[error("the disk failed, everything answered is kept: {0}; look at the disk, then start again")]
    Disk(String),
}

/// Runs the hall.
///
/// # Errors
/// [`ServeError`]; a stop by signal is none.
pub async fn serve(words: &ServeWords) -> Result<(), ServeError> {
    let mut plan = plan_file::read(&words.plan)?;
    if words.training {
        plan = plan.for_training();
    }
    let config = ServerConfig {
        plan,
        data_dir: words.data.clone(),
        listen: words.listen,
        anchor: words.anchor.clone(),
        high_water: words.high_water.clone(),
        demo: None,
    };
    // Before anything starts, so that a signal meanwhile ends it in order too.
    let mut end = End::heed()?;
    let server = Server::start(config, Clock::system()).await?;
    tracing::info!("the hall is at http://{}", server.address);
    watchdog::say_ready();
    watch_over(&server.state().owner);
    let failure = tokio::select! {
        failure = server.failure() => Some(failure),
        ended_by = end.wait() => {
            tracing::info!(signal = ended_by?, "the hall stops");
            None
        }
    };
    watchdog::say_stopping();
    server.stop().await;
    failure.map_or(Ok(()), |failure| Err(ServeError::Disk(failure)))
}

/// Feeds systemd's watchdog, if there is one, as long as the owner's thread answers: a hall whose owner hangs is started
/// anew, however well its pages are still served. Ends with the runtime.
fn watch_over(owner: &OwnerHandle) {
    let Some(granted) = watchdog::granted() else {
        return;
    };
    let mut vigil = Vigil::default();
    let pulse = vigil.watch("owner");
    tokio::spawn(ask_again_and_again(owner.clone(), pulse, granted / QUESTIONS));
    tokio::spawn(vigil.keep());
}

async fn ask_again_and_again(owner: OwnerHandle, pulse: Pulse, every: Duration) {
    loop {
        if owner.is_there().await {
            pulse.beat();
        }
        tokio::time::sleep(every).await;
    }
}

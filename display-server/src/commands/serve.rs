//! `display-server serve`: runs until it is told to stop, or until the disk fails.

use tokio::signal::unix::{SignalKind, signal};

use super::ServeWords;
use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::plan_file::{self, PlanFileError};
use crate::server::{Server, StartError};

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
    let server = Server::start(config, Clock::system()).await?;
    tracing::info!("the hall is at http://{}", server.address);
    let mut terminate = signal(SignalKind::terminate())?;
    let failure = tokio::select! {
        failure = server.failure() => Some(failure),
        _ = terminate.recv() => None,
        interrupt = tokio::signal::ctrl_c() => interrupt.map(|()| None)?,
    };
    server.stop().await;
    failure.map_or(Ok(()), |failure| Err(ServeError::Disk(failure)))
}

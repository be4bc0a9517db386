//! What people ask for that is not handled in the hall, told to the hall, which counts it.
//!
//! Invariant: one asking has one id, however often it is sent; nobody waits for it.
//! Invariant I9: at most [`ASKINGS_LIMIT`] wait while the hall does not answer; more are not counted.

use std::time::Duration;

use hall_protocol::by_hand::ElsewhereRequest;
use tokio::sync::mpsc;

use crate::id::new_id;
use crate::server_link::{LinkError, ServerLink};

/// How many askings may wait for the hall.
pub const ASKINGS_LIMIT: usize = 256;
/// Between two tries.
const PAUSE: Duration = Duration::from_secs(2);

/// Tells the hall, one after the other, until nobody can ask any more.
pub async fn tell_the_hall(link: ServerLink, mut asked: mpsc::Receiver<String>) {
    while let Some(entry) = asked.recv().await {
        let Ok(press) = new_id() else {
            tracing::error!(entry, "an asking is not counted: the system gives no random bits");
            continue;
        };
        tell(&link, &ElsewhereRequest { press, entry }).await;
    }
}

async fn tell(link: &ServerLink, asking: &ElsewhereRequest) {
    while let Err(error) = link.count_asking(asking).await {
        if error != LinkError::Away {
            // A hall of another plan: what it does not have it does not count.
            tracing::warn!(%error, entry = asking.entry, "an asking is not counted");
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

//! What is wrong with the devices of this computer, and what to do: their files, their data, their hall, printer, pins and
//! readers.
//!
//! Invariant: it only looks: nothing is printed, no line of the header is taken, no keyboard is grabbed, the hall is told
//! nothing, and of a daemon that runs its machines are left to it.

mod data;
mod files;
mod link;
mod parts;

use std::time::Duration;

use machine::{Findings, clocks};

use crate::command_line::DoctorWords;
use crate::pages::own::OwnHealth;

/// How long the daemon on this very machine may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(2);

/// Looks at all of it.
pub async fn examine(words: &DoctorWords) -> Findings {
    let mut findings = Findings::default();
    let devices = files::read(&words.device, &mut findings);
    let daemon = daemon_at(words.listen).await;
    match &daemon {
        Some(_) => findings.looked_at(format!("the daemon (it runs, at {})", words.listen)),
        None => findings.looked_at(format!("the daemon (none answers at {})", words.listen)),
    }
    data::look_at(&words.data, daemon.is_some(), &mut findings);
    link::look_at(&devices, &mut findings).await;
    parts::look_at(&devices, daemon.as_ref(), &mut findings).await;
    clocks::look_at(&mut findings);
    findings
}

/// How the daemon is that runs on this machine; none: none does.
async fn daemon_at(address: std::net::SocketAddr) -> Option<OwnHealth> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .ok()?;
    let answer = client.get(format!("http://{address}/health")).send().await.ok()?;
    answer.error_for_status().ok()?.json().await.ok()
}

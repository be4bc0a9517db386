//! The link: whether the hall answers, how fast, whether it accepts commands, and by which clock.

use std::error::Error;
use std::time::Duration;

use hall_protocol::identity::DayView;
use machine::Findings;
use machine::link::{judge_clocks, judge_round_trip};
use reqwest::{Client, Response, StatusCode};

use crate::clock::{Clock, Stopwatch};

/// As long as a device of the hall waits for anything but a ticket.
const PATIENCE: Duration = Duration::from_secs(3);
const START_IT: &str = "systemctl status hall-server says whether it runs, and why not";

pub(super) async fn look_at(url: &str, clock: &Clock, findings: &mut Findings) {
    let base = url.trim_end_matches('/');
    // A proxy of the system's has no business between.
    let client = match Client::builder().no_proxy().timeout(PATIENCE).build() {
        Ok(client) => client,
        Err(error) => {
            findings.broken(
                format!("the network cannot be used: {error}"),
                "look at the system's log",
            );
            return;
        }
    };
    match client.get(format!("{base}/readyz")).send().await {
        Ok(response) => judge_readiness(base, response, findings).await,
        Err(error) => {
            findings.broken(
                format!("nothing answers at {base}: {}", cause_of(&error)),
                START_IT,
            );
            return;
        }
    }
    let asked = Stopwatch::start();
    let day = day_of(&client, base).await;
    let (took, now) = (asked.elapsed(), clock.now());
    match day {
        Ok(day) => {
            judge_round_trip(base, took, findings);
            let ahead = day.now.duration_since(now).as_millis();
            judge_clocks(base, i64::try_from(ahead).unwrap_or(i64::MAX), took, findings);
        }
        Err(cause) => findings.broken(
            format!("{base} does not say what day it is: {cause}"),
            "another program answers there, or a server of another version: look which one listens (ss -ltnp)",
        ),
    }
}

async fn judge_readiness(base: &str, response: Response, findings: &mut Findings) {
    let status = response.status();
    let said = response.text().await.unwrap_or_default();
    match status {
        StatusCode::OK => findings.looked_at(format!("{base} accepts commands")),
        StatusCode::SERVICE_UNAVAILABLE => findings.broken(
            format!("{base} answers, and accepts no commands: {said}"),
            "what is found in its folder says more",
        ),
        _ => findings.broken(
            format!("{base} answers {status} when asked whether it is ready"),
            "another program answers there: look which one listens (ss -ltnp)",
        ),
    }
}

async fn day_of(client: &Client, base: &str) -> Result<DayView, String> {
    let response = client.get(format!("{base}/api/v1/day")).send().await;
    let response = response.and_then(Response::error_for_status);
    let response = response.map_err(|error| cause_of(&error))?;
    response.json().await.map_err(|error| cause_of(&error))
}

/// What lies at the bottom: the rest says only where it was met.
fn cause_of(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

//! Server-Sent Events of a window: the view as it changes, and the silence that means the hall is away.
//!
//! Source of the form: WHATWG HTML, "Server-sent events". Only `data` lines matter here; a heartbeat is data too.

use std::time::Duration;

use hall_protocol::window::WindowView;
use reqwest::Response;

use super::{LinkError, ServerLink};

/// The server's heart beats every 2 s; after three missed beats nobody is there.
const SILENCE: Duration = Duration::from_secs(6);
/// How long the view of a press that was answered is waited for.
const SOON: Duration = Duration::from_secs(2);
/// An event longer than this is none of ours.
const LONGEST_EVENT: usize = 1 << 20;

/// An open stream of a window's views.
#[derive(Debug)]
pub struct WindowWatch {
    response: Response,
    pending: Vec<u8>,
}

impl ServerLink {
    /// Opens the stream of a window.
    pub async fn watch_window(&self, window: u16) -> Result<WindowWatch, LinkError> {
        let request = self
            .client
            .get(self.url(&format!("windows/{window}/events")))
            .bearer_auth(&self.bearer);
        let sent = tokio::time::timeout(SILENCE, request.send()).await;
        let response = sent.map_err(|_| LinkError::Away)?.map_err(|_| LinkError::Away)?;
        match response.status().as_u16() {
            200 => Ok(WindowWatch {
                response,
                pending: Vec::new(),
            }),
            401 => Err(LinkError::Unknown),
            429 | 500..=599 => Err(LinkError::Away),
            status => Err(LinkError::Garbled { status }),
        }
    }
}

impl WindowWatch {
    /// The view that holds what an entry of the journal says; none: it has not come in time.
    pub async fn not_before(&mut self, seq: u64) -> Result<Option<WindowView>, LinkError> {
        let wanted = async {
            loop {
                let view = self.next().await?;
                if view.seq >= seq {
                    return Ok(view);
                }
            }
        };
        tokio::time::timeout(SOON, wanted).await.ok().transpose()
    }

    /// The next view; heartbeats are waited over.
    pub async fn next(&mut self) -> Result<WindowView, LinkError> {
        loop {
            while let Some(event) = take_event(&mut self.pending) {
                if let Some(view) = view_of(&event) {
                    return Ok(view);
                }
            }
            let chunk = tokio::time::timeout(SILENCE, self.response.chunk()).await;
            match chunk {
                Ok(Ok(Some(bytes))) if self.pending.len() <= LONGEST_EVENT => {
                    self.pending.extend_from_slice(&bytes);
                }
                Ok(Ok(Some(_) | None) | Err(_)) | Err(_) => return Err(LinkError::Away),
            }
        }
    }
}

/// Takes one whole event, up to and with its empty line.
fn take_event(pending: &mut Vec<u8>) -> Option<String> {
    let end = pending.windows(2).position(|pair| pair == b"\n\n")? + 2;
    let event: Vec<u8> = pending.drain(..end).collect();
    Some(String::from_utf8_lossy(&event).into_owned())
}

/// The view in an event; none in a heartbeat.
fn view_of(event: &str) -> Option<WindowView> {
    let data: Vec<&str> = event
        .lines()
        .filter_map(|line| line.strip_prefix("data:"))
        .map(|data| data.strip_prefix(' ').unwrap_or(data))
        .collect();
    serde_json::from_str(&data.join("\n")).ok()
}

#[cfg(test)]
mod tests {
    use super::take_event;

    #[test]
    fn an_event_is_taken_only_when_it_is_whole() {
        let mut pending = b"id: 1\ndata: {\"a\":".to_vec();
        assert_eq!(take_event(&mut pending), None);
        pending.extend_from_slice(b"1}\n\n: beat");
        assert_eq!(
            take_event(&mut pending).as_deref(),
            Some("id: 1\ndata: {\"a\":1}\n\n")
        );
        assert_eq!(take_event(&mut pending), None);
        assert_eq!(pending, b": beat");
    }
}

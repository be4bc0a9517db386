//! Server-Sent Events of a window or a board: the view as it changes, and the silence that means the hall is away.
//!
//! Source of the form: WHATWG HTML, "Server-sent events". Only `data` lines matter here; a heartbeat is data too.

use std::marker::PhantomData;
use std::time::Duration;

use hall_protocol::board::BoardView;
use hall_protocol::window::WindowView;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::{LinkError, ServerLink};

/// The server's heart beats every 2 s; after three missed beats nobody is there.
const SILENCE: Duration = Duration::from_secs(6);
/// How long the view of a press that was answered is waited for.
const SOON: Duration = Duration::from_secs(2);
/// An event longer than this is none of ours.
const LONGEST_EVENT: usize = 1 << 20;

/// An open stream of views.
#[derive(Debug)]
pub struct ViewWatch<V> {
    response: Response,
    pending: Vec<u8>,
    views: PhantomData<fn() -> V>,
}

/// What stands at a window, as it changes.
pub type WindowWatch = ViewWatch<WindowView>;
/// What an area's board shows, as it changes.
pub type BoardWatch = ViewWatch<BoardView>;

impl ServerLink {
    /// Opens the stream of a window.
    pub async fn watch_window(&self, window: u16) -> Result<WindowWatch, LinkError> {
        self.watch(&format!("windows/{window}/events")).await
    }

    /// Opens the stream of an area's board.
    pub async fn watch_board(&self, area: &str) -> Result<BoardWatch, LinkError> {
        self.watch(&format!("boards/{area}/events")).await
    }

    async fn watch<V>(&self, path: &str) -> Result<ViewWatch<V>, LinkError> {
        let request = self.client.get(self.url(path));
        let sent = tokio::time::timeout(SILENCE, self.carry(request)).await;
        let response = sent.map_err(|_| LinkError::Away)??;
        match response.status().as_u16() {
            200 => Ok(ViewWatch {
                response,
                pending: Vec::new(),
                views: PhantomData,
            }),
            401 => Err(LinkError::Unknown),
            429 | 500..=599 => Err(LinkError::Away),
            status => Err(LinkError::Garbled { status }),
        }
    }
}

impl ViewWatch<WindowView> {
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
            if let Some(view) = self.hear().await? {
                return Ok(view);
            }
        }
    }
}

impl<V: DeserializeOwned> ViewWatch<V> {
    /// The next event: a view, or none in a heartbeat.
    pub async fn hear(&mut self) -> Result<Option<V>, LinkError> {
        loop {
            if let Some(event) = take_event(&mut self.pending) {
                return Ok(view_of(&event));
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
fn view_of<V: DeserializeOwned>(event: &str) -> Option<V> {
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

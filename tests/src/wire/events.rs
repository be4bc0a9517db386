//! A stream of Server-Sent Events, read as it comes.

use std::net::SocketAddr;

use anyhow::{Result, ensure};

use super::{Connection, request};
use std::io::Write;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerEvent {
    /// Its name; empty when it has none.
    pub name: String,
    /// Its id; empty when it has none.
    pub id: String,
    /// Its data.
    pub data: String,
}

/// A stream that is listened to.
#[derive(Debug)]
pub struct EventStream {
    connection: Connection,
    /// Bytes of chunks that were read but not yet a whole event.
    pending: Vec<u8>,
}

impl EventStream {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn open(addr: SocketAddr, path: &str, bearer: Option<&str>) -> Result<Self> {
        let mut connection = Connection::open(addr)?;
        connection
            .stream
            .get_mut()
            .write_all(&request("GET", path, bearer, b""))?;
        let head = connection.head()?;
        ensure!(
            head.status == 200 && head.chunked,
            "{path} answers {} instead of a stream",
            head.status
        );
        Ok(Self {
            connection,
            pending: Vec::new(),
        })
    }

    /// Waits for the next event, whatever its name.
    ///
    /// # Errors
    /// When the stream ends or stays silent too long.
    pub fn next_event(&mut self) -> Result<ServerEvent> {
        loop {
            if let Some(end) = self.pending.windows(2).position(|pair| pair == b"\n\n") {
                let block: Vec<u8> = self.pending.drain(..end + 2).collect();
                return Ok(parse(&String::from_utf8_lossy(&block)));
            }
            ensure!(self.connection.chunk(&mut self.pending)?, "the stream ended");
        }
    }

    /// Waits for the next event of this name.
    ///
    /// # Errors
    /// When the stream ends or stays silent too long.
    pub fn next_named(&mut self, name: &str) -> Result<ServerEvent> {
        loop {
            let event = self.next_event()?;
            if event.name == name {
                return Ok(event);
            }
        }
    }
}

/// Reads the lines of one event, as the WHATWG's "server-sent events" has them.
fn parse(block: &str) -> ServerEvent {
    let mut event = ServerEvent::default();
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut event.name),
            "id" => value.clone_into(&mut event.id),
            "data" => {
                if !event.data.is_empty() {
                    event.data.push('\n');
                }
                event.data.push_str(value);
            }
            _ => {}
        }
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_keeps_its_name_its_id_and_every_line_of_its_data() {
        let event = parse("event: board\nid: 7\ndata: {\"a\":\ndata: 1}\n\n");
        let expected = ServerEvent {
            name: "board".into(),
            id: "7".into(),
            data: "{\"a\":\n1}".into(),
        };
        assert_eq!(event, expected);
    }

    #[test]
    fn a_comment_is_an_event_without_anything() {
        assert_eq!(parse(": still here\n\n"), ServerEvent::default());
    }
}

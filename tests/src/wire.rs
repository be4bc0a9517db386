//! One HTTP/1.1 connection to a hall, kept alive: as little between a test and the server as there can be.
//!
//! Blocking on purpose: a client that costs next to nothing measures the server and not itself.
//! Invariant: bodies are what the server sent; nothing is retried, nothing follows a redirect.

mod events;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use events::{EventStream, ServerEvent};

/// How long an answer may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest answer that is read, in bytes.
const ANSWER_LIMIT: usize = 64 << 20;

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON of a type.
    ///
    /// # Errors
    /// When it is none, with the text that came instead.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).with_context(|| format!("unexpected answer: {}", self.text()))
    }

    /// The body of a success, as JSON of a type.
    ///
    /// # Errors
    /// When the status is no success, or the body another.
    pub fn expect<T: DeserializeOwned>(&self) -> Result<T> {
        self.accepted()?;
        self.json()
    }

    /// Nothing, when the status is a success.
    ///
    /// # Errors
    /// The status and body otherwise.
    pub fn accepted(&self) -> Result<()> {
        ensure!(
            (200..300).contains(&self.status),
            "{}: {}",
            self.status,
            self.text()
        );
        Ok(())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that is kept alive.
#[derive(Debug)]
pub struct Connection {
    stream: BufReader<TcpStream>,
    line: String,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).with_context(|| format!("cannot reach {addr}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::new(stream),
            line: String::new(),
        })
    }

    /// Asks for something.
    ///
    /// # Errors
    /// When the connection breaks or the answer is no HTTP.
    pub fn get(&mut self, path: &str, bearer: Option<&str>) -> Result<Reply> {
        self.send(&request("GET", path, bearer, b""))
    }

    /// Posts a body as JSON.
    ///
    /// # Errors
    /// When the connection breaks or the answer is no HTTP.
    pub fn post<T: Serialize>(&mut self, path: &str, bearer: Option<&str>, body: &T) -> Result<Reply> {
        self.send(&request("POST", path, bearer, &serde_json::to_vec(body)?))
    }

    /// Sends the bytes of a whole request and reads the answer.
    ///
    /// # Errors
    /// When the connection breaks or the answer is no HTTP.
    pub fn send(&mut self, request: &[u8]) -> Result<Reply> {
        self.stream.get_mut().write_all(request)?;
        let head = self.head()?;
        let mut body = Vec::new();
        if head.chunked {
            while self.chunk(&mut body)? {}
        } else {
            ensure!(head.length <= ANSWER_LIMIT, "an answer of {} bytes", head.length);
            body.resize(head.length, 0);
            self.stream.read_exact(&mut body)?;
        }
        Ok(Reply {
            status: head.status,
            body,
        })
    }

    /// Reads up to the empty line.
    fn head(&mut self) -> Result<Head> {
        let status_line = self.line()?;
        let Some(status) = status_line.split(' ').nth(1).and_then(|code| code.parse().ok()) else {
            bail!("no HTTP answer: {status_line:?}");
        };
        let mut head = Head {
            status,
            length: 0,
            chunked: false,
        };
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(head);
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            if name.eq_ignore_ascii_case("content-length") {
                head.length = value.trim().parse().context("content-length")?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                head.chunked = value.trim().eq_ignore_ascii_case("chunked");
            }
        }
    }

    /// Appends one chunk; whether another follows.
    fn chunk(&mut self, body: &mut Vec<u8>) -> Result<bool> {
        let size = usize::from_str_radix(self.line()?, 16).context("size of a chunk")?;
        ensure!(
            body.len() + size <= ANSWER_LIMIT,
            "an answer of over {ANSWER_LIMIT} bytes"
        );
        let start = body.len();
        body.resize(start + size, 0);
        if let Some(room) = body.get_mut(start..) {
            self.stream.read_exact(room)?;
        }
        self.line()?;
        Ok(size > 0)
    }

    fn line(&mut self) -> Result<&str> {
        self.line.clear();
        ensure!(self.stream.read_line(&mut self.line)? > 0, "the server hung up");
        Ok(self.line.trim_end_matches(['\r', '\n']))
    }
}

/// What stands before a body.
struct Head {
    status: u16,
    length: usize,
    chunked: bool,
}

/// The bytes of a request with a JSON body, or without any.
#[must_use]
pub fn request(method: &str, path: &str, bearer: Option<&str>, body: &[u8]) -> Vec<u8> {
    let identity = bearer
        .map(|bearer| format!("authorization: Bearer {bearer}\r\n"))
        .unwrap_or_default();
    let kind = if body.is_empty() {
        ""
    } else {
        "content-type: application/json\r\n"
    };
    let length = body.len();
    let mut bytes =
        format!("{method} {path} HTTP/1.1\r\nhost: hall\r\n{identity}{kind}content-length: {length}\r\n\r\n")
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A path's query value, with everything but letters, digits and `-._~` escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = std::fmt::Write::write_fmt(&mut out, format_args!("%{byte:02X}"));
        }
        out
    })
}

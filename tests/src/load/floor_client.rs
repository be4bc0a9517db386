//! The floor as a client sees it, and rows of ours beside the floor's.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use hdrhistogram::Histogram;

use super::loops::{Measured, Round, closed_loop};
use super::ms;
use super::table::{Row, Target};
use crate::wire::{Connection, request};

/// What is inserted: about as much as a press sends.
pub(super) fn insert() -> Vec<u8> {
    request("POST", "/insert", None, &[b'x'; 300])
}

/// A connection that inserts.
pub(super) struct Inserting {
    connection: Connection,
    bytes: Vec<u8>,
}

/// The floor's answer to an insert.
#[derive(serde::Deserialize)]
struct Seq {
    seq: u64,
}

impl Inserting {
    pub(super) fn at(floor: SocketAddr) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(floor)?,
            bytes: insert(),
        })
    }

    /// Inserts once; the row's number.
    pub(super) fn once(&mut self) -> Result<u64> {
        let seq: Seq = self.connection.send(&self.bytes)?.expect()?;
        Ok(seq.seq)
    }
}

/// Workers that send the same bytes over and over.
pub(super) fn hammer(addr: SocketAddr, bytes: &[u8], workers: usize, length: Duration) -> Result<Measured> {
    let mut connections = (0..workers)
        .map(|_| Connection::open(addr))
        .collect::<Result<Vec<_>>>()?;
    closed_loop(&mut connections, length, |connection| {
        connection.send(bytes)?.accepted()?;
        Ok(Round::Done)
    })
}

/// Two rows, the median and the 99th percentile; the target is the median's.
pub(super) fn shown_beside(
    name: &str,
    (ours, floor): (&Histogram<u64>, &Histogram<u64>),
    target: Target,
) -> [Row; 2] {
    [("p50", 0.5, target), ("p99", 0.99, Target::None)].map(|(label, share, target)| {
        let [ours, floor] = [ours, floor].map(|lengths| ms(lengths.value_at_quantile(share)));
        Row::new(format!("{name}, {label}"), ours, Some(floor), "ms", target)
    })
}

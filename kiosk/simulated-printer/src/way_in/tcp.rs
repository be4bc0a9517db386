//! The network port: one connection at a time, as printers do it; others wait their turn.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use rustix::event::PollFlags;

use super::{Ended, Line, WayIn, wait_for};

/// A port that is listened on while the printer is on.
#[derive(Debug)]
pub(in super::super) struct Tcp {
    address: SocketAddr,
    listener: Option<TcpListener>,
}

impl Tcp {
    /// Takes the port; port 0 is any free one, kept from then on.
    pub(in super::super) fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = listen(address)?;
        Ok(Self {
            address: listener.local_addr()?,
            listener: Some(listener),
        })
    }

    pub(in super::super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl WayIn for Tcp {
    fn answer(&mut self, within: Duration) -> io::Result<Option<Line>> {
        let listener = match self.listener.take() {
            Some(listener) => listener,
            None => listen(self.address)?,
        };
        let listener = self.listener.insert(listener);
        if wait_for(listener, PollFlags::IN, within)?.is_empty() {
            return Ok(None);
        }
        match listener.accept() {
            Ok((stream, _)) => {
                stream.set_nonblocking(true)?;
                stream.set_nodelay(true)?;
                Ok(Some(Line::new(stream)))
            }
            // Whoever knocked has left again.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn part(&mut self, _ended: Ended) {
        // The end of the line is all there is to a connection.
    }

    fn switch_off(&mut self) {
        self.listener = None;
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

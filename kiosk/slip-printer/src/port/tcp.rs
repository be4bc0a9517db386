//! Network printers.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream, ToSocketAddrs},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use super::{PrinterLink, PrinterPort, nothing_when_late};

/// A network printer, on port 9100 by custom.
#[derive(Debug)]
pub struct TcpPort {
    address: String,
    /// A name that is still being looked up: systems take their time when the network is away.
    asked: Option<Receiver<io::Result<SocketAddr>>>,
}

impl TcpPort {
    /// The printer at `host:port`. A name is looked up at every connection, and at none before.
    #[must_use]
    pub fn at(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            asked: None,
        }
    }

    fn resolve(&mut self, within: Duration) -> io::Result<SocketAddr> {
        if let Ok(address) = self.address.parse() {
            return Ok(address);
        }
        let answer = match self.asked.take() {
            Some(answer) => answer,
            None => look_up(self.address.clone())?,
        };
        match answer.recv_timeout(within) {
            Ok(found) => found,
            Err(RecvTimeoutError::Disconnected) => Err(io::ErrorKind::Other.into()),
            Err(RecvTimeoutError::Timeout) => {
                self.asked = Some(answer);
                Err(io::ErrorKind::TimedOut.into())
            }
        }
    }
}

/// The system's own look into its names knows no deadline, so it has a thread; never more than one at once.
fn look_up(name: String) -> io::Result<Receiver<io::Result<SocketAddr>>> {
    let (tell, answer) = channel();
    std::thread::Builder::new()
        .name("printer's name".to_owned())
        .spawn(move || {
            let found = name.to_socket_addrs().and_then(|mut found| {
                let none = || io::Error::new(io::ErrorKind::NotFound, "the name has no address");
                found.next().ok_or_else(none)
            });
            // The printer's thread may have ended meanwhile.
            let _ = tell.send(found);
        })?;
    Ok(answer)
}

impl PrinterPort for TcpPort {
    type Link = TcpStream;

    fn connect(&mut self, within: Duration) -> io::Result<TcpStream> {
        let address = self.resolve(within)?;
        let stream = TcpStream::connect_timeout(&address, within)?;
        // Status questions are three bytes long and must not wait for company.
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

impl PrinterLink for TcpStream {
    fn write_some(&mut self, bytes: &[u8], within: Duration) -> io::Result<usize> {
        self.set_write_timeout(Some(within.max(SHORTEST)))?;
        nothing_when_late(self.write(bytes))
    }

    fn read_some(&mut self, buffer: &mut [u8], within: Duration) -> io::Result<usize> {
        let came = if within.is_zero() {
            self.set_nonblocking(true)?;
            let came = self.read(buffer);
            self.set_nonblocking(false)?;
            came
        } else {
            self.set_read_timeout(Some(within.max(SHORTEST)))?;
            self.read(buffer)
        };
        match came {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            other => nothing_when_late(other),
        }
    }
}

/// A socket takes a timeout of zero for "for ever".
const SHORTEST: Duration = Duration::from_millis(1);

//! The way to a printer: TCP now; USB and serial lines fit the same two traits.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A place where a printer may be found.
pub trait PrinterPort: Send {
    /// An open way to the printer.
    type Link: PrinterLink;

    /// Opens the way.
    ///
    /// # Errors
    /// When nothing answers `within` the time.
    fn connect(&mut self, within: Duration) -> io::Result<Self::Link>;
}

/// An open way to a printer. Every call has a limit, so that a stalled printer cannot hold its thread.
pub trait PrinterLink {
    /// Writes some of `bytes` and returns how many, 0 when the printer took none `within` the time.
    ///
    /// # Errors
    /// When the way is broken; it is not used again.
    fn write_some(&mut self, bytes: &[u8], within: Duration) -> io::Result<usize>;

    /// Reads what has come and returns how many bytes, 0 when nothing came `within` the time; a time of zero never waits.
    ///
    /// # Errors
    /// When the way is broken or the other side closed it; it is not used again.
    fn read_some(&mut self, buffer: &mut [u8], within: Duration) -> io::Result<usize>;
}

/// A network printer, on port 9100 by custom.
#[derive(Clone, Copy, Debug)]
pub struct TcpPort {
    /// Where it listens.
    pub address: SocketAddr,
}

impl PrinterPort for TcpPort {
    type Link = TcpStream;

    fn connect(&mut self, within: Duration) -> io::Result<TcpStream> {
        let stream = TcpStream::connect_timeout(&self.address, within)?;
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

fn nothing_when_late(outcome: io::Result<usize>) -> io::Result<usize> {
    outcome.or_else(|error| {
        let is_late = matches!(
            error.kind(),
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
        );
        if is_late { Ok(0) } else { Err(error) }
    })
}

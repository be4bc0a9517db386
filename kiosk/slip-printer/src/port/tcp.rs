//! Network printers.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use super::{PrinterLink, PrinterPort, nothing_when_late};

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

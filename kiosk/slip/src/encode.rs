//! Raster to ESC/POS: the bytes of one printing attempt.
//!
//! Invariant: one attempt is one new `escpos` printer; after an error the crate keeps its queue, which must not be sent twice.

use std::{
    cell::RefCell,
    io::{self, Write},
};

use escpos::{
    driver::Driver,
    errors::{PrinterError, Result as EscposResult},
    printer::Printer,
    utils::Protocol,
};

use super::bitmap::Raster;

/// Rows of one `GS v 0`: what small printers hold without stalling.
const BAND_ROWS: usize = 128;

/// Names one printing attempt to the printer: four bytes from 0x20 to 0x7E.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(pub(super) [u8; 4]);

impl JobId {
    /// Brings four random bytes into the range the protocol allows.
    #[must_use]
    pub fn from_random(bytes: [u8; 4]) -> Self {
        Self(bytes.map(|byte| 0x20 + byte % 0x5F))
    }

    /// The bytes as sent and as answered.
    #[must_use]
    pub fn bytes(self) -> [u8; 4] {
        self.0
    }
}

/// What is asked of the printer after the cut, to learn whether paper came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// `GS ( H` function 48: the printer names the job when its printing is complete.
    ProcessId(JobId),
    /// `GS r 1`: answered in buffer order, by printers that lack the above.
    BufferedStatus,
    /// Nothing: for printers that answer neither.
    Nothing,
}

/// Writes one attempt: initialise, the bands, cut, and the question after it (Epson ESC/POS reference).
///
/// # Errors
/// What the sink refused, as it refused it.
pub fn encode<W: Write>(raster: &Raster, closing: Closing, sink: W) -> io::Result<()> {
    let driver = SinkDriver {
        sink: RefCell::new(sink),
        failure: RefCell::new(None),
    };
    let mut printer = Printer::new(&driver, Protocol::default(), None);
    compose(&mut printer, raster, closing).map_err(|error| {
        driver
            .failure
            .take()
            .unwrap_or_else(|| io::Error::other(error.to_string()))
    })
}

fn compose<D: Driver>(printer: &mut Printer<D>, raster: &Raster, closing: Closing) -> EscposResult<()> {
    printer.init()?;
    let picture = raster.bitmap();
    let width = picture.bytes_per_row();
    for band in raster.bands(BAND_ROWS) {
        let rows = picture
            .bytes()
            .get(band.start * width..band.end * width)
            .unwrap_or_default();
        printer.custom(&band_command(width, band.len(), rows))?;
    }
    printer.cut()?;
    match closing {
        Closing::ProcessId(job) => {
            printer.custom(
                &[
                    &[0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30],
                    job.bytes().as_slice(),
                ]
                .concat(),
            )?;
        }
        Closing::BufferedStatus => {
            printer.custom(&[0x1D, 0x72, 0x01])?;
        }
        Closing::Nothing => {}
    }
    printer.print()?;
    Ok(())
}

/// `GS v 0 m xL xH yL yH d…`: a raster picture in normal size.
fn band_command(width: usize, height: usize, rows: &[u8]) -> Vec<u8> {
    let low_high = |value: usize| u16::try_from(value).unwrap_or(u16::MAX).to_le_bytes();
    let mut command = vec![0x1D, 0x76, 0x30, 0x00];
    command.extend(low_high(width));
    command.extend(low_high(height));
    command.extend_from_slice(rows);
    command
}

/// Hands the crate's bytes to a sink, and keeps the sink's own error, which the crate would turn into a string.
struct SinkDriver<W: Write> {
    sink: RefCell<W>,
    failure: RefCell<Option<io::Error>>,
}

impl<W: Write> SinkDriver<W> {
    fn keep(&self, outcome: io::Result<()>) -> EscposResult<()> {
        outcome.map_err(|error| {
            let text = error.to_string();
            self.failure.replace(Some(error));
            PrinterError::Io(text)
        })
    }
}

impl<W: Write> Driver for &SinkDriver<W> {
    fn name(&self) -> String {
        "sink".to_owned()
    }

    fn write(&self, data: &[u8]) -> EscposResult<()> {
        self.keep(self.sink.borrow_mut().write_all(data))
    }

    fn read(&self, _buf: &mut [u8]) -> EscposResult<usize> {
        // Answers are read and sorted by the printer's thread, never through the crate.
        Ok(0)
    }

    fn flush(&self) -> EscposResult<()> {
        self.keep(self.sink.borrow_mut().flush())
    }
}

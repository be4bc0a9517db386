//! Printers on a serial line.

use std::{io, path::PathBuf, time::Duration};

use rustix::termios::{ControlModes, InputModes, OptionalActions, Termios, tcflush, tcgetattr, tcsetattr};

use super::{PrinterPort, character_device::CharacterDevice};

/// A serial line: eight data bits, no parity, one stop bit.
///
/// XON/XOFF is obeyed, so that a printer set to it can hold a slip back; no status byte looks like either. Lines for
/// hardware handshake are ignored: on the header of a Pi they are seldom wired, and would then stop every slip.
#[derive(Clone, Debug)]
pub struct SerialPort {
    /// The device file, such as `/dev/ttyAMA0`.
    pub path: PathBuf,
    /// Bits a second; a slip of 50 kB takes 4.5 s at 115,200.
    pub baud: u32,
}

impl PrinterPort for SerialPort {
    type Link = CharacterDevice;

    fn connect(&mut self, _within: Duration) -> io::Result<CharacterDevice> {
        let line = CharacterDevice::open(&self.path)?;
        let mut settings = tcgetattr(line.file())?;
        set(&mut settings, self.baud)?;
        tcsetattr(line.file(), OptionalActions::Now, &settings)?;
        // What came before this conversation answers nothing of it.
        tcflush(line.file(), rustix::termios::QueueSelector::IOFlush)?;
        Ok(line)
    }
}

fn set(settings: &mut Termios, baud: u32) -> io::Result<()> {
    settings.make_raw();
    settings.set_speed(baud)?;
    settings.input_modes |= InputModes::IXON;
    settings.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
    settings.control_modes -= ControlModes::CRTSCTS | ControlModes::CSTOPB;
    Ok(())
}

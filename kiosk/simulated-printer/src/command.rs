//! ESC/POS bytes to commands, as far as the simulated printer knows them.
//!
//! Sources: Epson ESC/POS reference; `GS e` as Custom's and Pyramid's kiosk printers have it.

/// A command with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// `ESC @`.
    Initialise,
    /// `GS v 0`: rows of black and white.
    Picture {
        /// Width of a row.
        bytes_per_row: usize,
        /// The rows.
        rows: Vec<u8>,
    },
    /// `LF`, `ESC d`, `ESC J`: white rows.
    Feed(usize),
    /// `GS V`, and `ESC i` and `ESC m` of older software.
    Cut,
    /// `GS a n`.
    AutomaticStatus(u8),
    /// `GS r n`.
    BufferedStatus,
    /// `GS I n`.
    Identify(u8),
    /// `GS ( H` function 48.
    ProcessId([u8; 4]),
    /// `GS e n`, what Custom's printers do with a ticket in their presenter.
    Present(u8),
    /// Text, and what it does not know.
    Ignored,
}

/// Rows of a line of text.
const LINE_ROWS: usize = 30;

/// The first command of the buffer and its length; `None` until it is whole.
pub(super) fn first(buffer: &[u8]) -> Option<(Command, usize)> {
    let at = |index: usize| buffer.get(index).copied();
    match at(0)? {
        0x0A => Some((Command::Feed(LINE_ROWS), 1)),
        // Acted on when they came in; here they only have to be stepped over.
        0x10 => match at(1)? {
            0x14 => whole(buffer, 5, Command::Ignored),
            _ => whole(buffer, 3, Command::Ignored),
        },
        0x1B => match at(1)? {
            b'@' => Some((Command::Initialise, 2)),
            b'd' => Some((Command::Feed(usize::from(at(2)?) * LINE_ROWS), 3)),
            b'J' => Some((Command::Feed(usize::from(at(2)?)), 3)),
            b'i' | b'm' => Some((Command::Cut, 2)),
            // Line spacing as it was, page mode's beginning and end, print page.
            b'2' | b'L' | b'S' | 0x0C => whole(buffer, 2, Command::Ignored),
            b'$' | b'\\' => whole(buffer, 4, Command::Ignored),
            _ => whole(buffer, 3, Command::Ignored),
        },
        0x1C => match at(1)? {
            b'&' | b'.' => whole(buffer, 2, Command::Ignored),
            b'S' => whole(buffer, 4, Command::Ignored),
            _ => whole(buffer, 3, Command::Ignored),
        },
        0x1D => group_separator(buffer),
        _ => Some((Command::Ignored, 1)),
    }
}

fn group_separator(buffer: &[u8]) -> Option<(Command, usize)> {
    let at = |index: usize| buffer.get(index).copied();
    match at(1)? {
        b'v' => picture(buffer),
        b'V' => match at(2)? {
            0 | 1 | b'0' | b'1' => Some((Command::Cut, 3)),
            _ => whole(buffer, 4, Command::Cut),
        },
        b'a' => Some((Command::AutomaticStatus(at(2)?), 3)),
        b'r' => whole(buffer, 3, Command::BufferedStatus),
        b'I' => Some((Command::Identify(at(2)?), 3)),
        b'(' => counted(buffer),
        b'k' => barcode(buffer),
        b'e' => presenter(buffer),
        b'L' | b'W' | b'P' | b'$' | b'\\' => whole(buffer, 4, Command::Ignored),
        _ => whole(buffer, 3, Command::Ignored),
    }
}

/// `GS v 0 m xL xH yL yH d…`.
fn picture(buffer: &[u8]) -> Option<(Command, usize)> {
    let (bytes_per_row, height) = (number_at(buffer, 4)?, number_at(buffer, 6)?);
    let end = 8 + bytes_per_row * height;
    let rows = buffer.get(8..end)?.to_vec();
    Some((Command::Picture { bytes_per_row, rows }, end))
}

/// `GS ( x pL pH d…`.
fn counted(buffer: &[u8]) -> Option<(Command, usize)> {
    let end = 5 + number_at(buffer, 3)?;
    let data = buffer.get(5..end)?;
    let command = match (buffer.get(2), data) {
        (Some(b'H'), [0x30, 0x30, id @ ..]) => {
            <[u8; 4]>::try_from(id).map_or(Command::Ignored, Command::ProcessId)
        }
        _ => Command::Ignored,
    };
    Some((command, end))
}

/// `GS k m n d…` with a length, or in the older form up to a zero.
fn barcode(buffer: &[u8]) -> Option<(Command, usize)> {
    let end = if *buffer.get(2)? < 0x41 {
        let text = buffer.get(3..)?;
        text.iter().position(|byte| *byte == 0)? + 4
    } else {
        usize::from(*buffer.get(3)?) + 4
    };
    whole(buffer, end, Command::Ignored)
}

/// `GS e n`, where some of them are followed by a length or a length and a time.
fn presenter(buffer: &[u8]) -> Option<(Command, usize)> {
    let how = *buffer.get(2)?;
    let length = match how {
        0x03 => 4,
        0x20 => 5,
        _ => 3,
    };
    whole(buffer, length, Command::Present(how))
}

fn number_at(buffer: &[u8], index: usize) -> Option<usize> {
    let [low, high] = buffer.get(index..index + 2)? else {
        return None;
    };
    Some(usize::from(u16::from_le_bytes([*low, *high])))
}

fn whole(buffer: &[u8], length: usize, command: Command) -> Option<(Command, usize)> {
    (buffer.len() >= length).then_some((command, length))
}

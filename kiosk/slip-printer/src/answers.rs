//! A printer's answers, told apart by their bits and never by what was asked last.
//!
//! Source: Epson ESC/POS reference; the fixed bits of `DLE EOT`, automatic status, `GS r`, `GS I` and block answers.

/// Bytes of a block answer before it is taken for line noise.
const BLOCK_LIMIT: usize = 80;

/// Something a printer said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// To `DLE EOT n`, ahead of everything buffered.
    RealTime(u8),
    /// Automatic status, on any change once switched on.
    Automatic([u8; 4]),
    /// To `GS r n` or `GS I n`, in buffer order.
    Buffered(u8),
    /// A header and text without the closing zero.
    Block(Vec<u8>),
}

/// Turns bytes into answers, whatever way they were cut up.
#[derive(Debug, Default)]
pub(super) struct Classifier {
    open: Vec<u8>,
}

impl Classifier {
    /// Takes the next byte; bytes that fit nothing are dropped.
    pub(super) fn push(&mut self, byte: u8) -> Option<Answer> {
        match self.open.first().copied() {
            None => self.begin(byte),
            Some(first) if is_block_header(first) => self.continue_block(byte),
            Some(_) => self.continue_automatic(byte),
        }
    }

    fn begin(&mut self, byte: u8) -> Option<Answer> {
        if is_block_header(byte) || byte & 0x93 == 0x10 {
            self.open.push(byte);
            return None;
        }
        if byte & 0x93 == 0x12 {
            return Some(Answer::RealTime(byte));
        }
        (byte & 0x90 == 0x00).then_some(Answer::Buffered(byte))
    }

    fn continue_block(&mut self, byte: u8) -> Option<Answer> {
        if byte == 0 {
            return Some(Answer::Block(std::mem::take(&mut self.open)));
        }
        self.open.push(byte);
        if self.open.len() > BLOCK_LIMIT {
            self.open.clear();
        }
        None
    }

    fn continue_automatic(&mut self, byte: u8) -> Option<Answer> {
        if byte & 0x90 != 0 {
            // Not the rest of a status: this byte begins something new.
            self.open.clear();
            return self.begin(byte);
        }
        self.open.push(byte);
        let whole = <[u8; 4]>::try_from(self.open.as_slice()).ok()?;
        self.open.clear();
        Some(Answer::Automatic(whole))
    }
}

fn is_block_header(byte: u8) -> bool {
    matches!(byte, 0x37 | 0x3B | 0x5F)
}

//! The inside of the simulated printer: buffer, paper path, status.

use std::collections::VecDeque;

use super::{
    command::{self, Command},
    faults::{FaultState, Faults, PaperSupply},
    paper::Paper,
};
use slip::Bitmap;

/// Bytes it holds before it stops taking more; enough for the longest single picture command of other software.
const BUFFER_LIMIT: usize = 256 * 1024;

pub(super) struct Machine {
    faults: Faults,
    paper: Paper,
    /// Bytes not yet understood.
    buffer: Vec<u8>,
    /// The last bytes that came, in which a real-time command may have begun.
    recent: [u8; 2],
    /// Rows understood and not yet on paper.
    rows: VecDeque<Vec<u8>>,
    /// Paper between head and cutter.
    strip: Bitmap,
    is_automatic: bool,
    /// The automatic status sent last.
    told: Option<[u8; 4]>,
}

impl Machine {
    pub(super) fn new(faults: Faults, paper: Paper, bytes_per_row: usize) -> Self {
        Self {
            faults,
            paper,
            buffer: Vec::new(),
            recent: [0; 2],
            rows: VecDeque::new(),
            strip: Bitmap::new(bytes_per_row),
            is_automatic: false,
            told: None,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.buffer.len() >= BUFFER_LIMIT
    }

    /// A new connection: whoever wants automatic status has to ask again.
    pub(super) fn greet(&mut self) {
        self.is_automatic = false;
        self.told = None;
    }

    /// Takes bytes in; what they ask at once is answered into `answers`.
    pub(super) fn receive(&mut self, bytes: &[u8], answers: &mut Vec<u8>) {
        for byte in bytes {
            self.buffer.push(*byte);
            match (self.recent, *byte) {
                ([0x10, 0x04], question) => answers.extend(real_time_status(self.faults.now(), question)),
                ([0x10, 0x05], 0x01 | 0x02) => self.recover(),
                _ => {}
            }
            self.recent = [self.recent[1], *byte];
        }
    }

    /// Does what can be done now: prints, cuts, answers in order, reports changes.
    pub(super) fn work(&mut self, answers: &mut Vec<u8>) {
        while self.print_rows() {
            let Some((command, length)) = command::first(&self.buffer) else {
                break;
            };
            self.buffer.drain(..length);
            self.obey(command, answers);
        }
        let status = automatic_status(self.faults.now());
        if self.is_automatic && self.told != Some(status) {
            self.told = Some(status);
            answers.extend(status);
        }
    }

    /// `DLE ENQ 2`: the buffer goes; what is on the strip is on the strip.
    fn recover(&mut self) {
        self.buffer.clear();
        self.rows.clear();
    }

    fn obey(&mut self, command: Command, answers: &mut Vec<u8>) {
        let faults = self.faults.now();
        match command {
            Command::Picture { bytes_per_row, rows } => {
                self.rows
                    .extend(rows.chunks(bytes_per_row.max(1)).map(<[u8]>::to_vec));
            }
            Command::Feed(rows) => self.rows.extend(std::iter::repeat_n(Vec::new(), rows)),
            Command::Cut => self.cut(),
            Command::AutomaticStatus(what) => {
                self.is_automatic = what != 0;
                self.told = None;
            }
            Command::BufferedStatus => answers.push(buffered_status(faults)),
            Command::Identify(what) => answers.extend(identity(what)),
            Command::ProcessId(id) if !faults.never_proves => {
                answers.extend([0x37, 0x22]);
                answers.extend(id);
                answers.push(0);
            }
            Command::ProcessId(_) | Command::Initialise | Command::Ignored => {}
        }
    }

    /// Puts waiting rows on paper; whether all are printed and the printer is ready for its next command.
    fn print_rows(&mut self) -> bool {
        while !self.faults.now().is_offline() {
            let Some(mut row) = self.rows.pop_front() else {
                return true;
            };
            // A row wider than the paper runs over its edge, a narrower one leaves white.
            row.resize(self.strip.bytes_per_row(), 0);
            self.strip.append_rows(&row);
            self.faults.change(use_up_row);
        }
        false
    }

    fn cut(&mut self) {
        let empty = Bitmap::new(self.strip.bytes_per_row());
        let slip = std::mem::replace(&mut self.strip, empty);
        if slip.height_dots() > 0 {
            self.paper.take(slip);
        }
    }
}

fn use_up_row(state: &mut FaultState) {
    state.rows_left = state.rows_left.map(|rows| rows.saturating_sub(1));
    if state.rows_left == Some(0) {
        state.rows_left = None;
        state.supply = PaperSupply::End;
    }
}

fn bit(is_set: bool, bit: u8) -> u8 {
    if is_set { bit } else { 0 }
}

/// The answer to `DLE EOT n`.
fn real_time_status(faults: FaultState, question: u8) -> Option<u8> {
    let is_end = faults.supply == PaperSupply::End;
    let bits = match question {
        1 => bit(faults.is_offline(), 0x08),
        2 => bit(faults.is_cover_open, 0x04) | bit(is_end, 0x20) | bit(faults.is_cutter_jammed, 0x40),
        3 => bit(faults.is_cutter_jammed, 0x08),
        4 => bit(faults.supply != PaperSupply::Plenty, 0x0C) | bit(is_end, 0x60),
        _ => return None,
    };
    Some(0x12 | bits)
}

fn automatic_status(faults: FaultState) -> [u8; 4] {
    let printer = 0x10 | bit(faults.is_offline(), 0x08) | bit(faults.is_cover_open, 0x20);
    [
        printer,
        bit(faults.is_cutter_jammed, 0x08),
        buffered_status(faults),
        0,
    ]
}

/// Paper, as `GS r 1` and the third byte of automatic status say it.
fn buffered_status(faults: FaultState) -> u8 {
    match faults.supply {
        PaperSupply::Plenty => 0,
        PaperSupply::NearEnd => 0x03,
        PaperSupply::End => 0x0F,
    }
}

/// The answer to `GS I n`: a block for names, one byte for the model.
fn identity(what: u8) -> Vec<u8> {
    let name: &[u8] = match what {
        66 => b"SIMULATED",
        67 => b"PAPER",
        _ => return vec![0x02],
    };
    [&[0x5F], name, &[0x00]].concat()
}

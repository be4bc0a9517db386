//! The inside of the simulated printer: buffer, paper path, presenter, answers.
//!
//! Invariant: the buffer outlives a connection, unless it is told to forget; only `DLE ENQ 2` after
//! a jam and loss of power empty it.
//! Invariant: paper that was printed on stays on the strip until a cut, whatever happens to the buffer.

use std::collections::VecDeque;

use super::{
    command::{self, Command},
    faults::Faults,
    model,
    paper::Paper,
    state::{Model, PaperSupply, PrinterState},
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
    /// Job ids that are printed and not yet confirmed.
    unproved: Vec<[u8; 4]>,
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
            unproved: Vec::new(),
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
        if self.faults.state().forgets_buffer {
            self.clear_buffer();
        }
    }

    /// The power goes, and with it all that is not on paper.
    pub(super) fn lose_power(&mut self) {
        self.greet();
        self.clear_buffer();
        self.recent = [0; 2];
        self.unproved.clear();
    }

    /// Takes bytes in; what they ask at once is answered into `answers`.
    pub(super) fn receive(&mut self, bytes: &[u8], answers: &mut Vec<u8>) {
        for byte in bytes {
            self.buffer.push(*byte);
            match (self.recent, *byte) {
                ([0x10, 0x04], question) => {
                    answers.extend(model::real_time_status(&self.faults.state(), question));
                }
                ([0x10, 0x05], 0x02) => self.recover(),
                _ => {}
            }
            self.recent = [self.recent[1], *byte];
        }
    }

    /// Does what can be done now: prints, cuts, answers in order, confirms, reports changes.
    pub(super) fn work(&mut self, answers: &mut Vec<u8>) {
        while self.print_rows() {
            let Some((command, length)) = command::first(&self.buffer) else {
                break;
            };
            self.buffer.drain(..length);
            self.obey(command, answers);
        }
        self.prove(answers);
        let status = model::automatic_status(&self.faults.state());
        if self.is_automatic && self.told != Some(status) {
            self.told = Some(status);
            answers.extend(status);
        }
    }

    /// Passed over where there is nothing to recover from (Epson ESC/POS reference, `DLE ENQ`).
    fn recover(&mut self) {
        if self.faults.state().is_cutter_jammed {
            self.clear_buffer();
            self.faults.end_freed_jam();
        }
    }

    /// What is on the strip is on the strip.
    fn clear_buffer(&mut self) {
        self.buffer.clear();
        self.rows.clear();
    }

    fn obey(&mut self, command: Command, answers: &mut Vec<u8>) {
        let state = self.faults.state();
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
            Command::BufferedStatus if !state.lacks_buffered_status => {
                answers.push(model::buffered_status(&state));
            }
            Command::Identify(what) => answers.extend(model::identity(state.model, what)),
            Command::ProcessId(id) if !state.never_proves && !state.lacks_process_id => {
                self.unproved.push(id);
                self.prove(answers);
            }
            Command::Present(how) if state.model == Model::CustomKiosk => self.present(how),
            Command::Present(_)
            | Command::ProcessId(_)
            | Command::BufferedStatus
            | Command::Initialise
            | Command::Ignored => {}
        }
    }

    /// Confirms what is printed, in order, unless proofs are kept back.
    fn prove(&mut self, answers: &mut Vec<u8>) {
        if self.faults.state().holds_proofs {
            return;
        }
        for id in self.unproved.drain(..) {
            answers.extend([0x37, 0x22]);
            answers.extend(id);
            answers.push(0);
        }
    }

    /// Puts waiting rows on paper; whether all are printed and the printer is ready for its next command.
    fn print_rows(&mut self) -> bool {
        while !self.faults.state().is_offline() {
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
            // A ticket that still waits is pushed out by the next, so one waits at most.
            self.faults
                .change(|state| state.is_ticket_waiting = state.model.has_presenter());
            self.paper.take(slip);
        }
    }

    /// `GS e n`: whatever moves the ticket cuts it first; 2 draws it back, 5 puts it out, the others leave it in the mouth.
    fn present(&mut self, how: u8) {
        if !matches!(how, 2 | 3 | 5 | 0x20) {
            return;
        }
        self.cut();
        self.faults.change(|state| {
            let was_waiting = state.is_ticket_waiting;
            state.is_ticket_waiting = was_waiting && !matches!(how, 2 | 5);
            state.retracted += u64::from(was_waiting && how == 2);
        });
    }
}

fn use_up_row(state: &mut PrinterState) {
    state.rows_left = state.rows_left.map(|rows| rows.saturating_sub(1));
    if state.rows_left == Some(0) {
        state.rows_left = None;
        state.supply = PaperSupply::End;
    }
}

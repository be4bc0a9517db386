//! Talking with one connected printer: bytes out, answers in, both always moving.
//!
//! Invariant: whatever is waited for, everything that comes is read and classified.

use std::{collections::VecDeque, io, sync::Arc, time::Duration};

use super::{
    answers::{Answer, Classifier},
    deadline::Deadline,
    hooks::TurnHook,
    port::PrinterLink,
    status::{PrinterFault, PrinterHealth, StatusBits},
};

/// Bytes given to the link at once, so that answers are read in between.
const CHUNK: usize = 4096;
/// Longest single wait inside a longer one.
const SLICE: Duration = Duration::from_millis(100);
/// Without an answer for this long, no old one is on its way.
const QUIET: Duration = Duration::from_millis(50);
/// Answers kept while nobody has asked for them; beyond it the oldest goes.
const HEARD_LIMIT: usize = 64;

/// Why a conversation came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The printer takes nothing.
    Stalled,
    /// The link is gone.
    Lost,
    /// The printer reports a fault.
    Fault(PrinterFault),
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Self {
        Self::Lost
    }
}

pub(super) struct Conversation<L: PrinterLink> {
    link: L,
    classifier: Classifier,
    heard: VecDeque<Answer>,
    bits: StatusBits,
    on_turn: TurnHook,
    /// A question was not answered in time: its answer may still come, and would pass for the next one's.
    is_behind: bool,
    /// As last reported, by answer or by itself.
    pub(super) health: Option<PrinterHealth>,
}

impl<L: PrinterLink> Conversation<L> {
    pub(super) fn new(link: L, bits: StatusBits, on_turn: &TurnHook) -> Self {
        Self {
            link,
            classifier: Classifier::default(),
            heard: VecDeque::new(),
            bits,
            on_turn: Arc::clone(on_turn),
            is_behind: false,
            health: None,
        }
    }

    /// Sends a slip's bytes unless the printer takes none for `stall`, or says that it cannot go on.
    pub(super) fn send_slip(&mut self, bytes: &[u8], stall: Duration) -> Result<(), Broken> {
        for chunk in bytes.chunks(CHUNK) {
            self.send(chunk, stall)?;
            self.check_fault()?;
        }
        Ok(())
    }

    /// Sends all bytes, whatever the printer's health, unless it takes none for `stall`.
    pub(super) fn send(&mut self, bytes: &[u8], stall: Duration) -> Result<(), Broken> {
        let mut rest = bytes;
        let mut patience = Deadline::after(stall);
        while !rest.is_empty() {
            let written = self.link.write_some(rest, SLICE.min(stall))?;
            rest = rest.get(written..).unwrap_or_default();
            self.listen(Duration::ZERO)?;
            if written > 0 {
                patience = Deadline::after(stall);
            } else if patience.left().is_none() {
                return Err(Broken::Stalled);
            }
        }
        Ok(())
    }

    fn check_fault(&self) -> Result<(), Broken> {
        self.health
            .and_then(|health| health.fault)
            .map_or(Ok(()), |fault| Err(Broken::Fault(fault)))
    }

    /// Reads what comes within the time, at most one buffer of it. Every longer wait is made of these.
    pub(super) fn listen(&mut self, within: Duration) -> Result<(), Broken> {
        (self.on_turn)();
        let mut buffer = [0_u8; 256];
        let came = self.link.read_some(&mut buffer, within)?;
        for byte in buffer.iter().take(came) {
            let Some(answer) = self.classifier.push(*byte) else {
                continue;
            };
            if let Answer::Automatic(status) = answer {
                self.health = PrinterHealth::from_automatic(self.bits, status).or(self.health);
            } else {
                self.heard.push_back(answer);
            }
        }
        let surplus = self.heard.len().saturating_sub(HEARD_LIMIT);
        self.heard.drain(..surplus);
        Ok(())
    }

    /// Forgets what was answered to questions of earlier attempts; their late proofs stay.
    pub(super) fn forget_answers(&mut self) {
        self.heard.retain(|answer| matches!(answer, Answer::Block(_)));
    }

    /// Takes the first answer heard that `pick` accepts; the others stay.
    pub(super) fn take<T>(&mut self, pick: impl Fn(&Answer) -> Option<T>) -> Option<T> {
        let (index, found) = self
            .heard
            .iter()
            .enumerate()
            .find_map(|(index, answer)| pick(answer).map(|found| (index, found)))?;
        self.heard.remove(index);
        Some(found)
    }

    /// Waits for proof that `pick` accepts, or for a fault; `None` when neither comes in time.
    pub(super) fn wait_for_proof<T>(
        &mut self,
        wait: Duration,
        pick: impl Fn(&Answer) -> Option<T>,
    ) -> Result<Option<T>, Broken> {
        self.wait_for(wait, pick, Self::check_fault)
    }

    /// Waits for an answer that `pick` accepts, unless `check` ends the wait; `None` when it does not come in time.
    fn wait_for<T>(
        &mut self,
        wait: Duration,
        pick: impl Fn(&Answer) -> Option<T>,
        check: impl Fn(&Self) -> Result<(), Broken>,
    ) -> Result<Option<T>, Broken> {
        let deadline = Deadline::after(wait);
        loop {
            if let Some(found) = self.take(&pick) {
                return Ok(Some(found));
            }
            check(self)?;
            let Some(left) = deadline.left() else {
                return Ok(None);
            };
            self.listen(left.min(SLICE))?;
        }
    }

    /// Asks `DLE EOT 1` to `4`, each after the other's answer, since their answers look alike.
    pub(super) fn ask_health(&mut self, wait: Duration) -> Result<PrinterHealth, Broken> {
        if self.is_behind {
            // Whatever is answered now may be old; when nothing more comes, nothing old is left.
            self.ask(1, wait)?;
            while self.hears_something(QUIET)? {}
        }
        let mut answers = [0_u8; 4];
        for (question, answer) in (1_u8..).zip(&mut answers) {
            *answer = self.ask(question, wait)?;
        }
        let health = PrinterHealth::from_real_time(self.bits, answers);
        self.health = Some(health);
        Ok(health)
    }

    fn ask(&mut self, question: u8, wait: Duration) -> Result<u8, Broken> {
        self.listen(Duration::ZERO)?;
        self.heard.retain(|answer| real_time(answer).is_none());
        self.send(&[0x10, 0x04, question], wait)?;
        let answer = self.wait_for(wait, real_time, |_| Ok(()))?;
        self.is_behind = answer.is_none();
        answer.ok_or(Broken::Fault(PrinterFault::Silent))
    }

    /// Whether anything of a real-time answer comes within the time.
    fn hears_something(&mut self, within: Duration) -> Result<bool, Broken> {
        self.heard.retain(|answer| real_time(answer).is_none());
        self.listen(within)?;
        Ok(self.heard.iter().any(|answer| real_time(answer).is_some()))
    }
}

fn real_time(answer: &Answer) -> Option<u8> {
    match answer {
        Answer::RealTime(byte) => Some(*byte),
        Answer::Automatic(_) | Answer::Buffered(_) | Answer::Block(_) => None,
    }
}

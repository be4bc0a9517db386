//! What the printer's thread does: one attempt at each job, and an ear for the printer in between.
//!
//! Invariant: a printer with a fault is sent nothing that prints: questions, the word by which it recovers from a fault
//! that was cleared, and after a break the zeros that end what was broken off.
//! Invariant: a slip in a presenter is settled, as taken or not, before the next is sent.
//! Invariant: after an attempt without proof, and at start, the printer is cleared and its paper cut before the next slip.

use std::{
    collections::VecDeque,
    io::{self, Write},
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::Duration,
};

use super::{
    answers::Answer,
    commands::{self, HEADER_ZEROS, RECOVER, WHO_ARE_YOU},
    conversation::{Broken, Conversation},
    deadline::Deadline,
    hooks::{HealthHook, TurnHook},
    job::{Evidence, PrintJob, PrintState, UncertainCause, tell},
    port::{PrinterLink, PrinterPort},
    presenter::Presented,
    profile::{PrinterProfile, ProofBy},
    status::{PrinterFault, PrinterHealth},
};
use slip::{Closing, JobId, Raster, encode};

/// Attempts whose late proof is still listened for; beyond it the oldest is forgotten.
const UNSETTLED_LIMIT: usize = 8;
/// How often an idle thread listens.
const IDLE_SLICE: Duration = Duration::from_millis(100);
/// Between two looks at a presenter with a slip in it: somebody stands there.
const LOOK_AT_MOUTH: Duration = Duration::from_millis(300);
pub(super) struct Owner<P: PrinterPort> {
    port: P,
    profile: PrinterProfile,
    on_health: HealthHook,
    on_turn: TurnHook,
    talk: Option<Conversation<P::Link>>,
    /// The health told last.
    told: Option<PrinterHealth>,
    must_clear: bool,
    /// The last attempt broke off, perhaps inside a command.
    is_broken_off: bool,
    /// Attempts that ended without proof, which may still come.
    unsettled: VecDeque<Unsettled>,
    presented: Option<Presented>,
}

/// An attempt without proof.
struct Unsettled {
    job: PrintJob,
    /// The evidence that has come, and could not be written down yet.
    found: Option<Evidence>,
}

impl<P: PrinterPort> Owner<P> {
    pub(super) fn new(port: P, profile: PrinterProfile, on_health: HealthHook, on_turn: TurnHook) -> Self {
        Self {
            port,
            profile,
            on_health,
            on_turn,
            talk: None,
            told: None,
            must_clear: true,
            is_broken_off: false,
            unsettled: VecDeque::new(),
            presented: None,
        }
    }

    /// Works until every sender of jobs is gone.
    pub(super) fn run(&mut self, inbox: &Receiver<PrintJob>) {
        let mut next_look = Deadline::after(Duration::ZERO);
        loop {
            (self.on_turn)();
            match inbox.recv_timeout(next_look.left().unwrap_or_default().min(IDLE_SLICE)) {
                Ok(job) => {
                    self.print(job);
                    next_look = Deadline::after(self.until_next_look());
                }
                Err(RecvTimeoutError::Timeout) => self.listen_idle(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if next_look.left().is_none() {
                let health = self.look();
                // An attempt that may still be proved keeps its buffer until the next slip needs it.
                if health.fault.is_none() && self.unsettled.is_empty() {
                    // What fails now is tried again before the next slip.
                    let _ = self.clear();
                }
                next_look = Deadline::after(self.until_next_look());
            }
        }
    }

    /// As it was last told.
    fn lies_in_mouth(&self) -> bool {
        let health = self.talk.as_ref().and_then(|talk| talk.health);
        health.is_some_and(|health| health.slip_in_mouth)
    }

    fn until_next_look(&self) -> Duration {
        let every = self.profile.times.health_every;
        if self.presented.is_some() {
            every.min(LOOK_AT_MOUTH)
        } else {
            every
        }
    }

    /// Hears what an idle printer says by itself: a fault, or a proof that comes late.
    fn listen_idle(&mut self) {
        let Some(talk) = &mut self.talk else { return };
        let heard = talk.listen(Duration::ZERO);
        let health = talk.health;
        self.settle_late_proofs();
        if heard.is_err() {
            self.talk = None;
            self.tell_health(PrinterHealth::out(PrinterFault::Unreachable));
        } else if let Some(health) = health {
            self.tell_health(health);
        }
    }

    fn settle_late_proofs(&mut self) {
        let Some(talk) = &mut self.talk else { return };
        self.unsettled.retain_mut(|attempt| {
            let id = attempt.job.id;
            let proof = talk.take(|answer| proof_of(answer, id));
            attempt.found = attempt.found.or(proof.map(|()| Evidence::Proof));
            let Some(evidence) = attempt.found else {
                return true;
            };
            !tell(&mut attempt.job, PrintState::Printed(evidence))
        });
    }

    /// Asks for health, on a new connection where the old one broke; tells it when it changed.
    fn look(&mut self) -> PrinterHealth {
        let had_talked = self.talk.is_some();
        let mut asked = self.ask();
        if had_talked && asked == Err(Broken::Lost) {
            self.talk = None;
            asked = self.ask();
        }
        let health = asked.unwrap_or_else(|broken| self.without_answer(broken));
        self.settle_late_proofs();
        self.presented = self.presented.take().and_then(|slip| slip.settle(health));
        self.let_recover(health);
        self.tell_health(health);
        health
    }

    /// What was known of its health is not known any more.
    fn without_answer(&mut self, broken: Broken) -> PrinterHealth {
        if let Some(talk) = &mut self.talk {
            talk.health = None;
        }
        if broken == Broken::Lost {
            self.talk = None;
        }
        PrinterHealth::out(fault_of(broken))
    }

    /// A jam that somebody has cleared is one until the printer is told to go on.
    fn let_recover(&mut self, health: PrinterHealth) {
        if matches!(
            health.fault,
            Some(PrinterFault::CutterJam | PrinterFault::Mechanical)
        ) && let Some(talk) = &mut self.talk
        {
            // A link that is lost now is found to be at the next look.
            let _ = talk.send(&RECOVER, self.profile.times.answer);
        }
    }

    fn ask(&mut self) -> Result<PrinterHealth, Broken> {
        let times = self.profile.times;
        if self.talk.is_none() {
            let bits = self.profile.status_bits;
            let mut talk = Conversation::new(self.port.connect(times.connect)?, bits, &self.on_turn);
            talk.send(&HEADER_ZEROS, times.stall)?;
            self.is_broken_off = false;
            talk.send(&bits.automatic_status(), times.stall)?;
            self.talk = Some(talk);
        }
        let talk = self.talk.as_mut().ok_or(Broken::Lost)?;
        if self.is_broken_off {
            talk.send(&HEADER_ZEROS, times.answer)?;
            self.is_broken_off = false;
        }
        talk.ask_health(times.answer)
    }

    fn tell_health(&mut self, health: PrinterHealth) {
        if self.told != Some(health) {
            self.told = Some(health);
            (self.on_health)(health);
        }
    }

    /// One attempt, from the look before it to its last state.
    fn print(&mut self, mut job: PrintJob) {
        let ready = self
            .look()
            .fault
            .map_or_else(|| self.clear().map_err(fault_of), Err);
        if let Err(fault) = ready {
            tell(&mut job, PrintState::Blocked(fault));
            return;
        }
        if let Some(left) = self.presented.take() {
            left.make_way();
        }
        if !tell(&mut job, PrintState::Sending) {
            return;
        }
        self.must_clear = true;
        match self.attempt(&mut job) {
            Ok(evidence) => {
                self.must_clear = false;
                if !tell(&mut job, PrintState::Printed(evidence)) {
                    self.keep_unsettled(job, Some(evidence));
                } else if self.profile.status_bits.have_presenter() {
                    let until = Deadline::after(self.profile.times.take);
                    self.presented = Some(Presented::new(job, until, self.lies_in_mouth()));
                }
            }
            Err(cause) => {
                self.is_broken_off = true;
                tell(&mut job, PrintState::Uncertain(cause));
                // Only an answer with the attempt's own name can prove it later.
                if self.profile.proof_by == ProofBy::ProcessId {
                    self.keep_unsettled(job, None);
                }
            }
        }
    }

    fn keep_unsettled(&mut self, job: PrintJob, found: Option<Evidence>) {
        self.unsettled.push_back(Unsettled { job, found });
        let surplus = self.unsettled.len().saturating_sub(UNSETTLED_LIMIT);
        self.unsettled.drain(..surplus);
    }

    /// Ends what the printer still holds of an earlier slip, thrown away or printed, and cuts it off: the next visitor
    /// must not get a ticket that begins with half of another.
    fn clear(&mut self) -> Result<(), Broken> {
        let Some(talk) = self.talk.as_mut().filter(|_| self.must_clear) else {
            return Ok(());
        };
        let bytes = commands::clearing(self.profile.status_bits);
        talk.send(&bytes, self.profile.times.stall)?;
        if self.profile.proof_by == ProofBy::BufferedStatus {
            // Its answers have no names: one to an earlier slip would pass for the next one's. They come before this,
            // and after the time for a proof no more, if the printer is well.
            while talk.take(name).is_some() {}
            talk.send(&WHO_ARE_YOU, self.profile.times.stall)?;
            if talk.wait_for_proof(self.profile.times.proof, name)?.is_none()
                && let Some(fault) = talk.ask_health(self.profile.times.answer)?.fault
            {
                return Err(Broken::Fault(fault));
            }
        }
        self.must_clear = false;
        Ok(())
    }

    fn attempt(&mut self, job: &mut PrintJob) -> Result<Evidence, UncertainCause> {
        let times = self.profile.times;
        let talk = self.talk.as_mut().ok_or(UncertainCause::LinkLost)?;
        talk.forget_answers();
        let closing = match self.profile.proof_by {
            ProofBy::ProcessId => Closing::ProcessId(job.id),
            ProofBy::BufferedStatus => Closing::BufferedStatus,
            ProofBy::PrintTime => Closing::Nothing,
        };
        let mut line = SlipLine {
            talk,
            stall: times.stall,
            broken: None,
        };
        if encode(&job.raster, closing, &mut line).is_err() {
            return Err(line.broken.unwrap_or(Broken::Lost).into());
        }
        if !tell(job, PrintState::AwaitProof) {
            return Err(UncertainCause::NotDurable);
        }
        self.prove(job.id, &job.raster)
    }

    /// Waits for what this model gives as evidence.
    fn prove(&mut self, id: JobId, raster: &Raster) -> Result<Evidence, UncertainCause> {
        let wait = self.profile.times.proof;
        let talk = self.talk.as_mut().ok_or(UncertainCause::LinkLost)?;
        match self.profile.proof_by {
            ProofBy::ProcessId => {
                let proof = talk.wait_for_proof(wait, |answer| proof_of(answer, id))?;
                proof.map(|()| Evidence::Proof).ok_or(UncertainCause::NoProof)
            }
            ProofBy::BufferedStatus => {
                talk.wait_for_proof(wait, buffered)?
                    .ok_or(UncertainCause::NoProof)?;
                self.if_healthy(Evidence::BufferAnswered)
            }
            ProofBy::PrintTime => {
                // Nothing is expected; a fault meanwhile ends the wait.
                talk.wait_for_proof(print_time(raster), |_| None::<()>)?;
                self.if_healthy(Evidence::Probably)
            }
        }
    }

    fn if_healthy(&mut self, evidence: Evidence) -> Result<Evidence, UncertainCause> {
        let talk = self.talk.as_mut().ok_or(UncertainCause::LinkLost)?;
        let health = talk.ask_health(self.profile.times.answer)?;
        health
            .fault
            .map_or(Ok(evidence), |fault| Err(UncertainCause::Fault(fault)))
    }
}

/// The escpos crate's way to the printer, which keeps why it broke.
struct SlipLine<'t, L: PrinterLink> {
    talk: &'t mut Conversation<L>,
    stall: Duration,
    broken: Option<Broken>,
}

impl<L: PrinterLink> Write for SlipLine<'_, L> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.talk.send_slip(bytes, self.stall) {
            Ok(()) => Ok(bytes.len()),
            Err(broken) => {
                self.broken = Some(broken);
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn proof_of(answer: &Answer, id: JobId) -> Option<()> {
    match answer {
        Answer::Block(block) => (*block == [&[0x37, 0x22], id.bytes().as_slice()].concat()).then_some(()),
        Answer::RealTime(_) | Answer::Automatic(_) | Answer::Buffered(_) => None,
    }
}

fn name(answer: &Answer) -> Option<()> {
    match answer {
        Answer::Block(block) => block.starts_with(&[0x5F]).then_some(()),
        Answer::RealTime(_) | Answer::Automatic(_) | Answer::Buffered(_) => None,
    }
}

fn buffered(answer: &Answer) -> Option<()> {
    match answer {
        Answer::Buffered(_) => Some(()),
        Answer::RealTime(_) | Answer::Automatic(_) | Answer::Block(_) => None,
    }
}

/// Time to print and cut at 100 mm/s, the slowest head we expect: 1.25 ms a row of 1/8 mm, 1 s for the cut.
fn print_time(raster: &Raster) -> Duration {
    let rows = u32::try_from(raster.bitmap().height_dots()).unwrap_or(u32::MAX);
    Duration::from_micros(1250) * rows + Duration::from_secs(1)
}

pub(super) fn fault_of(broken: Broken) -> PrinterFault {
    match broken {
        Broken::Fault(fault) => fault,
        Broken::Stalled => PrinterFault::Silent,
        Broken::Lost => PrinterFault::Unreachable,
    }
}

impl From<Broken> for UncertainCause {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Fault(fault) => Self::Fault(fault),
            Broken::Stalled => Self::Stalled,
            Broken::Lost => Self::LinkLost,
        }
    }
}

//! What a printer's thread has to know of a model: how it proves, and how long it is waited for.

use std::time::Duration;

use super::status::StatusBits;

/// How a model proves that paper came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofBy {
    /// `GS ( H` function 48: it answers with the job's id.
    ProcessId,
    /// `GS r 1` after the cut, answered in buffer order.
    BufferedStatus,
    /// Neither: the time that printing takes, then a healthy status.
    PrintTime,
}

/// Limits of every wait.
#[derive(Clone, Copy, Debug)]
pub struct PrinterTimes {
    /// To connect.
    pub connect: Duration,
    /// For an answer to a status question.
    pub answer: Duration,
    /// Without the printer taking a byte.
    pub stall: Duration,
    /// From the last byte to the proof.
    pub proof: Duration,
    /// Between two looks at an idle printer's health.
    pub health_every: Duration,
    /// For a slip to be taken out of a presenter, where there is one.
    pub take: Duration,
}

impl Default for PrinterTimes {
    /// For a printer of 100 mm/s or more: the longest slip takes 2 s.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(2),
            answer: Duration::from_secs(1),
            stall: Duration::from_secs(5),
            proof: Duration::from_secs(8),
            health_every: Duration::from_secs(3),
            take: Duration::from_mins(1),
        }
    }
}

/// What the thread has to know of a model.
#[derive(Clone, Copy, Debug)]
pub struct PrinterProfile {
    /// How it proves.
    pub proof_by: ProofBy,
    /// What its status bits mean.
    pub status_bits: StatusBits,
    /// How long it is waited for.
    pub times: PrinterTimes,
}

impl PrinterProfile {
    /// A model with Epson's status bits and the usual times.
    #[must_use]
    pub fn proving_by(proof_by: ProofBy) -> Self {
        Self {
            proof_by,
            status_bits: StatusBits::Epson,
            times: PrinterTimes::default(),
        }
    }
}

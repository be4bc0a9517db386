//! What is wrong with a plan file, as it is printed.

use std::fmt;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanFileError {
    /// The file is not there, not allowed, or not UTF-8.
    #[error("{file} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is no plan.
    #[error("{file} is larger than {largest} bytes, which no plan is")]
    TooLarge {
        /// Which file.
        file: String,
        /// The largest that is read, in bytes.
        largest: u64,
    },
    /// The plan has faults.
    #[error(transparent)]
    Faulty(#[from] PlanFileFaults),
}

/// One fault of a plan file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanFileFault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

/// Every fault of a plan file, by line; printed as one `file:line: problem; hint` each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFileFaults {
    /// The file's name.
    pub file: String,
    /// Its faults; never empty.
    pub faults: Vec<PlanFileFault>,
}

impl PlanFileFaults {
    /// Sorts by line; the same fault of the same line is told once.
    #[must_use]
    pub(super) fn new(file: &str, mut faults: Vec<PlanFileFault>) -> Self {
        faults.sort();
        faults.dedup();
        Self {
            file: file.to_owned(),
            faults,
        }
    }
}

impl fmt::Display for PlanFileFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, PlanFileFault { line, problem, hint }) in self.faults.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{line}: {problem}; {hint}", self.file)?;
        }
        Ok(())
    }
}

impl std::error::Error for PlanFileFaults {}

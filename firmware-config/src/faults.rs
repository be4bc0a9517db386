//! What is wrong with a `device.toml`, and what to write instead.

use std::fmt;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceFault {
    /// The line, from 1; none when something is missing altogether.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub hint: String,
}

/// Every fault of one file, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct DeviceFaults(pub Vec<DeviceFault>);

impl fmt::Display for DeviceFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            if let Some(line) = fault.line {
                write!(f, "line {line}: ")?;
            }
            write!(f, "{}; {}", fault.problem, fault.hint)?;
        }
        Ok(())
    }
}

/// A fault, with the file it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The file, as its reader named it.
    pub file: String,
    /// The fault.
    pub fault: DeviceFault,
}

impl DeviceFaults {
    /// The same faults, with the file they are in.
    #[must_use]
    pub fn in_file(self, file: &str) -> Vec<FileFault> {
        let of = |fault| FileFault {
            file: file.to_owned(),
            fault,
        };
        self.0.into_iter().map(of).collect()
    }
}

impl fmt::Display for FileFault {
    /// `file:line: problem; hint`, as editors read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DeviceFault { line, problem, hint } = &self.fault;
        // What is missing altogether is missing from the beginning.
        write!(f, "{}:{}: {problem}; {hint}", self.file, line.unwrap_or(1))
    }
}

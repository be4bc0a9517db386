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

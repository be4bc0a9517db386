//! The list of faults as it grows, and the wording that all checks share.

use std::fmt;

use super::PlanFault;

/// How many known values a hint lists before it breaks off.
const LISTED: usize = 24;

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    faults: Vec<PlanFault>,
}

impl Findings {
    /// All of them, in the order they were found.
    pub(super) fn into_faults(self) -> Vec<PlanFault> {
        self.faults
    }

    /// One more.
    pub(super) fn add(
        &mut self,
        path: impl Into<String>,
        problem: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.faults.push(PlanFault {
            path: path.into(),
            problem: problem.into(),
            hint: hint.into(),
        });
    }

    /// A number outside its range, both ends allowed.
    pub(super) fn range(&mut self, path: impl Into<String>, value: u32, (low, high): (u32, u32), unit: &str) {
        if !(low..=high).contains(&value) {
            self.add(
                path,
                format!("{value} {unit} is out of range"),
                format!("use {low} to {high} {unit}"),
            );
        }
    }

    /// A reference to something that the plan does not have.
    pub(super) fn known<T: PartialEq + fmt::Display>(
        &mut self,
        path: impl Into<String>,
        what: &str,
        value: &T,
        all: &[T],
    ) {
        if !all.contains(value) {
            self.add(
                path,
                format!("there is no {what} {value}"),
                instead_of(&value.to_string(), what, all),
            );
        }
    }
}

/// What to write instead of a value that nothing in the plan has.
fn instead_of<T: fmt::Display>(value: &str, what: &str, all: &[T]) -> String {
    let known: Vec<String> = all.iter().map(ToString::to_string).collect();
    if known.is_empty() {
        return format!("add the {what} first");
    }
    if let Some(near) = nearest(value, &known) {
        return format!("did you mean {near}? Or add the {what} {value}");
    }
    let listed = known
        .iter()
        .take(LISTED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let rest = if known.len() > LISTED {
        format!(" … ({} in all)", known.len())
    } else {
        String::new()
    };
    format!("use one of {listed}{rest}, or add the {what} {value}")
}

/// The known value that a slip of the finger turns into `value`; none when all are too far away.
///
/// Of equally near ones that with the same beginning: `P02` was meant as `P01` rather than as `A02`.
fn nearest<'a>(value: &str, known: &'a [String]) -> Option<&'a String> {
    let allowed = value.chars().count() / 3;
    let begins_otherwise = |candidate: &String| candidate.chars().next() != value.chars().next();
    known
        .iter()
        .map(|candidate| (edits(value, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, candidate)| (*distance, begins_otherwise(candidate)))
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance of two texts: how many characters to insert, delete or replace.
fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (done, left) in from.chars().enumerate() {
        let mut diagonal = done;
        let mut before = done + 1;
        let mut next = vec![before];
        for (right, above) in to.iter().zip(row.iter().skip(1)) {
            let replaced = diagonal + usize::from(left != *right);
            before = replaced.min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

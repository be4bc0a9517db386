//! What a doctor finds: in plain words what is wrong, and what to do about it.
//!
//! Invariant: a finding is one line, and says what to do.

use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

/// How much a finding matters; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Something does not work, or will not within the day.
    Broken,
    /// It works, and somebody should do something before it does not.
    ToDo,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub grade: Grade,
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub remedy: String,
}

/// Everything that was found, and what was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    found: Vec<Finding>,
    looked_at: Vec<String>,
    not_looked_at: Vec<String>,
}

/// In which form findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// A line a finding, for people.
    #[default]
    Text,
    /// One object, for programs.
    Json,
}

/// What a doctor's exit status means, for the help of its command line.
pub const EXIT_STATUS: &str = "\
Ends with 0 when all is well, with 1 when there is something to do, with 2 when something is broken.
It only looks: nothing is written, printed or locked, and what runs is not held up.";

impl Findings {
    /// Something does not work.
    pub fn broken(&mut self, wrong: impl AsRef<str>, remedy: impl AsRef<str>) {
        self.add(Grade::Broken, wrong.as_ref(), remedy.as_ref());
    }

    /// Something should be done.
    pub fn to_do(&mut self, wrong: impl AsRef<str>, remedy: impl AsRef<str>) {
        self.add(Grade::ToDo, wrong.as_ref(), remedy.as_ref());
    }

    /// Something was looked at; what was wrong with it is told apart from this.
    pub fn looked_at(&mut self, what: impl AsRef<str>) {
        self.looked_at.push(one_line(what.as_ref()));
    }

    /// Something was not looked at, and why, or what is needed for it.
    pub fn not_looked_at(&mut self, what: impl AsRef<str>) {
        self.not_looked_at.push(one_line(what.as_ref()));
    }

    /// What was found, worst first.
    #[must_use]
    pub fn all(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.found.iter().collect();
        all.sort_by_key(|finding| finding.grade);
        all
    }

    /// The worst; none: all is well.
    #[must_use]
    pub fn worst(&self) -> Option<Grade> {
        self.found.iter().map(|finding| finding.grade).min()
    }

    /// The program's exit status, as [`EXIT_STATUS`] says it.
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.worst() {
            None => 0,
            Some(Grade::ToDo) => 1,
            Some(Grade::Broken) => 2,
        })
    }

    /// The findings in a form.
    #[must_use]
    pub fn text(&self, form: ReportForm) -> String {
        match form {
            ReportForm::Text => self.lines().join("\n"),
            ReportForm::Json => self.json().to_string(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.all().into_iter().map(line_of).collect();
        if lines.is_empty() {
            lines.push("all is well".to_owned());
        }
        for (word, places) in [
            ("looked at", &self.looked_at),
            ("not looked at", &self.not_looked_at),
        ] {
            if !places.is_empty() {
                lines.push(format!("({word}: {})", places.join("; ")));
            }
        }
        lines
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "well": self.found.is_empty(),
            "found": self.all(),
            "looked_at": self.looked_at,
            "not_looked_at": self.not_looked_at,
        })
    }

    fn add(&mut self, grade: Grade, wrong: &str, remedy: &str) {
        self.found.push(Finding {
            grade,
            wrong: one_line(wrong),
            remedy: one_line(remedy),
        });
    }
}

fn line_of(finding: &Finding) -> String {
    let word = match finding.grade {
        Grade::Broken => "broken",
        Grade::ToDo => "to do",
    };
    match finding.remedy.as_str() {
        "" => format!("{word}: {}", finding.wrong),
        remedy => format!("{word}: {}; {remedy}", finding.wrong),
    }
}

/// What others say – SQLite, the system, another machine – may have lines and control characters of its own.
fn one_line(text: &str) -> String {
    let words = text.split(|char: char| char.is_whitespace() || char.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_said_first_and_ends_the_program() {
        let mut findings = Findings::default();
        assert_eq!(findings.text(ReportForm::Text), "all is well");
        assert_eq!(findings.worst(), None);
        findings.to_do("the backup is old", "make one");
        assert_eq!(findings.worst(), Some(Grade::ToDo));
        findings.broken("the disk\nis\u{1b} full", "make room");
        findings.looked_at("the disk");
        findings.not_looked_at("the link: --url");
        let said = "broken: the disk is full; make room\nto do: the backup is old; make one\n\
                    (looked at: the disk)\n(not looked at: the link: --url)";
        assert_eq!(findings.text(ReportForm::Text), said);
        assert_eq!(findings.worst(), Some(Grade::Broken));
    }

    #[test]
    fn programs_read_the_same_as_people() {
        let mut findings = Findings::default();
        findings.to_do("one", "two");
        let read: serde_json::Value = serde_json::from_str(&findings.text(ReportForm::Json)).unwrap();
        assert_eq!(read["well"], false);
        assert_eq!(
            read["found"],
            serde_json::json!([{ "grade": "to_do", "wrong": "one", "remedy": "two" }])
        );
    }
}

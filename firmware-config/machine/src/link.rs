//! How a link to the hall is judged: how long an answer takes, and whether both ends have the same time.

use std::time::Duration;

use crate::findings::Findings;

/// A kiosk takes no answer within this for none.
const TOO_SLOW: Duration = Duration::from_millis(800);
/// What a visitor notices; in one building an answer takes a few milliseconds.
const SLOW: Duration = Duration::from_millis(100);
/// Screens say that they are delayed after five seconds: clocks that differ by more make everything look late.
const APART_MS: i64 = 5_000;

/// Judges how long an answer takes; `whom` is who answers.
pub fn judge_round_trip(whom: &str, took: Duration, findings: &mut Findings) {
    let ms = took.as_millis();
    findings.looked_at(format!("the link to {whom} (an answer takes {ms} ms)"));
    let remedy = "look at the network between, and at what else runs on that machine";
    if took >= TOO_SLOW {
        findings.broken(
            format!(
                "{whom} takes {ms} ms to answer, and a kiosk gives up after {}",
                TOO_SLOW.as_millis()
            ),
            remedy,
        );
    } else if took >= SLOW {
        findings.to_do(
            format!("{whom} takes {ms} ms to answer, which visitors notice"),
            remedy,
        );
    }
}

/// Judges how far its clock is ahead of this machine's, in milliseconds; negative: behind. What the answer took on its way
/// is uncertain and is forgiven.
pub fn judge_clocks(whom: &str, ahead_ms: i64, took: Duration, findings: &mut Findings) {
    let uncertain_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    if ahead_ms.saturating_abs() > APART_MS.saturating_add(uncertain_ms) {
        let seconds = ahead_ms.saturating_abs() / 1000;
        let way = if ahead_ms > 0 { "ahead of" } else { "behind" };
        findings.to_do(
            format!("the clock of {whom} is {seconds} s {way} this machine's"),
            "set the one that is wrong; both should go by the same time server",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Grade;

    #[test]
    fn an_answer_is_judged_by_what_people_notice_and_kiosks_wait_for() {
        for (ms, grade) in [
            (3, None),
            (99, None),
            (100, Some(Grade::ToDo)),
            (799, Some(Grade::ToDo)),
            (800, Some(Grade::Broken)),
        ] {
            let mut findings = Findings::default();
            judge_round_trip("the hall", Duration::from_millis(ms), &mut findings);
            assert_eq!(findings.worst(), grade, "{ms}");
        }
    }

    #[test]
    fn clocks_that_differ_by_more_than_the_way_explains_are_told() {
        for (ahead_ms, took_ms, word) in [
            (5_000, 0, "all is well"),
            (-5_000, 0, "all is well"),
            (6_001, 0, "6 s ahead of"),
            (-6_001, 0, "6 s behind"),
            (6_001, 2_000, "all is well"),
        ] {
            let mut findings = Findings::default();
            judge_clocks(
                "the hall",
                ahead_ms,
                Duration::from_millis(took_ms),
                &mut findings,
            );
            let said = findings.text(crate::ReportForm::Text);
            assert!(said.contains(word), "{ahead_ms}: {said}");
        }
    }
}

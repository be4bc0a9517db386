//! Tidal windows: each tide names groups that exist and that its window does not serve so already, and no two of a
//! window run at once.

use jiff::civil::Time;

use super::super::tides::Tide;
use super::super::{PlanParts, WindowPlan};
use super::findings::Findings;
use super::timetable::clock;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, window) in parts.windows.iter().enumerate() {
        for (place, tide) in window.tides.iter().enumerate() {
            let path = format!("windows[{index}].tides[{place}]");
            groups(&path, window, tide, parts, findings);
            let earlier = window.tides.get(..place).unwrap_or_default();
            if let Some(other) = earlier.iter().find(|other| run_at_once(other, tide)) {
                findings.add(
                    format!("{path}.from"),
                    format!(
                        "window {} has another tide then, from {} to {}",
                        window.number,
                        clock(other.from),
                        clock(other.to)
                    ),
                    "let one end before the next begins",
                );
            }
        }
    }
}

fn groups(path: &str, window: &WindowPlan, tide: &Tide, parts: &PlanParts, findings: &mut Findings) {
    let lists = [
        ("primary", &tide.primary, &window.primary),
        ("secondary", &tide.secondary, &window.secondary),
    ];
    for (name, letters, usual) in lists {
        for (place, letter) in letters.iter().enumerate() {
            let path = format!("{path}.{name}[{place}]");
            let known = parts.groups.iter().any(|group| group.letter == *letter);
            if !known {
                findings.add(
                    path,
                    format!("there is no group {letter}"),
                    "name a group of the plan, or add it",
                );
            } else if usual.contains(letter) && letters.len() == 1 {
                findings.add(
                    path,
                    format!("window {} serves group {letter} so at any time", window.number),
                    "name a group that it serves only then",
                );
            }
        }
    }
    if tide.primary.is_empty() && tide.secondary.is_empty() {
        findings.add(
            format!("{path}.primary"),
            format!("this tide of window {} changes nothing", window.number),
            "name the groups that it serves then, as `primary` or as `secondary`",
        );
    }
}

fn run_at_once(one: &Tide, other: &Tide) -> bool {
    let share =
        one.days.is_empty() || other.days.is_empty() || one.days.iter().any(|day| other.days.contains(day));
    let overlap =
        |(from, to): &(Time, Time)| pieces(other).iter().any(|(start, end)| from < end && start < to);
    share && pieces(one).iter().any(overlap)
}

/// A tide within one date; past midnight it has two pieces.
fn pieces(tide: &Tide) -> Vec<(Time, Time)> {
    if tide.from < tide.to {
        vec![(tide.from, tide.to)]
    } else {
        vec![(tide.from, Time::MAX), (Time::MIN, tide.to)]
    }
}

//! Escorts: places within the hall, limits within reason, and somebody for every job.

use super::super::{PlanParts, Position, Role, StandIn};
use super::findings::Findings;
use crate::ids::LanguageCode;

/// The longest hall, in metres.
const LONGEST_M: u32 = 500;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    positions(parts, findings);
    limits(parts, findings);
    skills(parts, findings);
    let has_reception = parts.people.iter().any(|person| person.role == Role::Reception);
    if parts.rules.no_guide == StandIn::Reception && !has_reception {
        findings.add(
            "rules.no_guide",
            "nobody is at reception to stand in for a guide",
            "add a person with the role `reception`, or let the manager stand in",
        );
    }
}

fn positions(parts: &PlanParts, findings: &mut Findings) {
    let windows = parts.windows.iter().map(|window| window.at).enumerate();
    let kiosks = parts.kiosks.iter().map(|kiosk| kiosk.at).enumerate();
    let posts = parts.escort_posts.iter().map(|post| post.at).enumerate();
    let all = windows
        .map(|(index, at)| ("windows", index, at))
        .chain(kiosks.map(|(index, at)| ("kiosks", index, at)))
        .chain(posts.map(|(index, at)| ("escort_posts", index, at)));
    for (list, index, at) in all {
        let Some(Position { x_m, y_m }) = at else { continue };
        for (name, metres) in [("x_m", x_m), ("y_m", y_m)] {
            let path = format!("{list}[{index}].at.{name}");
            findings.range(path, u32::from(metres), (0, LONGEST_M), "metres");
        }
    }
}

fn limits(parts: &PlanParts, findings: &mut Findings) {
    let rules = &parts.rules;
    for (name, value, range) in [
        ("escort_offer_s", rules.escort_offer_s, (5, 600)),
        ("escort_meet_s", rules.escort_meet_s, (10, 3600)),
        ("escort_done_s", rules.escort_done_s, (60, 14_400)),
    ] {
        findings.range(format!("rules.{name}"), value, range, "seconds");
    }
}

fn skills(parts: &PlanParts, findings: &mut Findings) {
    let known: Vec<LanguageCode> = parts
        .interpreter_languages
        .iter()
        .map(|language| language.code.clone())
        .collect();
    for (index, person) in parts.people.iter().enumerate() {
        let path = format!("people[{index}].skills");
        let skills = &person.skills;
        for (place, language) in skills.languages.iter().enumerate() {
            findings.known(
                format!("{path}.languages[{place}]"),
                "interpreter language",
                language,
                &known,
            );
        }
        if person.role != Role::Guide && (skills.signing || !skills.languages.is_empty()) {
            findings.add(
                path,
                format!("{} is no guide, but has skills", person.code),
                "leave the skills out, or make the role `guide`",
            );
        }
    }
}

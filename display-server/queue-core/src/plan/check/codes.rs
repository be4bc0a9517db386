//! Codes: each well formed, and none used twice in its list.

use std::collections::BTreeSet;

use super::super::PlanParts;
use super::findings::Findings;

/// Codes stand in addresses, on paper and in file names: they stay short and plain.
const LONGEST: usize = 32;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    well_formed("hall.code", &parts.hall.code, findings);
    let departments = parts.departments.iter().map(|department| department.code.clone());
    codes("departments", "department", "code", departments, findings);
    let services = parts.services.iter().map(|service| service.code.to_string());
    codes("services", "service", "code", services, findings);
    let areas = parts.areas.iter().map(|area| area.code.to_string());
    codes("areas", "area", "code", areas, findings);
    let classes = parts.classes.iter().map(|class| class.code.to_string());
    codes("classes", "class", "code", classes, findings);
    let journeys = parts.journeys.iter().map(|journey| journey.code.to_string());
    codes("journeys", "journey", "code", journeys, findings);
    let people = parts.people.iter().map(|person| person.code.to_string());
    codes("people", "person", "code", people, findings);
    let languages = parts
        .interpreter_languages
        .iter()
        .map(|language| language.code.to_string());
    codes("interpreter_languages", "language", "code", languages, findings);
    let reasons = parts.rules.call_reasons.iter().map(|reason| reason.code.clone());
    codes("rules.call_reasons", "reason", "code", reasons, findings);
    let reasons = parts.rules.pause_reasons.iter().map(|reason| reason.code.clone());
    codes("rules.pause_reasons", "reason", "code", reasons, findings);
    let reasons = parts.cases.stop_reasons.iter().map(|reason| reason.code.clone());
    codes("cases.stop_reasons", "reason", "code", reasons, findings);
    let measures = parts.followups.measures.0.iter().map(|one| one.code.clone());
    codes("followups.measures", "measure", "code", measures, findings);
    let causes = parts.followups.causes.0.iter().map(|one| one.code.clone());
    codes("followups.causes", "cause", "code", causes, findings);
    let letters = parts.groups.iter().map(|group| group.letter.to_string());
    codes("groups", "group", "letter", letters, findings);
    window_numbers(parts, findings);
    devices(parts, findings);
}

pub(super) fn codes(
    list: &str,
    what: &str,
    field: &str,
    values: impl Iterator<Item = String>,
    findings: &mut Findings,
) {
    let mut seen = BTreeSet::new();
    for (index, value) in values.enumerate() {
        let path = format!("{list}[{index}].{field}");
        well_formed(&path, &value, findings);
        once(&path, what, value, &mut seen, findings);
    }
}

fn once(path: &str, what: &str, value: String, seen: &mut BTreeSet<String>, findings: &mut Findings) {
    if seen.contains(&value) {
        findings.add(
            path,
            format!("the {what} {value} is there twice"),
            format!("keep one, or rename this {what}"),
        );
    }
    seen.insert(value);
}

fn well_formed(path: &str, code: &str, findings: &mut Findings) {
    let plain = code
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if code.is_empty() || code.len() > LONGEST || !plain {
        findings.add(
            path,
            format!("{code:?} cannot be a code"),
            format!("use 1 to {LONGEST} of the letters a–z and A–Z, digits, - and _"),
        );
    }
}

fn window_numbers(parts: &PlanParts, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (index, window) in parts.windows.iter().enumerate() {
        let path = format!("windows[{index}].number");
        findings.range(
            path.as_str(),
            u32::from(window.number.get()),
            (1, 999),
            "as a window's number",
        );
        once(&path, "window", window.number.to_string(), &mut seen, findings);
    }
}

/// Kiosks and escort posts share one list of devices: a guide is sent to a place by its id alone.
fn devices(parts: &PlanParts, findings: &mut Findings) {
    let kiosks = parts
        .kiosks
        .iter()
        .enumerate()
        .map(|(index, kiosk)| ("kiosks", index, &kiosk.id));
    let posts = parts
        .escort_posts
        .iter()
        .enumerate()
        .map(|(index, post)| ("escort_posts", index, &post.id));
    let mut seen = BTreeSet::new();
    for (list, index, id) in kiosks.chain(posts) {
        let path = format!("{list}[{index}].id");
        well_formed(&path, id.as_str(), findings);
        once(&path, "device", id.to_string(), &mut seen, findings);
    }
}

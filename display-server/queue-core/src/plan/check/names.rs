//! What people read: every name there in every language, short enough for a slip, and free of hidden characters.

use super::super::{CallReason, Names, PlanParts, Service};
use super::findings::Findings;

/// The longest name, in characters.
pub(super) const NAME: usize = 60;
/// The longest document, in characters: it stands on one line of a slip with its box.
const DOCUMENT: usize = 40;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    names("hall.names", &parts.hall.names, NAME, findings);
    let departments = parts.departments.iter().map(|department| &department.names);
    list("departments", departments, findings);
    list("groups", parts.groups.iter().map(|group| &group.names), findings);
    for (index, service) in parts.services.iter().enumerate() {
        of_service(index, service, findings);
    }
    list("areas", parts.areas.iter().map(|area| &area.names), findings);
    for (index, window) in parts.windows.iter().enumerate() {
        // A window may go by its number alone.
        if !window.names.is_empty() {
            names(&format!("windows[{index}].names"), &window.names, NAME, findings);
        }
    }
    list(
        "journeys",
        parts.journeys.iter().map(|journey| &journey.names),
        findings,
    );
    list(
        "classes",
        parts.classes.iter().map(|class| &class.names),
        findings,
    );
    reasons("rules.call_reasons", &parts.rules.call_reasons, findings);
    reasons("rules.pause_reasons", &parts.rules.pause_reasons, findings);
    let stops = parts.cases.stop_reasons.iter().map(|reason| &reason.names);
    list("cases.stop_reasons", stops, findings);
    reasons("followups.measures", &parts.followups.measures.0, findings);
    reasons("followups.causes", &parts.followups.causes.0, findings);
    let points = parts.appraisal.points.iter().map(|reason| &reason.names);
    list("appraisal.points", points, findings);
    list("kiosks", parts.kiosks.iter().map(|kiosk| &kiosk.names), findings);
    list(
        "escort_posts",
        parts.escort_posts.iter().map(|post| &post.names),
        findings,
    );
    list(
        "interpreter_languages",
        parts.interpreter_languages.iter().map(|language| &language.names),
        findings,
    );
    list(
        "holidays",
        parts.holidays.iter().map(|holiday| &holiday.names),
        findings,
    );
}

fn list<'a>(list: &str, all: impl Iterator<Item = &'a Names>, findings: &mut Findings) {
    for (index, one) in all.enumerate() {
        names(&format!("{list}[{index}].names"), one, NAME, findings);
    }
}

fn reasons(path: &str, reasons: &[CallReason], findings: &mut Findings) {
    list(path, reasons.iter().map(|reason| &reason.names), findings);
}

fn of_service(index: usize, service: &Service, findings: &mut Findings) {
    let path = format!("services[{index}]");
    names(&format!("{path}.names"), &service.names, NAME, findings);
    for (place, document) in service.documents.iter().enumerate() {
        names(
            &format!("{path}.documents[{place}]"),
            document,
            DOCUMENT,
            findings,
        );
    }
}

pub(super) fn names(path: &str, names: &Names, longest: usize, findings: &mut Findings) {
    text(format!("{path}.zh_hant"), &names.zh_hant, longest, findings);
    text(format!("{path}.zh_hans"), &names.zh_hans, longest, findings);
    text(format!("{path}.en"), &names.en, longest, findings);
}

pub(super) fn text(path: String, text: &str, longest: usize, findings: &mut Findings) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        findings.add(
            path,
            "the text is empty",
            "write it; every name is needed in every language",
        );
    } else if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        findings.add(
            path,
            format!("the text has the hidden character U+{:04X}", u32::from(hidden)),
            "type the text again, by hand, without line breaks",
        );
    } else if length > longest {
        findings.add(
            path,
            format!("the text has {length} characters"),
            format!("shorten it to {longest} or fewer, so that it fits on slips and boards"),
        );
    }
}

/// Characters that change or hide what stands around them: controls, marks of writing direction
/// (UAX #9) and of no width, separators of lines, and the byte order mark.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || c == '\u{FEFF}'
}

//! What only follows from a value that was replaced, and is therefore not told.
//!
//! All paths here are paths of the file.

/// What is referred to by its key, and the fields that refer to it.
const REFERENCES: [(&str, &str, &[&str]); 9] = [
    ("group[", ".letter", &["group", "primary", "secondary", "groups"]),
    ("department[", ".code", &["department", "decided_by"]),
    ("person[", ".code", &["chief", "deputies"]),
    ("service[", ".code", &["next", "excludes"]),
    ("area[", ".code", &["area"]),
    ("window[", ".number", &["windows"]),
    ("interpreter_language[", ".code", &["languages"]),
    ("payer_kind[", ".code", &["lower_limit_for"]),
    ("complaint_channel[", ".code", &["channels"]),
];

/// Things whose fields are judged together: one replaced field makes the others unjudgeable.
const JUDGED_WHOLE: [&str; 2] = ["timetable[", "person["];

/// What says when the hall keeps hours.
const CALENDAR: [&str; 4] = ["timetable[", "holiday[", "workday[", "early_stop["];

/// Whether a fault of the plan at `path` follows from the values that were replaced.
pub(super) fn follows(path: &str, replaced: &[String]) -> bool {
    replaced.iter().any(|replaced| {
        is_within(path, replaced)
            || is_of_whole_list(path, replaced)
            || is_judged_with(path, replaced)
            || may_refer_to(path, replaced)
            || keeps_hours_of(path, replaced)
    })
}

fn is_within(path: &str, replaced: &str) -> bool {
    path.strip_prefix(replaced)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What a list lacks may be what could not be read in it.
fn is_of_whole_list(path: &str, replaced: &str) -> bool {
    replaced
        .strip_prefix(path)
        .is_some_and(|rest| rest.starts_with('['))
}

fn is_judged_with(path: &str, replaced: &str) -> bool {
    JUDGED_WHOLE.iter().any(|list| replaced.starts_with(list)) && thing(path) == thing(replaced)
}

/// A key that could not be read may be the one that is referred to.
fn may_refer_to(path: &str, replaced: &str) -> bool {
    let field = path
        .rsplit('.')
        .next()
        .map_or("", |last| last.split('[').next().unwrap_or(last));
    REFERENCES.iter().any(|(list, key, referring)| {
        replaced.starts_with(list) && replaced.ends_with(key) && referring.contains(&field)
    })
}

/// Hours, holidays and what is said of single dates are judged against one another.
fn keeps_hours_of(path: &str, replaced: &str) -> bool {
    let is_of_the_calendar = |path: &str| CALENDAR.iter().any(|list| path.starts_with(list));
    let is_own_hours = path.starts_with("service[") && path.contains(".hours[");
    let is_days = path.starts_with("timetable[") && path.contains(".days[");
    is_of_the_calendar(replaced)
        && (is_of_the_calendar(path) && !path.starts_with("timetable[") || is_own_hours || is_days)
}

/// The first step of a path: `person[3]` of `person[3].role`.
fn thing(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

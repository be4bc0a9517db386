//! From a path into the plan to the place in the file that says it.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

/// The path as the file has it: `services[3].names.en` is `service[3].name.en` there.
pub(crate) fn file_path(plan_path: &str) -> String {
    let mut path = String::new();
    for (depth, segment) in plan_path.split('.').enumerate() {
        let (key, index) = segment.split_at(segment.find('[').unwrap_or(segment.len()));
        if depth > 0 {
            path.push('.');
        }
        path.push_str(if depth == 0 { section(key) } else { name_key(key) });
        path.push_str(index);
    }
    path
}

fn section(list: &str) -> &str {
    match list {
        "timetables" => "timetable",
        "departments" => "department",
        "groups" => "group",
        "services" => "service",
        "areas" => "area",
        "windows" => "window",
        "classes" => "class",
        "kiosks" => "kiosk",
        "escort_posts" => "escort_post",
        "people" => "person",
        "interpreter_languages" => "interpreter_language",
        "holidays" => "holiday",
        "workdays" => "workday",
        "early_stops" => "early_stop",
        "journeys" => "journey",
        "payer_kinds" => "payer_kind",
        "complaint_channels" => "complaint_channel",
        "agents" => "agent",
        other => other,
    }
}

fn name_key(field: &str) -> &str {
    match field {
        "names" => "name",
        "zh_hant" => "zh-Hant",
        "zh_hans" => "zh-Hans",
        other => other,
    }
}

/// The byte where a path of the file is written; where it leads nowhere, its last known ancestor.
pub(super) fn byte_of(root: &DeTable<'_>, file_path: &str) -> usize {
    let steps = steps(file_path);
    walk(root, &steps)
}

fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for segment in path.split('.') {
        let (key, index) = segment.split_at(segment.find('[').unwrap_or(segment.len()));
        steps.push(Step::Key(key));
        let index = index.trim_matches(['[', ']']);
        steps.extend(index.parse().ok().map(Step::Index));
    }
    steps
}

fn walk(root: &DeTable<'_>, steps: &[Step<'_>]) -> usize {
    let Some((Step::Key(first), mut rest)) = steps.split_first() else {
        return 0;
    };
    let Some((_, mut value)) = root.get_key_value(*first) else {
        return 0;
    };
    while let Some((step, after)) = rest.split_first() {
        let Some(next) = child(root, value, step) else {
            break;
        };
        value = next;
        rest = after;
    }
    value.span().start
}

/// One step down. A document listed by key leads to where `[documents]` names it.
fn child<'t, 'i>(
    root: &'t DeTable<'i>,
    value: &'t Spanned<DeValue<'i>>,
    step: &Step<'_>,
) -> Option<&'t Spanned<DeValue<'i>>> {
    let value = value.get_ref();
    match step {
        Step::Index(index) => value.as_array()?.get(*index),
        Step::Key(key) => {
            let table = value
                .as_str()
                .map_or_else(|| value.as_table(), |document| named(root, document));
            table?.get(*key)
        }
    }
}

fn named<'t, 'i>(root: &'t DeTable<'i>, document: &str) -> Option<&'t DeTable<'i>> {
    root.get("documents")?
        .get_ref()
        .as_table()?
        .get(document)?
        .get_ref()
        .as_table()
}

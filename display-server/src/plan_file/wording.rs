//! What the TOML reader says, in words for the author of a plan: a problem and a hint.

/// A fault of the file's syntax.
pub(super) fn of_syntax(message: &str) -> (String, String) {
    let (problem, hint) = split(message);
    if is_structural(message) {
        return (
            problem,
            "close the bracket or brace opened above, or add the comma between its values".to_owned(),
        );
    }
    match problem.as_str() {
        "string values must be quoted" | "invalid boolean" | "invalid float" => (
            "the value is neither a number nor a text".to_owned(),
            "put the text in plain quotes, such as \"text\"".to_owned(),
        ),
        "duplicate key" => (
            problem,
            "keep one; things of which there are several are headed [[…]]".to_owned(),
        ),
        "invalid unquoted key" => (
            problem,
            "put the key in quotes, or use a–z, 0–9, - and _".to_owned(),
        ),
        _ if hint.is_empty() => (problem, "compare with a line of the same kind".to_owned()),
        _ => (problem, hint),
    }
}

/// A value of `field` that is not what it should be.
pub(super) fn of_value(message: &str, field: &str) -> (String, String) {
    let (problem, expected) = split(message);
    if let Some(name) = quoted_after(&problem, "missing field ") {
        return (
            format!("`{name}` is missing"),
            "add it; every other thing of this kind has it".to_owned(),
        );
    }
    if let Some(name) = quoted_after(&problem, "unknown field ") {
        return (format!("there is no key `{name}` here"), choices(&expected));
    }
    if let Some(name) = quoted_after(&problem, "unknown variant ") {
        return (format!("`{field}` cannot be {name}"), choices(&expected));
    }
    let found = problem
        .strip_prefix("invalid type: ")
        .or_else(|| problem.strip_prefix("invalid value: "));
    let problem = match found {
        // TOML has dates and times of its own, which the reader hands on as a map.
        Some("map") => format!("`{field}` is a table, or a date or time without quotes"),
        Some(found) => format!("`{field}` is the {found}"),
        None => problem,
    };
    (problem, in_words(&expected))
}

/// Whether the reader lost its place at this fault, so that nothing after it can be judged.
pub(super) fn is_structural(message: &str) -> bool {
    let (problem, _) = split(message);
    problem == "unclosed array"
        || problem == "unclosed inline table"
        || problem.starts_with("missing comma")
        || problem.contains("multi-line")
}

fn split(message: &str) -> (String, String) {
    match message.split_once(", expected ") {
        Some((problem, expected)) => (problem.to_owned(), format!("expected {expected}")),
        None => (message.to_owned(), String::new()),
    }
}

fn quoted_after<'a>(problem: &'a str, words: &str) -> Option<&'a str> {
    problem.strip_prefix(words).map(|name| name.trim_matches('`'))
}

fn choices(expected: &str) -> String {
    let choices = expected.strip_prefix("expected ").unwrap_or(expected);
    format!("use {}", choices.replace('`', ""))
}

fn in_words(expected: &str) -> String {
    match expected.strip_prefix("expected ").unwrap_or(expected) {
        "u16" | "u32" => "write a whole number, 0 or more, without quotes".to_owned(),
        "a string" => "write a text in quotes".to_owned(),
        "a sequence" => "write a list in [ ]".to_owned(),
        "struct Names" => "write { zh-Hant = \"…\", zh-Hans = \"…\", en = \"…\" }".to_owned(),
        "" => "compare with another of the same kind".to_owned(),
        other if other.starts_with("struct ") => "write a table in { }".to_owned(),
        other => format!("expected {other}"),
    }
}

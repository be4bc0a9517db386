//! Faulty files: each row changes one line of the township's plan and names what must be printed.

use super::super::parse;
use super::plans;

fn township() -> String {
    std::fs::read_to_string(plans().join("township/hall.toml")).unwrap()
}

/// The text with one line replaced: the first that is `from`, at or after the first `after`.
#[track_caller]
fn changed(text: &str, after: &str, from: &str, to: &str) -> (String, usize) {
    let mut lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| *line == after).expect(after);
    let offset = lines[start..].iter().position(|line| *line == from).expect(from);
    lines[start + offset] = to;
    (lines.join("\n") + "\n", start + offset + 1)
}

struct Row {
    after: &'static str,
    from: &'static str,
    to: &'static str,
    expected: &'static str,
}

#[track_caller]
fn check(rows: &[Row]) {
    for Row {
        after,
        from,
        to,
        expected,
    } in rows
    {
        let (text, line) = changed(&township(), after, from, to);
        // A key that is added stands below the one that is replaced.
        let line = line + to.matches('\n').count();
        let faults = parse(&text, "hall.toml").expect_err(to).to_string();
        assert_eq!(faults, format!("hall.toml:{line}: {expected}"), "for {to}");
    }
}

#[test]
fn a_value_of_another_type_is_told_where_it_stands() {
    check(&[
        Row {
            after: r#"letter = "S""#,
            from: "numbers_per_day = 300",
            to: r#"numbers_per_day = "many""#,
            expected: "`numbers_per_day` is the string \"many\"; write a whole number, 0 or more, without quotes",
        },
        Row {
            after: r#"letter = "S""#,
            from: "numbers_per_day = 300",
            to: "numbers_per_day = -1",
            expected: "`numbers_per_day` is the integer `-1`; write a whole number, 0 or more, without quotes",
        },
        Row {
            after: r#"code = "S01""#,
            from: r#"department = "RS""#,
            to: "department = 5",
            expected: "`department` is the integer `5`; write a text in quotes",
        },
        Row {
            after: r#"code = "S03""#,
            from: r#"documents = ["id_card", "social_card"]"#,
            to: r#"documents = "id_card""#,
            expected: "`documents` is the string \"id_card\"; write a list in [ ]",
        },
        Row {
            after: r#"code = "N01""#,
            from: r#"usual_outcome = "accepted""#,
            to: r#"usual_outcome = "accept""#,
            expected: "`usual_outcome` cannot be accept; use one of done_on_spot, accepted, awaiting_correction, \
                       refused, file_returned, not_ours, advice_only, collected, abandoned, paid, not_holder",
        },
        Row {
            after: "[[timetable]]",
            from: r#"doors_open_at = "08:20""#,
            to: r#"doors_open_at = "8:20""#,
            expected: "\"8:20\" is not a time of day; expected one from \"00:00\" to \"23:59\", with two digits each",
        },
        Row {
            after: "[[timetable]]",
            from: r#"doors_open_at = "08:20""#,
            to: "doors_open_at = 08:20",
            expected: "`doors_open_at` is a table, or a date or time without quotes; write a text in quotes",
        },
    ]);
}

#[test]
fn a_fault_of_the_calendar_is_told_where_it_stands() {
    let ends = r#"day_ends_at = "18:30""#;
    let rows = [
        (
            "season = { from = \"13-01\", until = \"09-30\" }",
            "13-01 is no day of the year; write month and day, from 01-01 to 12-31",
        ),
        (
            "season = { from = \"5-1\", until = \"09-30\" }",
            "\"5-1\" is not a month and a day; expected one such as \"05-01\", with two digits each",
        ),
        (
            "[[workday]]\ndate = \"2026-02-30\"\nlike = \"mon\"",
            "\"2026-02-30\" is not a date of the calendar; expected one such as \"2026-10-01\"",
        ),
        (
            "[[workday]]\ndate = 2026-10-10\nlike = \"mon\"",
            "`date` is a table, or a date or time without quotes; write a text in quotes",
        ),
        (
            "[[workday]]\nlike = \"sun\"\ndate = \"2026-10-10\"",
            "no timetable has hours for Sun at that time of the year; name a weekday on which the hall keeps hours",
        ),
        (
            "[[early_stop]]\ndate = \"2026-10-11\"\nissue_until = \"16:00\"",
            "the hall keeps no hours on 2026-10-11; choose a date with hours, or leave the early stop out",
        ),
        (
            "[[holiday]]\nuntil = \"2026-10-01\"\nfrom = \"2026-10-07\"\nname = { zh-Hant = \"國慶\", zh-Hans = \"国庆\", en = \"National Day\" }",
            "the holiday ends on 2026-10-01, before it begins on 2026-10-07; put the earlier date first",
        ),
    ];
    for (added, expected) in rows {
        let (text, line) = changed(&township(), "[[timetable]]", ends, &format!("{ends}\n{added}"));
        // Of a section the line below its heading is at fault, of a season its own.
        let line = line + if added.starts_with('[') { 2 } else { 1 };
        let faults = parse(&text, "hall.toml").expect_err(added).to_string();
        assert_eq!(faults, format!("hall.toml:{line}: {expected}"), "for {added}");
    }
}

#[test]
fn a_stop_or_own_hours_at_fault_are_told_where_they_stand() {
    check(&[
        Row {
            after: r#"letter = "S""#,
            from: "numbers_per_day = 300",
            to: "numbers_per_day = 300\nticket_stop_s = 14401",
            expected: "14401 seconds is out of range; use 0 to 14400 seconds",
        },
        Row {
            after: r#"code = "S01""#,
            from: "limit_days = 0",
            to: "limit_days = 0\nhours = [{ days = [\"sat\"], from = \"09:00\", to = \"12:00\" }]",
            expected: "on Sat the hall does not serve group S between 09:00 and 12:00; choose hours within the \
                       sessions of its group",
        },
    ]);
}

#[test]
fn an_unknown_key_is_told_where_it_stands() {
    check(&[Row {
        after: "number = 3",
        from: r#"secondary = ["N"]"#,
        to: r#"secondery = ["N"]"#,
        expected: "there is no key `secondery` here; use one of number, area, primary, secondary, excludes, name, at, deputy, tides",
    }]);
}

#[test]
fn a_missing_key_is_told_at_its_heading() {
    let (text, _) = changed(&township(), r#"code = "M02""#, "limit_days = 10", "");
    let heading = 1 + text.lines().position(|line| line == r#"code = "M02""#).unwrap();
    let faults = parse(&text, "hall.toml").unwrap_err().to_string();
    let expected = "`limit_days` is missing; add it; every other thing of this kind has it";
    assert_eq!(faults, format!("hall.toml:{}: {expected}", heading - 1));
}

#[test]
fn a_fault_of_syntax_is_told_where_it_stands() {
    check(&[
        Row {
            after: "number = 1",
            from: r#"area = "hall""#,
            to: "area = hall",
            expected: "the value is neither a number nor a text; put the text in plain quotes, such as \"text\"",
        },
        Row {
            after: "number = 1",
            from: r#"area = "hall""#,
            to: r#"area = "hall"#,
            expected: "invalid basic string; expected `\"`",
        },
        Row {
            after: "number = 1",
            from: r#"area = "hall""#,
            to: "area = “hall”",
            expected: "the value is neither a number nor a text; put the text in plain quotes, such as \"text\"",
        },
        Row {
            after: r#"code = "S01""#,
            from: "limit_days = 0",
            to: "limit_days 0",
            expected: "key with no value; expected `=`",
        },
    ]);
}

#[test]
fn a_key_or_a_heading_that_is_there_twice_is_told_where_it_is_again() {
    let hint = "keep one; things of which there are several are headed [[…]]";
    let twice = [
        (
            r#"code = "S01""#,
            "limit_days = 0",
            "limit_days = 0\nlimit_days = 5",
        ),
        ("[rules]", r#"no_show = "held""#, "no_show = \"held\"\n[hall]"),
    ];
    for (after, from, to) in twice {
        let (text, line) = changed(&township(), after, from, to);
        let faults = parse(&text, "hall.toml").unwrap_err();
        assert!(
            faults
                .faults
                .iter()
                .any(|fault| fault.line == line + 1 && fault.hint == hint),
            "{faults}"
        );
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_told_where_it_stands() {
    check(&[
        Row {
            after: "number = 3",
            from: r#"secondary = ["N"]"#,
            to: r#"secondary = ["K"]"#,
            expected: "there is no group K; use one of S, M, N, Z, or add the group K",
        },
        Row {
            after: r#"code = "S03""#,
            from: r#"documents = ["id_card", "social_card"]"#,
            to: r#"documents = ["id_card", "socialcard"]"#,
            expected: "there is no document socialcard; add socialcard under [documents], or use one of its keys",
        },
        Row {
            after: r#"id = "kiosk-1""#,
            from: r#"area = "hall""#,
            to: r#"area = "hal""#,
            expected: "there is no area hal; did you mean hall? Or add the area hal",
        },
    ]);
}

#[test]
fn a_bad_name_of_a_shared_document_is_told_once_where_it_is_named() {
    let from = township()
        .lines()
        .find(|line| line.starts_with("id_card = "))
        .unwrap()
        .to_owned();
    let to = from.replace("居民身份证", "");
    let (text, line) = changed(&township(), "[documents]", &from, &to);
    let faults = parse(&text, "hall.toml").unwrap_err().to_string();
    let expected = "the text is empty; write it; every name is needed in every language";
    assert_eq!(faults, format!("hall.toml:{line}: {expected}"));
}

#[test]
fn an_open_bracket_hides_what_cannot_be_judged() {
    let (text, line) = changed(
        &township(),
        "number = 1",
        r#"primary = ["S"]"#,
        r#"primary = ["S""#,
    );
    let faults = parse(&text, "hall.toml").unwrap_err();
    let hint = "close the bracket or brace opened above, or add the comma between its values";
    let expected = format!(
        "hall.toml:{}: missing comma between array elements; {hint}",
        line + 1
    );
    assert_eq!(faults.to_string(), expected);
}

#[test]
fn a_key_that_cannot_be_read_is_the_only_fault() {
    let keys = [
        ("[[group]]", r#"letter = "S""#, r#"letter = "O""#),
        ("[[department]]", r#"code = "RS""#, "code = 5"),
        ("[[window]]", "number = 1", r#"number = "one""#),
        ("[[area]]", r#"code = "hall""#, "code = []"),
        (r#"code = "901""#, r#"role = "manager""#, r#"role = "boss""#),
        ("[[class]]", r#"code = "ordinary""#, "code = 1"),
        (
            "[[timetable]]",
            r#"    { from = "08:30", to = "12:00" },"#,
            r#"    { from = "08:30", to = "24:00" },"#,
        ),
    ];
    for (after, from, to) in keys {
        let (text, line) = changed(&township(), after, from, to);
        let faults = parse(&text, "hall.toml").unwrap_err();
        let told: Vec<_> = faults.faults.iter().map(|fault| fault.line).collect();
        assert_eq!(told, [line], "for {to}:\n{faults}");
    }
}

#[test]
fn ten_faults_print_ten_lines() {
    let changes = [
        ("[hall]", r#"zone = "Asia/Shanghai""#, r#"zone = "Asia/Shangai""#),
        (
            "[[timetable]]",
            r#"issue_until = "17:00""#,
            r#"issue_until = "19:00""#,
        ),
        (
            r#"letter = "S""#,
            "numbers_per_day = 300",
            r#"numbers_per_day = "many""#,
        ),
        ("number = 2", r#"area = "hall""#, r#"area = "b""#),
        ("number = 3", r#"secondary = ["N"]"#, r#"secondery = ["N"]"#),
        (r#"code = "S01""#, "usual_minutes = 8", "usual_minutes = 800"),
        (r#"code = "M02""#, r#"department = "MZ""#, r#"department = "MX""#),
        (r#"code = "M03""#, "limit_days = 10", "limit_days = ten"),
        (
            r#"code = "elderly""#,
            "promise_s = 900 # 15 min",
            "promise_s = 90000",
        ),
        (r#"code = "102""#, "windows = [1, 2, 3]", "windows = [1, 2, 7]"),
    ];
    let mut text = township();
    let mut lines = Vec::new();
    for (after, from, to) in changes {
        let (next, line) = changed(&text, after, from, to);
        text = next;
        lines.push(line);
    }
    let faults = parse(&text, "hall.toml").unwrap_err();
    let told: Vec<_> = faults.faults.iter().map(|fault| fault.line).collect();
    assert_eq!(told, lines, "\n{faults}");
    insta::assert_snapshot!(faults);
}

#[test]
fn a_fault_of_a_fee_is_told_where_it_stands() {
    let name = r#"{ zh-Hant = "費", zh-Hans = "费", en = "Fee" }"#;
    let fee = |rest: &str| {
        format!(
            "limit_days = 0\nfees = [\n    {{ code = \"card\", name = {name}, basis = \"x\", {rest} }},\n]"
        )
    };
    let rows = [
        (
            r#"kind = "fixed""#,
            "a fee of the kind fixed needs its `amount`; add it in yuan, such as amount = \"20\"",
        ),
        (
            r#"kind = "tax", amount = "20""#,
            "a fee of the kind tax has no `amount`; leave it out, or choose another kind",
        ),
        (
            r#"kind = "range", lower = "0.60", upper = "0.30", unit = { zh-Hant = "㎡", zh-Hans = "㎡", en = "m²" }"#,
            "the lower limit is above the upper one; put the smaller amount into `lower`",
        ),
        (
            r#"kind = "fixed", amount = "20 元""#,
            "\"20 元\" is not an amount; expected yuan such as \"20\" or \"0.30\", with at most two digits after the point",
        ),
        (
            r#"kind = "fixed", amount = 20"#,
            "`fees` is the integer `20`; write a text in quotes",
        ),
        (
            r#"kind = "fix", amount = "20""#,
            "`fees` cannot be fix; use one of fixed, range, free, tax, tariff",
        ),
        (
            r#"kind = "free", channels = ["hotlin"]"#,
            "there is no channel hotlin; did you mean hotline? Or add the channel hotlin",
        ),
    ];
    for (rest, expected) in rows {
        let (text, line) = changed(&township(), r#"code = "S01""#, "limit_days = 0", &fee(rest));
        let faults = parse(&text, "hall.toml").expect_err(rest).to_string();
        assert_eq!(
            faults,
            format!("hall.toml:{}: {expected}", line + 2),
            "for {rest}"
        );
    }
}

#[test]
fn every_fault_of_fees_is_told_at_once() {
    let fees = r#"limit_days = 0
fees = [
    { code = "card", name = { zh-Hant = "費", zh-Hans = "费", en = "" }, kind = "fixed", lower = "1", basis = "x" },
    { code = "card", name = { zh-Hant = "費", zh-Hans = "费", en = "Fee" }, kind = "tax", amount = "1", basis = "" },
]"#;
    let (text, line) = changed(&township(), r#"code = "S01""#, "limit_days = 0", fees);
    let faults = parse(&text, "hall.toml").expect_err("faults").to_string();
    let told: Vec<&str> = faults
        .lines()
        .filter_map(|line| line.strip_prefix("hall.toml:"))
        .collect();
    let expected = [
        (2, "a fee of the kind fixed needs its `amount`"),
        (2, "a fee of the kind fixed has no `lower`"),
        (3, "a fee of the kind tax has no `amount`"),
        (3, "the fee card is there twice"),
        (2, "the text is empty"),
        (3, "the text is empty"),
    ];
    assert_eq!(told.len(), expected.len(), "{faults}");
    for (below, problem) in expected {
        let start = format!("{}: {problem}", line + below);
        assert!(
            told.iter().any(|told| told.starts_with(&start)),
            "{start} in {faults}"
        );
    }
}

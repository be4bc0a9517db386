//! What may stand in which file.

use crate::tree::{Source, none, sources};

/// The longest a file may be, and the longest a file of tests.
const LONGEST: (usize, usize) = (400, 600);
/// The hall's own words, one table each: what can happen, and what can be refused. Cut in two they would be looked for
/// twice.
const TABLES: [&str; 2] = ["queue-core/src/event.rs", "queue-core/src/rejection.rs"];

/// A map that cannot be walked through, so that nobody sees its order.
const WITHOUT_ORDER: &str = "queue-core/src/hall/by_id.rs";

/// Every line of code that holds one of these words, in files for which `applies`.
fn lines_with(words: &[String], applies: impl Fn(&Source) -> bool) -> Vec<String> {
    let sources = sources();
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| applies(source)) {
        for (number, line) in source.code() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                findings.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    findings
}

/// Words are put together here, so that this file does not hold what it looks for.
fn words(pieces: &[(&str, &str)]) -> Vec<String> {
    pieces
        .iter()
        .map(|(head, tail)| format!("{head}{tail}"))
        .collect()
}

#[test]
fn only_a_clock_asks_the_time() {
    let asks = words(&[
        ("Timestamp::", "now("),
        ("Zoned::", "now("),
        ("SystemTime::", "now("),
        ("Instant::", "now("),
    ]);
    none(
        "I4: only clock.rs asks the time",
        &lines_with(&asks, |source| !source.path.ends_with("/clock.rs")),
    );
}

/// Crates that speak to hardware or to the system, and the one file that names each: there its replacement begins and
/// ends.
#[test]
fn a_crate_for_hardware_is_named_by_one_file() {
    let homes: [(&[(&str, &str)], &str); 5] = [
        (
            &[("rpp", "al::"), ("use rpp", "al")],
            "kiosk/src/devices/raspberry.rs",
        ),
        (
            &[("gpio", "cdev::"), ("gpio", "cdev_embedded")],
            "kiosk/src/devices/gpio_chip.rs",
        ),
        (&[("ev", "dev::")], "kiosk/src/devices/usb_keyboard.rs"),
        (&[("esc", "pos::")], "kiosk/slip/src/encode.rs"),
        (&[("sd_no", "tify::")], "firmware-config/machine/src/watchdog.rs"),
    ];
    for (names, home) in homes {
        let named = words(names);
        none(home, &lines_with(&named, |source| source.path != home));
        let is_named = !lines_with(&named, |source| source.path == home).is_empty();
        assert!(is_named, "{home} does not name it any more");
    }
}

#[test]
fn the_kiosk_never_names_the_server() {
    let names = words(&[("display_", "server"), ("queue_", "core")]);
    none(
        "kiosk and server meet in hall-protocol only",
        &lines_with(&names, |source| source.path.starts_with("kiosk/")),
    );
}

#[test]
fn nothing_iterates_in_an_order_of_chance() {
    let names = words(&[("Hash", "Map"), ("Hash", "Set")]);
    none(
        "a BTreeMap replays the same; a table of chance does not",
        &lines_with(&names, |source| !source.path.ends_with(WITHOUT_ORDER)),
    );
}

#[test]
fn nothing_is_left_for_later() {
    let names = words(&[
        ("to", "do!("),
        ("unimple", "mented!("),
        ("#[ign", "ore"),
        ("TO", "DO:"),
        ("FIX", "ME"),
    ]);
    none("finish it, or file it", &lines_with(&names, |_| true));
}

#[test]
fn no_type_is_named_after_nothing() {
    let vague = words(&[
        ("Mana", "ger"),
        ("Hel", "per"),
        ("Ut", "il"),
        ("Hand", "ler"),
        ("Serv", "ice"),
    ]);
    let mut findings = Vec::new();
    for source in sources() {
        for (number, line) in source.code() {
            let mut tokens = line
                .split_whitespace()
                .skip_while(|token| token.starts_with("pub"));
            let kind = tokens.next().unwrap_or_default();
            let name = tokens.next().unwrap_or_default();
            let name: String = name
                .chars()
                .take_while(|letter| letter.is_alphanumeric())
                .collect();
            // `Service` and `Manager` alone are words of the glossary; as an ending they say nothing.
            let ends_vaguely = vague
                .iter()
                .any(|word| name.ends_with(word.as_str()) && name != *word);
            let of_the_hall = ["PlanService", "UnknownService", "NextService"].contains(&name.as_str());
            if ["struct", "enum", "trait"].contains(&kind) && ends_vaguely && !of_the_hall {
                findings.push(format!("{}:{number}: {name}", source.path));
            }
        }
    }
    none("a type says what it is", &findings);
}

#[test]
fn files_are_short_enough_to_read() {
    let mut findings = Vec::new();
    for source in sources() {
        let is_table = TABLES.iter().any(|table| source.path.ends_with(table));
        let may_be_long = source.is_test() || is_table;
        let limit = if may_be_long { LONGEST.1 } else { LONGEST.0 };
        let lines = source.text.lines().count();
        if lines > limit {
            findings.push(format!("{}: {lines} lines, at most {limit}", source.path));
        }
    }
    none("split it", &findings);
}

#[test]
fn every_file_says_first_what_it_owns() {
    let silent = |source: &Source| !source.text.starts_with("//! ");
    let findings: Vec<_> = sources()
        .iter()
        .filter(|source| silent(source))
        .map(|source| source.path.clone())
        .collect();
    none("the first line of a file says what it is for", &findings);
}

#[test]
fn command_lines_stay_thin() {
    let longest = 60;
    let mains: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.path == "display-server/src/main.rs" || source.path == "kiosk/src/main.rs")
        .collect();
    assert_eq!(mains.len(), 2, "the server and the kiosk are programs");
    for main in mains {
        let lines = main.text.lines().count();
        assert!(
            lines <= longest,
            "{}: {lines} lines, at most {longest}",
            main.path
        );
    }
}

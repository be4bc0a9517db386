//! The pages, drawn from sample views and asked for over the router.

mod samples;

mod drawings;
mod openness;

use std::collections::BTreeSet;

use hall_protocol::Language;
use hall_protocol::notice::HallDayView;
use hall_protocol::visit::VisitView;
use hall_protocol::window::WindowStateName;

use super::fragments::draw;

use crate::views::ViewBody;

const LANGUAGES: [Language; 3] = Language::ALL;

fn drawn(body: &ViewBody, language: Language) -> String {
    draw(body, &samples::plan(), language)
}

fn bodies() -> Vec<ViewBody> {
    let boards = [3, 7, 12, 20, 30].map(|count| ViewBody::Board(samples::board(count)));
    let states = [
        WindowStateName::Closed,
        WindowStateName::Free,
        WindowStateName::Called,
        WindowStateName::Serving,
        WindowStateName::Paused,
    ];
    let windows = states.map(|state| ViewBody::Window(samples::window(state)));
    let visits = [
        "not_ready",
        "waiting",
        "called",
        "serving",
        "held",
        "parked",
        "ended",
    ]
    .map(|state| ViewBody::Visit(samples::visit(state)));
    let mut bodies = vec![
        ViewBody::Escorts(samples::escorts()),
        ViewBody::Guide(samples::guide(true)),
        ViewBody::Guide(samples::guide(false)),
        ViewBody::Live(samples::live()),
        ViewBody::Responsible(samples::responsible()),
        ViewBody::Departments(samples::departments()),
    ];
    bodies.extend(boards.into_iter().chain(windows).chain(visits));
    bodies.extend(bad_day());
    bodies
}

/// Everything that a bad day shows.
fn bad_day() -> Vec<ViewBody> {
    let calm = HallDayView {
        stops: Vec::new(),
        announcements: Vec::new(),
        covers: Vec::new(),
        unserved: Vec::new(),
        ..samples::hall_day()
    };
    let away = VisitView {
        checked_in: false,
        ..samples::visit("not_ready")
    };
    let mut console = samples::window(WindowStateName::Serving);
    console.stops = vec![samples::stop("system_down")];
    console.covers = vec![1, 2];
    console.may_cover = vec![2];
    let mut bodies = vec![
        ViewBody::HallDay(samples::hall_day()),
        ViewBody::HallDay(calm),
        ViewBody::Window(console),
        ViewBody::Visit(away),
        ViewBody::Visit(samples::many_matters()),
    ];
    bodies.extend(samples::held_up().map(ViewBody::Visit));
    for kind in ["evacuation", "urgent", "notice"] {
        let mut board = samples::board(7);
        board.stops = vec![samples::stop("department_absent")];
        board.announcements = vec![samples::announcement(kind)];
        bodies.push(ViewBody::Board(board));
    }
    bodies
}

/// Keys of a Fluent file; a text that is missing shows its key, so keys must never show on a page.
fn keys(language: Language) -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language.tag());
    let files = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|file| file.expect("a file").path());
    let texts: Vec<String> = files
        .map(|file| std::fs::read_to_string(file).expect("a text"))
        .collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let starts = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    starts
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

#[test]
fn every_text_is_there_in_every_language() {
    let first = keys(Language::ZhHant);
    assert!(first.len() > 100, "the texts were found");
    for language in LANGUAGES {
        let theirs = keys(language);
        let different: Vec<_> = first.symmetric_difference(&theirs).collect();
        assert!(different.is_empty(), "{language:?}: {different:?}");
    }
}

#[test]
fn no_fragment_shows_a_key_instead_of_a_text() {
    let known = keys(Language::ZhHant);
    for body in bodies() {
        for language in LANGUAGES {
            let html = drawn(&body, language);
            assert!(!html.is_empty());
            for text in html.split(['<', '>']).skip(2).step_by(2) {
                assert!(
                    !known.contains(text.trim()) || !text.contains('-'),
                    "{language:?} shows {text}"
                );
            }
        }
    }
}

#[test]
fn a_board_shows_no_assistance_and_no_class_beyond_its_mark() {
    for language in LANGUAGES {
        let html = drawn(&ViewBody::Board(samples::board(12)), language);
        assert!(
            html.contains("A012") || html.contains("A0"),
            "the tickets are there"
        );
        for word in ["elderly", "老年", "assist", "wheelchair", "輪椅"] {
            assert!(!html.contains(word), "{language:?} shows {word}");
        }
    }
}

#[test]
fn a_console_offers_what_its_state_allows() {
    let html = |state| drawn(&ViewBody::Window(samples::window(state)), Language::En);
    let offers = |html: &str, verb: &str| {
        let button = html
            .split("<button")
            .find(|button| button.contains(&format!("value=\"{verb}\"")));
        button
            .and_then(|button| button.split('>').next())
            .is_some_and(|tag| !tag.contains("disabled"))
    };
    assert!(offers(&html(WindowStateName::Closed), "open"));
    assert!(!offers(&html(WindowStateName::Closed), "call-next"));
    assert!(offers(&html(WindowStateName::Free), "call-next"));
    assert!(offers(&html(WindowStateName::Called), "start"));
    assert!(!offers(&html(WindowStateName::Called), "call-next"));
    assert!(offers(&html(WindowStateName::Serving), "finish"));
}

#[test]
fn the_day_report_is_drawn_in_every_language() {
    let plan = samples::plan();
    for language in LANGUAGES {
        let locale = super::locale::Locale::new(&plan, language);
        let frame = super::frame::Frame::new(&locale, locale.say("report-title"), "/reports/day", "test");
        let report = samples::report();
        let html = super::report::page(&report, frame).expect("drawn");
        assert!(html.contains(&report.head_hash), "the chain's head is printed");
        let entry = locale.fill("report-head", &[("seq", report.head_seq.to_string().as_str())]);
        assert!(
            entry.contains("340") && html.contains(&entry),
            "{entry}: its place too"
        );
    }
}

#[test]
fn nothing_is_inline_so_that_the_policy_can_forbid_it() {
    for body in bodies() {
        let html = drawn(&body, Language::En);
        for inline in ["style=\"", "<style", "<script>", "onclick="] {
            assert!(!html.contains(inline), "{inline}");
        }
    }
}

#[test]
fn a_phone_page_weighs_less_than_15_kilobytes() {
    let asset = |name: &str| {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets")
            .join(name);
        std::fs::read(file).expect("an asset").len()
    };
    let plan = samples::plan();
    for language in LANGUAGES {
        let locale = super::locale::Locale::new(&plan, language);
        let [stopped, _] = samples::held_up();
        let heaviest = [samples::visit("held"), samples::many_matters(), stopped];
        let fragment = heaviest
            .map(|view| drawn(&ViewBody::Visit(view), language))
            .into_iter()
            .max_by_key(String::len)
            .expect("one of them");
        let page = super::frame::PhonePage {
            f: super::frame::Frame::new(&locale, locale.say("phone-your-number"), "/v/0", "test"),
            stream: "/v/0/events".to_owned(),
            fragment: &fragment,
            shown: None,
        };
        let page = askama::Template::render(&page).expect("drawn").len();
        let all = page
            + ["tokens.css", "phone.css", "live.js", "icon.svg"]
                .map(asset)
                .iter()
                .sum::<usize>();
        assert!(all < 15_000, "{language:?}: {all} bytes");
    }
}

/// The texts of whole families are looked up by a word of the wire, so their keys stand nowhere.
const FAMILIES: &[&str] = &[
    "agency-fault",
    "agent-kind",
    "journal-mandate",
    "mandate-now",
    "mandate-standing",
    "window-whom",
    "authority",
    "differs",
    "half",
    "home-visit-at",
    "home-visit-for",
    "home-visit-now",
    "home-visit-reason",
    "home-visit-standing",
    "row-fault",
    "brought-at",
    "follow-due",
    "follow-now",
    "followup-do",
    "followup-done",
    "followup-kind",
    "followup-stage",
    "followups-view",
    "journal-appraisal",
    "journal-bank-list",
    "journal-by",
    "journal-case",
    "journal-comparison",
    "journal-event",
    "journal-fee",
    "journal-followup",
    "journal-home-visit",
    "journal-point",
    "journal-rating",
    "satisfaction",
    "verdict",
    "bank-verdict",
    "bank-wrong",
    "fee-standing",
    "fee-wrong",
    "cases-view",
    "completion",
    "limit",
    "matter-due",
    "matter-next",
    "matter-now",
    "paper",
    "standing",
    "book-half",
    "alert",
    "announce",
    "board-kind",
    "phone-leg",
    "stop-cause",
    "today-kind",
    "today-template",
    "fault",
    "fee-amount",
    "assistance",
    "board-state",
    "device",
    "elsewhere-reason",
    "escort-kind",
    "escort-late",
    "escort-state",
    "escort-turn",
    "left-to",
    "journal-offline",
    "level",
    "mark",
    "month",
    "offline-why",
    "outcome",
    "oversight",
    "phone-escort",
    "rating-flag",
    "rating-from",
    "phone-fetched-by",
    "phone-state",
    "plan-change",
    "plan-fault",
    "plan-field",
    "plan-hint",
    "plan-section",
    "plan-state",
    "plan-thing",
    "plan-word",
    "appraisal-departments",
    "appraisal-explain",
    "appraisal-standing",
    "criterion",
    "period",
    "printer",
    "problem",
    "role",
    "speaks",
    "state",
    "weekday",
    "why",
    "window-escort",
    "window-nobody",
    "void-reason",
];

#[test]
fn every_text_is_used() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    read_all(&root.join("templates"), &mut sources);
    read_all(&root.join("src/pages"), &mut sources);
    let is_of_a_family = |key: &str| {
        FAMILIES
            .iter()
            .any(|family| key.strip_prefix(family).is_some_and(|rest| rest.starts_with('-')))
    };
    let unused: Vec<_> = keys(Language::ZhHant)
        .into_iter()
        .filter(|key| !is_of_a_family(key) && !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// A text that is not there is shown as its key.
#[test]
fn every_text_that_is_said_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    read_all(&root.join("templates"), &mut sources);
    read_all(&root.join("src/pages"), &mut sources);
    let keys = keys(Language::ZhHant);
    let said = [".say(\"", ".fill(\"", ".count(\""].into_iter().flat_map(|call| {
        let ends = sources.split(call).skip(1);
        ends.filter_map(|rest| rest.split_once('"').map(|(key, _)| key))
    });
    let said: Vec<_> = said.collect();
    assert!(said.len() > 200, "{}", said.len());
    let missing: Vec<_> = said
        .into_iter()
        .filter(|key| !keys.iter().any(|known| known == key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Names that pages tell by another text, or that only programs are told.
const TOLD_OTHERWISE: [&str; 10] = [
    "another-epoch",
    "another-kiosk",
    "bad-body",
    "foreign-origin",
    "locked",
    "method-not-allowed",
    "no-identity",
    "not-json",
    "same-id-another-body",
    "wrong-pin",
];

/// Else a page would say in English why something is refused.
#[test]
fn every_refusal_has_its_words() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    read_all(&root.join("src"), &mut sources);
    let keys = keys(Language::ZhHant);
    let named = ["Refused::new(", "Self::new(", "::named_field("]
        .into_iter()
        .flat_map(|call| {
            let rests = sources.split(call).skip(1);
            rests.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
        });
    let named: std::collections::BTreeSet<&str> = named.map(|(name, _)| name).collect();
    assert!(named.len() > 30, "{}", named.len());
    let untold: Vec<_> = named
        .into_iter()
        .filter(|name| !TOLD_OTHERWISE.contains(name) && !keys.contains(&format!("problem-{name}")))
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
}

fn read_all(folder: &std::path::Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            read_all(&path, into);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "html" || ending == "rs")
        {
            into.push_str(&std::fs::read_to_string(path).expect("a text"));
        }
    }
}

//! The plan's pages: a draft that nothing holds of, forms that lose nothing, the second person, and a file that is pasted.

mod drafts;

use axum::http::StatusCode;
use queue_core::PersonCode;
use serde_json::json;

use super::identity::{CLERK, MANAGER};
use super::pages::Got;
use super::{Bench, id};

impl Bench {
    async fn send_form(&self, path: &str, who: &str, form: &str) -> Got {
        self.browse("POST", path, Some(who), form).await
    }

    /// The page's form that lets the draft hold.
    async fn effect_form(&self, who: &str, when: &str) -> String {
        format!("{}&verb=take-effect&{when}", self.draft_form("effect", who).await)
    }

    async fn draft_form(&self, class: &str, who: &str) -> String {
        let page = self.see("/plan", who).await;
        let form = page
            .find(&format!("class=\"{class}\""))
            .map(|at| &page[at - 10..]);
        hidden(form.expect("the form"), "/plan/draft")
    }

    async fn discard(&self, who: &str) {
        let form = format!("{}&verb=discard", self.draft_form("discard", who).await);
        assert_eq!(
            self.send_form("/plan/draft", who, &form).await.status,
            StatusCode::SEE_OTHER
        );
    }

    async fn let_hold(&self, who: &str, when: &str) -> Got {
        let form = self.effect_form(who, when).await;
        self.send_form("/plan/draft?lang=en", who, &form).await
    }

    async fn see(&self, path: &str, who: &str) -> String {
        let got = self.browse("GET", path, Some(who), "").await;
        assert_eq!(got.status, StatusCode::OK, "{path}: {}", got.text);
        got.text
    }

    /// A plan that is pasted; no file is chosen, which browsers send as one of no name.
    async fn paste(&self, who: &str, text: &str) -> Got {
        self.import(who, "", b"", text).await
    }

    async fn import(&self, who: &str, name: &str, file: &[u8], text: &str) -> Got {
        let parts = [("file", Some(name), file), ("toml", None, text.as_bytes())];
        self.browse_files("/plan/import?lang=en", who, &parts).await
    }
}

/// A new second manager, in the manager's draft.
const SECOND: &str = "code=902&role=manager";

#[tokio::test]
async fn a_draft_holds_only_when_it_is_let_and_survives_a_restart() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let got = bench.send_form("/plan/person/new", &manager, SECOND).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    assert!(bench.see("/plan/person", &manager).await.contains("<td>902</td>"));
    assert_eq!(bench.get("/api/v1/plan", &manager).await.body["version"], 1);
    let bench = bench.restart();
    assert!(bench.see("/plan?lang=en", &manager).await.contains("People 902"));
    let got = bench.let_hold(&manager, "when=now").await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    assert_eq!(bench.get("/api/v1/plan", &manager).await.body["version"], 2);
    bench.person("902").await;
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet")
    );
}

#[tokio::test]
async fn a_form_with_faults_comes_back_as_it_was_typed_and_nothing_is_kept() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let form = "was=1&number=one&area=hall&name.en=Somewhere";
    let got = bench.send_form("/plan/window/0?lang=en", &manager, form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("value=\"one\"") && got.text.contains("value=\"Somewhere\""));
    assert!(
        got.text.contains("請填整數") || got.text.contains("Write a whole number"),
        "{}",
        got.text
    );
    assert!(
        got.text.contains("請填寫") || got.text.contains("Fill this in"),
        "own groups are missing"
    );
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet")
    );
}

#[tokio::test]
async fn a_wrong_field_that_may_be_empty_is_a_fault_though_the_rest_is_as_it_was() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let service = "code=Z99&name.zh-Hant=a&name.zh-Hans=a&name.en=a&group=M&department=RS\
        &usual_minutes=5&limit_days=1&usual_outcome=done_on_spot";
    let season = "&season.from=05-01&season.until=09-30";
    for (section, form, season, wrong, words) in [
        (
            "service",
            service,
            "",
            "ticket_stop_s=1.5",
            "Write a whole number",
        ),
        (
            "service",
            service,
            "",
            "ticket_stop_s=30m",
            "Write a whole number",
        ),
        ("timetable", NEW_TIMETABLE, "", "issue_until=noon", "as 08:30"),
        ("timetable", NEW_TIMETABLE, "", "season.from=May", "as 05-01"),
        ("timetable", NEW_TIMETABLE, season, "season.from=May", "as 05-01"),
    ] {
        let at = format!("/plan/{section}/{}", how_many(&bench, &manager, section).await);
        let new = format!("/plan/{section}/new");
        bench.send_form(&new, &manager, &format!("{form}{season}")).await;
        let page = bench.see(&at, &manager).await;
        let form = format!("{}&{wrong}&{form}{season}", hidden(&page, &at));
        let got = bench.send_form(&format!("{at}?lang=en"), &manager, &form).await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let (_, typed) = wrong.split_once('=').expect("a field");
        assert!(got.text.contains(&format!("value=\"{typed}\"")), "{}", got.text);
        assert!(got.text.contains(words), "{wrong}: {}", got.text);
        bench.discard(&manager).await;
    }
}

#[tokio::test]
async fn a_draft_that_does_not_hold_together_says_where_and_is_not_let_hold() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let got = bench.send_form("/plan/area/0/remove", &manager, "was=hall").await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    let page = bench.see("/plan?lang=en", &manager).await;
    assert!(page.contains("href=\"/plan/window/0\""), "{page}");
    assert!(!page.contains("take-effect"));
    let window = bench.see("/plan/window/0?lang=en", &manager).await;
    assert!(window.contains("hall ?"), "what is chosen stays in sight");
    bench.discard(&manager).await;
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet")
    );
}

#[tokio::test]
async fn a_list_that_moved_meanwhile_changes_no_other_thing() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench
        .send_form("/plan/department/0/remove", &manager, "was=RS")
        .await;
    let form = "was=RS&code=RS&name.zh-Hant=a&name.zh-Hans=a&name.en=a";
    let got = bench.send_form("/plan/department/0", &manager, form).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
}

/// How many things a section of what is being written has.
async fn how_many(bench: &Bench, manager: &str, section: &str) -> usize {
    let page = bench.see(&format!("/plan/{section}"), manager).await;
    page.matches("/remove\"").count()
}

/// The hidden fields of the form that goes to an address.
fn hidden(page: &str, action: &str) -> String {
    let from = page.find(&format!("action=\"{action}\"")).expect("the form");
    let form = page[from..].split("</form>").next().expect("its end");
    let fields = form.split("<input type=\"hidden\"").skip(1).map(|field| {
        let of = |name: &str| {
            let rest = field.split(&format!("{name}=\"")).nth(1)?;
            rest.split('"').next().map(str::to_owned)
        };
        format!(
            "{}={}",
            of("name").expect("a name"),
            of("value").expect("a value")
        )
    });
    fields.collect::<Vec<_>>().join("&")
}

const NEW_TIMETABLE: &str =
    "days=sat&doors_open_at=08:30&sessions.0.from=09:00&sessions.0.to=11:00&day_ends_at=13:00";

#[tokio::test]
async fn things_with_a_key_are_added_and_removed_once_too() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    for (section, form) in [
        ("person", SECOND),
        (
            "documents",
            "key=passport&name.zh-Hant=a&name.zh-Hans=a&name.en=a",
        ),
    ] {
        let held = how_many(&bench, &manager, section).await;
        let new = format!("/plan/{section}/new");
        let form = format!("{}&{form}", hidden(&bench.see(&new, &manager).await, &new));
        for _ in 0..2 {
            let got = bench.send_form(&new, &manager, &form).await;
            assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        }
        assert_eq!(how_many(&bench, &manager, section).await, held + 1, "{section}");
        if section == "documents" {
            // Documents stand in the order of their keys: this one moves.
            let first = "/plan/documents/0";
            let page = bench.see(first, &manager).await;
            let form = format!(
                "{}&key=zzz&name.zh-Hant=z&name.zh-Hans=z&name.en=z",
                hidden(&page, first)
            );
            for _ in 0..2 {
                let got = bench.send_form(first, &manager, &form).await;
                assert_ne!(got.status, StatusCode::CONFLICT, "{}", got.text);
            }
        }
        let remove = format!("/plan/{section}/0/remove");
        let page = bench.see(&format!("/plan/{section}"), &manager).await;
        let form = hidden(&page, &remove);
        for _ in 0..2 {
            let got = bench.send_form(&remove, &manager, &form).await;
            assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        }
        assert_eq!(how_many(&bench, &manager, section).await, held, "{section}");
    }
}

#[tokio::test]
async fn two_timetables_of_the_same_weekdays_are_told_apart_by_their_season() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let new = "/plan/timetable/new";
    let page = bench.see(new, &manager).await;
    let season = "season.from=05-01&season.until=09-30";
    let form = format!("{}&{NEW_TIMETABLE}&{season}", hidden(&page, new));
    bench.send_form(new, &manager, &form).await;
    let list = bench.see("/plan/timetable", &manager).await;
    assert!(list.contains("05-01 09-30"), "{list}");
}

#[tokio::test]
async fn a_timetable_that_stands_elsewhere_meanwhile_is_not_taken_for_another() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let (first, list) = ("/plan/timetable/0", bench.see("/plan/timetable", &manager).await);
    let page = bench.see(first, &manager).await;
    let (change, remove) = (hidden(&page, first), hidden(&list, "/plan/timetable/0/remove"));
    let other = bench.see("/plan/timetable/new", &manager).await;
    let form = format!("{}&{NEW_TIMETABLE}", hidden(&other, "/plan/timetable/new"));
    bench.send_form("/plan/timetable/new", &manager, &form).await;
    let change = format!("{change}&{}", NEW_TIMETABLE.replace("13:00", "14:00"));
    let got = bench.send_form(first, &manager, &change).await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    assert!(
        got.text.contains("value=\"14:00\""),
        "what was typed stays: {}",
        got.text
    );
    let got = bench
        .send_form("/plan/timetable/0/remove", &manager, &remove)
        .await;
    assert_eq!(got.status, StatusCode::CONFLICT, "{}", got.text);
}

#[tokio::test]
async fn a_second_document_under_a_key_takes_nobodys_place() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let form = "key=resident_id_card&name.zh-Hant=a&name.zh-Hans=a&name.en=a";
    let got = bench.send_form("/plan/documents/new", &manager, form).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.text.contains("這個鍵名已經有了"), "{}", got.text);
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet")
    );
}

#[tokio::test]
async fn limits_are_proposed_and_approved_on_the_pages() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.send_form("/plan/person/new", &manager, SECOND).await;
    bench.let_hold(&manager, "when=now").await;
    let second = bench.person("902").await;
    let form = "was=ordinary&code=ordinary&name.zh-Hant=a&name.zh-Hans=a&name.en=a&promise_s=600&mark=none";
    bench.send_form("/plan/class/0", &manager, form).await;
    let page = bench.see("/plan?lang=en", &manager).await;
    assert!(
        page.contains("Propose it") && page.contains("Classes and promises ordinary Promised wait"),
        "{page}"
    );
    bench.let_hold(&manager, "when=now").await;
    let own = bench.see("/plan/versions/3?lang=en", &manager).await;
    assert!(
        !own.contains("value=\"approve\"") && own.contains("Withdraw"),
        "{own}"
    );
    let got = bench
        .send_form("/plan/versions/3", &manager, "verb=approve")
        .await;
    assert_eq!(got.status, StatusCode::CONFLICT);
    let theirs = bench.see("/plan/versions/3?lang=en", &second).await;
    assert!(
        theirs.contains("value=\"approve\"") && theirs.contains("<ins>600</ins>"),
        "{theirs}"
    );
    for _ in 0..2 {
        let got = bench.send_form("/plan/versions/3", &second, "verb=approve").await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    }
    assert_eq!(bench.get("/api/v1/plan", &manager).await.body["version"], 3);
}

#[tokio::test]
async fn whom_a_plan_would_strand_is_said_with_what_to_do() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let number = bench.ticket(1).await;
    let mut plan = bench.get("/api/v1/plan", &manager).await.body["document"].clone();
    plan["timetable"][0]["sessions"] = json!([
        {"from": "08:30", "to": "12:00", "groups": ["M", "N", "Z"]},
        {"from": "14:00", "to": "17:30", "groups": ["M", "N", "Z"]},
    ]);
    plan["service"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .for_each(|service| service["hours"] = json!([]));
    let text = crate::plan_file::toml_of(&serde_json::from_value(plan).unwrap()).unwrap();
    let got = bench.paste(&manager, &text).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    let got = bench.let_hold(&manager, "when=now").await;
    assert_eq!(got.status, StatusCode::CONFLICT, "{}", got.text);
    assert!(got.text.contains(&format!("{number} S01")), "{}", got.text);
    let day = bench.let_hold(&manager, "when=day&from=").await;
    assert_eq!(day.status, StatusCode::UNPROCESSABLE_ENTITY, "the day is missing");
    let later = bench.let_hold(&manager, "when=day&from=2026-03-03").await;
    assert_eq!(later.status, StatusCode::SEE_OTHER, "{}", later.text);
}

#[tokio::test]
async fn a_pasted_file_with_faults_stays_in_its_field_with_every_line() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let text = "[hall]\nzone = 3\n";
    let got = bench.paste(&manager, text).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        got.text.contains("zone = 3") && got.text.contains("line 2"),
        "{}",
        got.text
    );
    let file = bench.see("/plan/draft", &manager).await;
    let got = bench.paste(&manager, &file).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet"),
        "the same plan is no draft"
    );
}

#[tokio::test]
async fn a_plan_file_is_chosen_as_well_as_pasted_and_nothing_typed_is_lost() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let held = bench.see("/plan/draft", &manager).await;
    let renamed = held.replace("Sample Township", "Renamed Township");
    for (name, file, text, words) in [
        ("", &b""[..], "", "Choose a file or paste"),
        (
            "hall.toml",
            renamed.as_bytes(),
            "typed = 1",
            "Empty the field of the text",
        ),
        ("photo.jpg", &b"\xff\xd8\xff\xe0"[..], "", "no text in UTF-8"),
        (
            "log.toml",
            &vec![b'#'; (1 << 20) + 1][..],
            "",
            "larger than 1 MiB",
        ),
        ("hall.toml", &b"[hall]\nzone = 3\n"[..], "", "<b>line 2</b>"),
    ] {
        let got = bench.import(&manager, name, file, text).await;
        let page = got.text;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {page}");
        assert!(page.contains(words), "{name}: {page}");
        assert!(page.contains(&format!("\n{text}</textarea>")), "{name}: {page}");
        assert!(words.contains("line") == page.contains(&format!("<b>{name}</b>")));
    }
    assert!(
        bench
            .see("/plan?lang=en", &manager)
            .await
            .contains("Nothing is changed yet")
    );
    // Editors of some systems begin a text with a mark of its byte order, and end its lines otherwise.
    let file = format!("\u{FEFF}{}", renamed.replace('\n', "\r\n"));
    let got = bench.import(&manager, "hall.toml", file.as_bytes(), "").await;
    assert_eq!(got.location(), "/plan", "{}", got.text);
    assert_eq!(bench.see("/plan/draft", &manager).await, renamed);
}

#[tokio::test]
async fn a_draft_that_another_version_overtook_is_looked_at_again() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.send_form("/plan/person/new", &manager, SECOND).await;
    let effect = bench.effect_form(&manager, "when=now").await;
    let mut plan = bench.get("/api/v1/plan", &manager).await.body["document"].clone();
    plan["hall"]["name"]["en"] = json!("Elsewhere");
    let body = json!({"press": id(1), "base": 1, "document": plan});
    let heard = bench.post("/api/v1/plan/versions", &manager, &body).await;
    assert_eq!(heard.body["state"], "in_force");
    let page = bench.see("/plan?lang=en", &manager).await;
    assert!(
        page.contains("Version 2 has taken effect") && !page.contains("take-effect"),
        "{page}"
    );
    assert!(
        page.contains("<del>Elsewhere</del>"),
        "what it would undo shows: {page}"
    );
    let refused = bench.send_form("/plan/draft?lang=en", &manager, &effect).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Another version holds"), "{}", refused.text);
    bench.send_form("/plan/draft", &manager, "verb=take-up").await;
    assert!(bench.see("/plan?lang=en", &manager).await.contains("take-effect"));
}

#[tokio::test]
async fn every_page_of_the_plan_is_drawn_in_every_language_and_only_for_managers() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let clerk = bench.person(CLERK).await;
    let sections = [
        "service",
        "group",
        "window",
        "person",
        "timetable",
        "holiday",
        "workday",
        "early_stop",
        "class",
        "rules",
        "journey",
        "department",
        "area",
        "kiosk",
        "escort_post",
        "interpreter_language",
        "documents",
        "hall",
    ];
    let mut paths: Vec<String> = ["", "/import", "/versions", "/versions/1"]
        .map(|path| format!("/plan{path}"))
        .into();
    paths.extend(
        sections
            .iter()
            .flat_map(|section| [format!("/plan/{section}"), format!("/plan/{section}/new")]),
    );
    for path in paths {
        for language in ["zh-Hant", "zh-Hans", "en"] {
            let page = bench.see(&format!("{path}?lang={language}"), &manager).await;
            for family in ["plan-", "problem-"] {
                let key = page
                    .match_indices(family)
                    .find(|(at, _)| !page[..*at].ends_with(['/', '"', '-']));
                assert_eq!(key, None, "{path} {language}: {page}");
            }
        }
        let refused = bench.browse("GET", &path, Some(&clerk), "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
}

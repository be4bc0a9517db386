//! Presses on a draft that come twice, or after another page has changed it.

use super::*;

#[tokio::test]
async fn a_press_on_the_draft_that_comes_twice_is_one_press() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    let held = how_many(&bench, &manager, "timetable").await;
    let (new, first) = ("/plan/timetable/new", "/plan/timetable/0");
    let page = bench.see(new, &manager).await;
    let form = format!("{}&{NEW_TIMETABLE}", hidden(&page, new));
    let (mut changed, mut removed) = (String::new(), String::new());
    for _ in 0..2 {
        let got = bench.send_form(new, &manager, &form).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        assert_eq!(how_many(&bench, &manager, "timetable").await, held + 1);
    }
    for _ in 0..2 {
        if changed.is_empty() {
            let page = bench.see(first, &manager).await;
            changed = format!("{}&{NEW_TIMETABLE}", hidden(&page, first));
        }
        let got = bench.send_form(first, &manager, &changed).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
    }
    // Two timetables say the same now; a double press removes one.
    for _ in 0..2 {
        if removed.is_empty() {
            let page = bench.see("/plan/timetable", &manager).await;
            removed = hidden(&page, "/plan/timetable/0/remove");
        }
        let got = bench
            .send_form("/plan/timetable/0/remove", &manager, &removed)
            .await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.text);
        assert_eq!(how_many(&bench, &manager, "timetable").await, held);
    }
    // Whoever opens the form anew adds another on purpose.
    let page = bench.see(new, &manager).await;
    let form = format!("{}&{NEW_TIMETABLE}", hidden(&page, new));
    bench.send_form(new, &manager, &form).await;
    assert_eq!(how_many(&bench, &manager, "timetable").await, held + 1);
}

#[tokio::test]
async fn a_draft_that_was_not_on_the_page_is_not_let_hold() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    bench.send_form("/plan/person/new", &manager, SECOND).await;
    let first = bench.effect_form(&manager, "when=now").await;
    let other = "code=903&role=clerk&windows=1";
    bench.send_form("/plan/person/new", &manager, other).await;
    for (language, words) in [
        ("zh-Hant", "您的修改在別處已有變動"),
        ("zh-Hans", "您的修改在别处已有变动"),
        ("en", "Your changes were altered elsewhere"),
    ] {
        let draft = format!("/plan/draft?lang={language}");
        let got = bench.send_form(&draft, &manager, &first).await;
        assert_eq!(got.status, StatusCode::CONFLICT, "{}", got.text);
        assert!(
            got.text.contains(words) && got.text.contains("903"),
            "{}",
            got.text
        );
    }
    let stale = first.replace("verb=take-effect&when=now", "verb=discard");
    let got = bench.send_form("/plan/draft", &manager, &stale).await;
    assert_eq!(got.status, StatusCode::CONFLICT, "nor thrown away: {}", got.text);
    // Without a draft there is nothing that the page showed either.
    bench.discard(&manager).await;
    let got = bench.send_form("/plan/draft?lang=en", &manager, &first).await;
    assert_eq!(got.status, StatusCode::CONFLICT, "{}", got.text);
    assert!(got.text.contains("Your changes were altered"), "{}", got.text);
    let versions = bench.get("/api/v1/plan/versions", &manager).await.body;
    assert_eq!(
        (&versions["in_force"], &versions["waiting"]),
        (&json!(1), &json!(null))
    );
}

#[tokio::test]
async fn a_draft_that_is_let_hold_twice_is_one_version() {
    let bench = Bench::open();
    let manager = bench.person(MANAGER).await;
    for (form, later) in [(SECOND, ""), ("code=903&role=clerk&windows=1", "2026-03-04")] {
        bench.send_form("/plan/person/new", &manager, form).await;
        let when = if later.is_empty() { "now" } else { "day" };
        let form = format!("when={when}&from={later}");
        let form = bench.effect_form(&manager, &form).await;
        let (drafts, who) = (&bench.house.state.drafts, PersonCode::new(MANAGER));
        let draft = drafts.of(&who).expect("a draft");
        for _ in 0..3 {
            let got = bench.send_form("/plan/draft", &manager, &form).await;
            assert_eq!(got.location(), "/plan/versions", "{}", got.text);
            assert_eq!(drafts.of(&who), None);
            // The next press comes before this one has thrown the draft away.
            drafts.keep(&who, &draft).expect("kept");
        }
        drafts.drop_of(&who).expect("thrown away");
    }
    let versions = bench.get("/api/v1/plan/versions", &manager).await.body;
    assert_eq!(
        (&versions["in_force"], &versions["waiting"]),
        (&json!(2), &json!(3))
    );
}

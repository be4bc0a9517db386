//! What a page says of several matters, of journeys, of somebody who is expected, and of what is stopped.

use hall_protocol::ticket::AlsoFor;

use super::*;

/// Group A stopped for this reason.
fn stopped(ended: IssuingEnded) -> HallPicture {
    let mut hall = hall();
    if let Some(day) = &mut hall.day {
        day.groups[0].open = false;
        day.groups[0].ended = Some(ended);
    }
    hall
}

/// The given ticket, with as many further matters.
fn ticket_with(further: usize) -> Input {
    let Input::Issued(mut given) = ticket() else {
        panic!("no ticket")
    };
    let issued = &mut given.issued;
    issued.cases = 4;
    issued.then = vec![issued.service.clone()];
    let also = AlsoFor {
        service: issued.service.clone(),
        ahead: 9,
        area: issued.area.clone(),
        windows: vec![7],
        documents: issued.documents.clone(),
        then: vec![issued.service.clone()],
    };
    issued.also = vec![also; further];
    Input::Issued(given)
}

#[test]
fn a_service_offers_the_journeys_through_it_with_their_steps_in_order() {
    let page = html(&after(&["service P01"]), &hall());
    assert!(page.contains("value=\"journey moving P01\"") && page.contains("身份證換領 → 統一收費（繳款）"));
    assert!(!html(&after(&["service A02"]), &hall()).contains("value=\"journey"));
    assert!(
        !html(&after(&[]), &hall()).contains("搬家"),
        "it has no tile of its own"
    );
}

#[test]
fn a_journey_says_what_it_leads_through_before_the_ticket() {
    let page = html(&after(&["journey moving A01"]), &hall());
    let take = page
        .find("value=\"take journey moving\"")
        .expect("a ticket can be taken");
    for fact in ["搬家一件事", "A01", "原居民身份證", "P01"] {
        assert!(page.find(fact).is_some_and(|at| at < take), "{fact}");
    }
    assert!(page.contains("value=\"service A01\" data-back"));
}

#[test]
fn what_is_chosen_is_shown_and_can_be_changed_and_taken() {
    let home = html(&after(&["service A01", "add A01"]), &hall());
    for control in ["value=\"basket\"", "value=\"take-all\"", "✓ 已選"] {
        assert!(home.contains(control), "{control}");
    }
    assert!(
        !home.contains("value=\"arrive\""),
        "whoever chooses is not expected"
    );
    let basket = html(&after(&["service A01", "add A01", "basket"]), &hall());
    assert!(basket.contains("value=\"remove A01\"") && basket.contains("value=\"cases 2\""));
    let second = html(&after(&["service A01", "add A01", "service A02"]), &hall());
    assert!(second.contains("一張號票辦 2 項") && second.contains("value=\"take A02\""));
}

#[test]
fn nothing_is_offered_twice_on_one_ticket() {
    let again = html(&after(&["service A01", "add A01", "service A01"]), &hall());
    assert!(!again.contains("value=\"take A01\"") && !again.contains("value=\"add A01\""));
    assert!(again.contains("value=\"take-all\"") && again.contains("這一項已經選了"));
    let whole = html(&after(&["service A01", "add A01", "journey moving A01"]), &hall());
    assert!(whole.contains("其中的事項已經單獨選了") && !whole.contains("take journey moving"));
    let part = ["journey moving A01", "add journey moving", "service A01"];
    assert!(html(&after(&part), &hall()).contains("這一項已經選了"));
}

#[test]
fn six_matters_are_the_most_and_the_page_says_so() {
    let hall = large_hall();
    let mut words = Vec::new();
    for letter in ["B", "C", "D", "F", "G", "H"] {
        words.extend([format!("service {letter}01"), format!("add {letter}01")]);
    }
    words.push("service J01".to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut open = hall;
    if let Some(day) = &mut open.day {
        let groups = "BCDFGHJ".chars().map(|letter| GroupIssuing {
            letter: letter.to_string(),
            ..day.groups[0].clone()
        });
        day.groups = groups.collect();
    }
    let five = html(&after(&words[..11]), &open);
    assert!(
        five.contains("value=\"take H01\"") && !five.contains("value=\"add H01\""),
        "{five}"
    );
    let full = html(&after(&words), &open);
    assert!(full.contains("最多 6 項") && !full.contains("value=\"take J01\""));
}

#[test]
fn the_number_of_cases_stays_within_its_limits() {
    let page = |cases: &str| html(&after(&["service A01", cases]), &hall());
    assert!(!page("cases 1").contains("value=\"cases 0\""));
    assert!(page("cases 98").contains("value=\"cases 99\""));
    assert!(!page("cases 99").contains("value=\"cases 100\""));
}

#[test]
fn a_ticket_shows_all_its_matters_and_what_comes_then() {
    let taken = || after(&["service A01", "take A01"]);
    let page = html(&with(taken(), vec![ticket_with(1)]), &hall());
    for fact in [
        "同一張號票還要辦",
        "7 號窗口",
        "前面 9 人",
        "之後：",
        "共 4 人（件）",
        "要帶的材料",
    ] {
        assert!(page.contains(fact), "{fact} in {page}");
    }
    let page = html(&with(taken(), vec![ticket_with(2)]), &hall());
    assert_eq!(page.matches("7 號窗口").count(), 2);
    assert!(!page.contains("要帶的材料"), "slip and phone have them");
}

#[test]
fn k17_a_stopped_service_says_why_keeps_its_place_and_offers_an_appointment() {
    for (ended, why) in [
        (IssuingEnded::SystemDown, "業務系統故障"),
        (IssuingEnded::DepartmentAbsent, "部門暫時無人值守"),
        (IssuingEnded::Evacuation, "緊急疏散"),
    ] {
        let hall = stopped(ended);
        let home = html(&after(&[]), &hall);
        assert!(home.contains("value=\"service A01\"") && home.contains(why) && home.contains("可以預約"));
        let detail = html(&after(&["service A01"]), &hall);
        assert!(detail.contains(why) && detail.contains("掃碼預約"), "{detail}");
        assert!(!detail.contains("value=\"take A01\""));
    }
}

#[test]
fn k17_what_cannot_be_booked_offers_no_appointment() {
    let mut document: serde_json::Value = serde_json::from_str(PLAN).unwrap();
    document["service"][0]["bookable"] = false.into();
    let hall = HallPicture {
        plan: Some(Arc::new(Plan::read(&document.to_string()).unwrap())),
        ..stopped(IssuingEnded::SystemDown)
    };
    assert!(!html(&after(&["service A01"]), &hall).contains("掃碼預約"));
}

#[test]
fn the_digits_say_how_many_are_missing_and_a_code_is_asked_for_only_where_it_can_be_read() {
    let session = after(&["arrive", "digit 0 7", "present"]);
    let shown = draw(&session, &hall(), MACHINE, NOW);
    assert!(shown.html.contains("還差 7 位數字") && shown.status.contains("還差 7 位數字"));
    assert!(shown.html.contains("掃描口") && shown.html.contains("value=\"digit 1 7\""));
    let without = Machine {
        has_scanner: false,
        ..MACHINE
    };
    assert!(!draw(&session, &hall(), without, NOW).html.contains("掃描口"));
}

//! The kiosk rules that a page keeps, one test each; on a small plan, in every language.

mod matters;
mod openness;

use std::sync::Arc;

use hall_protocol::Language;
use hall_protocol::identity::{DayView, GroupIssuing, IssuingEnded, ServiceIssuing};
use hall_protocol::ticket::{AreaRef, ServiceRef, TicketIssued};

use super::{Machine, draw};
use crate::clock::Moment;
use crate::hall_watch::HallPicture;
use crate::holder::Holder;
use crate::plan::Plan;
use crate::session::{
    CardFault, Choice, GivenTicket, GuideAnswer, Helper, Input, LetIn, Paper, Refusal, Session,
};

const PLAN: &str = include_str!("../../tests/plan.json");
const REQUEST: &str = "00112233445566778899aabbccddeeff";
const NOW: Moment = Moment::from_ms(1000);

/// A hall at 09:41 with group A open and P closed until 14:00.
fn hall() -> HallPicture {
    let groups = vec![
        GroupIssuing {
            letter: "A".to_owned(),
            waiting: 6,
            open: true,
            from: None,
            ended: None,
        },
        GroupIssuing {
            letter: "P".to_owned(),
            waiting: 0,
            open: false,
            from: Some("2026-11-24T06:00:00Z".parse().unwrap()),
            ended: None,
        },
    ];
    HallPicture {
        plan: Some(Arc::new(Plan::read(PLAN).unwrap())),
        gives_alone: false,
        day: Some(DayView {
            epoch: 1,
            day: Some("2026-11-24".parse().unwrap()),
            now: "2026-11-24T01:41:00Z".parse().unwrap(),
            opens_at: None,
            groups,
            services: Vec::new(),
            without_authority: Vec::new(),
        }),
        heard_at: NOW,
        answers: true,
    }
}

/// A hall whose groups are so many that its services do not fit on one page.
fn large_hall() -> HallPicture {
    let mut document: serde_json::Value = serde_json::from_str(PLAN).unwrap();
    let letters = "BCDFGHJKLMNR".chars().map(String::from);
    for letter in letters {
        let mut group = document["group"][0].clone();
        group["letter"] = letter.clone().into();
        document["group"].as_array_mut().unwrap().push(group);
        let mut service = document["service"][0].clone();
        service["code"] = format!("{letter}01").into();
        service["group"] = letter.into();
        document["service"].as_array_mut().unwrap().push(service);
    }
    HallPicture {
        plan: Some(Arc::new(Plan::read(&document.to_string()).unwrap())),
        ..hall()
    }
}

fn ticket() -> Input {
    let plan = Plan::read(PLAN).unwrap();
    let service = plan.service("A01").unwrap();
    Input::Issued(Box::new(GivenTicket {
        request: REQUEST.to_owned(),
        issued: TicketIssued {
            number: "A012".to_owned(),
            day: "2026-11-24".parse().unwrap(),
            series: "A".to_owned(),
            issued_at: "2026-11-24T01:41:00Z".parse().unwrap(),
            ahead: 6,
            estimate: None,
            service: ServiceRef {
                code: service.code.clone(),
                names: service.name.clone(),
            },
            area: AreaRef {
                code: "a".to_owned(),
                names: service.name.clone(),
            },
            windows: vec![1, 2],
            mark: "priority".to_owned(),
            documents: plan.documents_of(service).cloned().collect(),
            then: Vec::new(),
            also: Vec::new(),
            cases: 1,
        },
        qr_url: plan.visit_url("0123456789abcdef0123456789abcdef"),
    }))
}

fn news(paper: Paper) -> Input {
    Input::Paper {
        request: REQUEST.to_owned(),
        paper,
    }
}

const MACHINE: Machine = Machine {
    id: "kiosk-a1",
    is_without_paper: false,
    has_scanner: true,
};

fn let_in() -> LetIn {
    LetIn {
        number: "A012".to_owned(),
        ahead: 2,
        was_missed: false,
    }
}

/// A session after the choices of these words.
fn after(words: &[&str]) -> Session {
    let mut session = Session::default();
    for word in words {
        session.take(NOW, Input::Choice(Choice::from_word(word).unwrap()));
    }
    session
}

fn with(mut session: Session, inputs: Vec<Input>) -> Session {
    for input in inputs {
        session.take(NOW, input);
    }
    session
}

fn holder() -> Holder {
    Holder::kept("2026-11-24".parse().unwrap(), "ab".repeat(32))
}

/// At a kiosk with a reader, whose hall gives a ticket to a person once.
fn asked_for_a_card() -> Session {
    let mut session = Session::new(true);
    for word in ["service A01", "take A01"] {
        session.take(NOW, Input::Choice(Choice::from_word(word).unwrap()));
    }
    let refused = Refusal::Rules("card-needed".to_owned());
    with(session, vec![Input::NotIssued(refused)])
}

fn html(session: &Session, hall: &HallPicture) -> String {
    draw(session, hall, MACHINE, NOW).html
}

/// Every screen that a visitor can see.
fn every_screen() -> Vec<Session> {
    let taken = || after(&["service A01", "take A01"]);
    vec![
        after(&[]),
        after(&["group A"]),
        after(&["service A01"]),
        after(&["service P01"]),
        after(&["journey moving A01"]),
        after(&["service A01", "add A01"]),
        after(&["service A01", "cases 2", "add A01", "basket"]),
        after(&["service A02"]),
        after(&["elsewhere"]),
        after(&["elsewhere marriage"]),
        after(&["arrive"]),
        after(&["arrive", "digit 0 7", "present"]),
        with(after(&["arrive"]), vec![Input::LetIn(let_in())]),
        with(
            after(&["arrive"]),
            vec![Input::NotIssued(Refusal::Late("12345678".to_owned()))],
        ),
        with(
            after(&["arrive"]),
            vec![Input::NotIssued(Refusal::OtherDay("2026-11-27".parse().unwrap()))],
        ),
        taken(),
        with(taken(), vec![ticket()]),
        with(taken(), vec![ticket(), news(Paper::NotPrinted)]),
        with(taken(), vec![ticket(), news(Paper::Unsure)]),
        with(taken(), vec![ticket(), news(Paper::None)]),
        with(taken(), vec![Input::NotIssued(Refusal::HallAway)]),
        with(
            taken(),
            vec![Input::NotIssued(Refusal::Rules("issuing-ended".to_owned()))],
        ),
        with(
            taken(),
            vec![Input::NotIssued(Refusal::Rules("second-live-ticket".to_owned()))],
        ),
        asked_for_a_card(),
        with(asked_for_a_card(), vec![Input::Card(Err(CardFault::Unread))]),
        with(asked_for_a_card(), vec![Input::Card(Err(CardFault::UnreadAgain))]),
        with(asked_for_a_card(), vec![Input::Card(Err(CardFault::HallAway))]),
        with(asked_for_a_card(), vec![Input::Card(Ok(holder())), ticket()]),
        with(Session::new(true), vec![Input::Card(Ok(holder()))]),
        with(after(&["help"]), vec![Input::Guide(GuideAnswer::Heard)]),
        with(after(&["help"]), vec![Input::Guide(GuideAnswer::Unheard)]),
        with(
            after(&["help"]),
            vec![Input::Guide(GuideAnswer::LeftTo(Helper::Reception))],
        ),
    ]
}

#[test]
fn every_screen_is_drawn_in_every_language_with_words_for_everything() {
    for language in Language::ALL {
        for mut session in every_screen() {
            let choice = Choice::Language(language);
            session.take(NOW, Input::Choice(choice));
            let shown = draw(&session, &hall(), MACHINE, NOW);
            assert_eq!(shown.language, language.tag());
            assert!(
                shown.html.contains(&format!("lang=\"{}\"", language.tag())),
                "{}",
                shown.html
            );
            assert!(!shown.html.contains("Unknown locali"), "{}", shown.html);
            assert!(!shown.status.is_empty());
        }
    }
}

#[test]
fn every_control_of_every_screen_means_something() {
    for session in every_screen() {
        let page = html(&session, &hall());
        let words: Vec<&str> = page
            .split("name=\"do\" value=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(words.len() >= 4, "{words:?}");
        for word in words {
            assert!(Choice::from_word(word).is_some(), "{word:?}");
        }
    }
}

#[test]
fn k12_help_is_on_every_screen_between_content_and_footer() {
    for session in every_screen() {
        let page = html(&session, &hall());
        let place = page.find("help-place").expect("help");
        assert!(page.find("</main>").is_some_and(|main| main < place));
        assert!(page.find("<footer>").is_some_and(|footer| place < footer));
    }
}

#[test]
fn k14_few_services_stand_on_the_home_page_themselves() {
    let page = html(&after(&[]), &hall());
    assert!(page.contains("value=\"service A01\"") && !page.contains("value=\"group A\""));
}

#[test]
fn k14_many_services_stand_behind_their_groups_and_a_lone_service_behind_its_own() {
    let page = html(&after(&[]), &large_hall());
    assert!(page.contains("value=\"group A\""));
    assert!(page.contains("value=\"service P01\"") && !page.contains("value=\"group P\""));
}

#[test]
fn k11_large_text_shows_four_choices_a_page_and_the_way_to_the_next() {
    let page = html(&after(&["large"]), &large_hall());
    assert_eq!(page.matches("data-pick").count(), 4);
    assert!(page.contains("value=\"page 1\"") && page.contains("1 / 4"));
    let last = html(&after(&["large", "page 3"]), &large_hall());
    assert_eq!(last.matches("data-pick").count(), 2);
    assert!(last.contains("value=\"page 2\"") && !last.contains("value=\"page 4\""));
}

#[test]
fn k15_a_ticket_shows_number_people_ahead_area_windows_and_a_code_to_scan() {
    let session = with(after(&["service A01", "take A01"]), vec![ticket()]);
    let page = html(&session, &hall());
    for fact in [
        ">A012<",
        "前面 6 人",
        "1、2 號窗口",
        "優先",
        "原居民身份證",
        "<svg viewBox",
    ] {
        assert!(page.contains(fact), "{fact} in {page}");
    }
    assert!(!page.contains("分鐘"), "no estimate is left out");
}

#[test]
fn k16_without_paper_the_visitor_is_told_to_note_the_number() {
    let session = with(
        after(&["service A01", "take A01"]),
        vec![ticket(), news(Paper::NotPrinted)],
    );
    let shown = draw(&session, &hall(), MACHINE, NOW);
    assert!(shown.html.contains("請記下號碼") && shown.html.contains("A012"));
    assert!(shown.status.contains("請記下號碼"));
}

#[test]
fn k16_a_kiosk_that_cannot_print_names_the_nearest_that_can_before_a_number_is_taken_and_not_after() {
    let without_paper = Machine {
        is_without_paper: true,
        ..MACHINE
    };
    let said = |session: &Session| draw(session, &hall(), without_paper, NOW).html.contains("甲區內");
    for words in [&[][..], &["group A"], &["service A01"]] {
        assert!(said(&after(words)), "{words:?}");
        assert!(!html(&after(words), &hall()).contains("甲區內"), "{words:?}");
    }
    let taken = after(&["service A01", "take A01"]);
    assert!(!said(&taken));
    assert!(!said(&with(taken, vec![ticket(), news(Paper::NotPrinted)])));
}

#[test]
fn k17_a_closed_group_keeps_its_place_says_when_it_opens_and_can_be_read() {
    let page = html(&after(&[]), &hall());
    assert!(page.contains("14:00 起取號"));
    let detail = html(&after(&["service P01"]), &hall());
    assert!(detail.contains("不收費") && detail.contains("14:00 起取號"));
    assert!(!detail.contains("value=\"take P01\""));
}

#[test]
fn k17_a_hall_that_is_away_says_so_and_offers_no_ticket() {
    let away = HallPicture {
        answers: false,
        ..hall()
    };
    let page = html(&after(&["service A01"]), &away);
    assert!(page.contains("大廳系統暫時沒有應答") && !page.contains("value=\"take A01\""));
    assert!(page.contains("原居民身份證"));
}

#[test]
fn k17_a_stopped_service_of_an_open_group_says_why_and_when_again() {
    let mut stopped = hall();
    let said = [
        (
            IssuingEnded::ServiceStops,
            "這項今天已提前停號；11月26日 08:20 起取號",
        ),
        (
            IssuingEnded::HoursOver,
            "今天的辦理時間已過；11月26日 08:20 起取號",
        ),
        (IssuingEnded::NotToday, "今天不辦理；11月26日 08:20 起取號"),
        (IssuingEnded::HallCloses, "今天停止取號；11月26日 08:20 起取號"),
    ];
    for (ended, note) in said {
        if let Some(day) = &mut stopped.day {
            day.services = vec![ServiceIssuing {
                code: "A01".to_owned(),
                open: false,
                from: Some("2026-11-26T00:20:00Z".parse().unwrap()),
                ended: Some(ended),
            }];
        }
        let grid = html(&after(&["group A"]), &stopped);
        assert!(grid.contains("value=\"service A01\""), "it keeps its place");
        assert!(grid.contains(note), "{note}");
        let detail = html(&after(&["service A01"]), &stopped);
        assert!(
            detail.contains(note) && !detail.contains("value=\"take A01\""),
            "{note}"
        );
    }
}

#[test]
fn a_closed_hall_says_when_it_opens() {
    let mut closed = hall();
    if let Some(day) = &mut closed.day {
        day.day = None;
        day.opens_at = Some("2026-11-25T00:20:00Z".parse().unwrap());
    }
    assert!(html(&after(&[]), &closed).contains("11-25 08:20"));
}

#[test]
fn a_hall_never_reached_asks_for_patience() {
    assert!(html(&after(&[]), &HallPicture::default()).contains("正在連接大廳"));
}

#[test]
fn a_class_can_be_claimed_where_the_plan_allows_it() {
    let page = html(&after(&["service A01", "claim elderly"]), &hall());
    assert!(page.contains("value=\"claim elderly\" aria-pressed=\"true\""));
    assert!(!page.contains("claim ordinary") && !page.contains("claim appointment"));
}

#[test]
fn the_time_shown_is_the_halls_own_and_goes_on_between_two_looks() {
    let later = NOW.plus(std::time::Duration::from_mins(2));
    let page = draw(&Session::default(), &hall(), MACHINE, later).html;
    assert!(page.contains("<time>09:43</time>"));
}

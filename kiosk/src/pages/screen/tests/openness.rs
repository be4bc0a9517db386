//! K20: what a service costs, where to complain, and where to go with what is not handled here.

use super::{NOW, after, hall, html, large_hall};
use crate::session::{Choice, Input};

/// That these stand on the page of a service before its ticket.
#[track_caller]
fn stand_before_the_ticket(page: &str, service: &str, facts: &[&str]) {
    let take = page.find(&format!("value=\"take {service}\""));
    let take = take.expect("a ticket can be taken");
    for fact in facts {
        assert!(page.find(fact).is_some_and(|at| at < take), "{fact} in {page}");
    }
}

#[test]
fn k20_a_service_says_everything_before_the_ticket() {
    let page = html(&after(&["service A01"]), &hall());
    let facts = [
        "原居民身份證",
        "證件工本費 <b>20 元／證</b>",
        "依據：示例〔2003〕1 號",
        "15 個工作日",
        "公安局 · 甲區 1、2 號窗口",
        "便民熱線 12345",
    ];
    stand_before_the_ticket(&page, "A01", &facts);
    assert!(!page.contains("監督室"), "another service's channel");
}

#[test]
fn k20_a_range_says_its_limits_and_who_pays_the_lower_one_and_an_exemption_its_ground() {
    let page = html(&after(&["service A02"]), &hall());
    let facts = [
        "佔用費 <b>0.30–0.60 元／平方米</b>",
        "重點項目一律按下限",
        "監督：監督室（一樓）",
        "證件工本費 <b>40 元</b>",
        "小微企業免收（示例〔2019〕3 號）",
        "星期二、星期四 08:30–12:00",
        "監督室（一樓）、便民熱線 12345",
    ];
    stand_before_the_ticket(&page, "A02", &facts);
    assert_eq!(
        page.matches("依據：示例〔2003〕2 號").count(),
        1,
        "a ground that two fees share is said once"
    );
    let english = html(&after(&["language en", "service A02"]), &hall());
    assert!(
        english.contains("CNY 0.30–0.60 per m²") && english.contains("Key projects: lower limit"),
        "{english}"
    );
}

#[test]
fn k20_what_is_not_handled_here_has_its_own_place_on_the_home_page_and_says_where_to_go() {
    for hall in [hall(), large_hall()] {
        let home = html(&after(&[]), &hall);
        assert!(
            home.contains("value=\"elsewhere\"") && home.contains("不在這裏辦的事"),
            "{home}"
        );
        let list = html(&after(&["elsewhere"]), &hall);
        assert!(
            list.contains("value=\"elsewhere marriage\" data-pick=\"1\""),
            "{list}"
        );
    }
    let entry = html(&after(&["elsewhere marriage"]), &hall());
    for fact in [
        "婚姻登記",
        "區婚姻登記處",
        "由其他機關辦理",
        "本級政府，有效至 2026年12月31日",
    ] {
        assert!(entry.contains(fact), "{fact} in {entry}");
    }
    assert!(!entry.contains("value=\"take"), "it has no ticket");
    let inside = html(&after(&["group A"]), &large_hall());
    assert!(!inside.contains("value=\"elsewhere\""), "it is no group's");
}

#[test]
fn an_entry_that_has_left_the_plan_leads_to_the_list() {
    let mut session = after(&[]);
    let choice = Choice::from_word("elsewhere divorce").unwrap();
    session.take(NOW, Input::Choice(choice));
    assert!(html(&session, &hall()).contains("value=\"elsewhere marriage\""));
}

#[test]
fn where_to_complain_is_one_touch_from_the_home_page_and_asks_nothing_there() {
    let home = html(&after(&[]), &hall());
    assert!(home.contains("value=\"complain\""), "{home}");
    let page = html(&after(&["complain"]), &hall());
    assert!(page.contains("<svg") && page.contains("總服務台"), "{page}");
    assert!(page.contains("便民熱線 12345"), "a channel for the whole hall");
    assert!(
        !page.contains("監督室"),
        "one that a service alone names is no channel for all"
    );
    assert!(
        !page.contains("<input type=\"text\"") && !page.contains("<textarea"),
        "nothing is typed in the hall"
    );
    let back = html(&after(&["complain", "home"]), &hall());
    assert!(back.contains("value=\"complain\""));
}

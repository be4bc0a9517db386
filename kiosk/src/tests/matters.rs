//! One ticket for several matters, from the page to the paper.

use super::{Daemon, Mood, StubHall};

#[tokio::test(flavor = "multi_thread")]
async fn two_services_and_a_journey_are_one_press_one_ticket_and_one_slip() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    for word in [
        "service A01",
        "journey moving A01",
        "add journey moving",
        "service A02",
        "cases 3",
        "take A02",
    ] {
        daemon.choose(word).await;
    }
    let shown = daemon.shows("請取走號票").await;
    for fact in ["A001", "同一張號票還要辦", "身份證換領", "共 3 人（件）"] {
        assert!(shown.html.contains(fact), "{fact} in {}", shown.html);
    }
    let asked = hall.posts("/tickets");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["services"], serde_json::json!(["A02"]));
    assert_eq!(asked[0]["journeys"], serde_json::json!(["moving"]));
    assert_eq!(asked[0]["cases"], 3);
    hall.wait_for_post("confirm").await;
    assert_eq!((hall.tickets(), daemon.slips()), (1, 1));
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_is_there_when_the_hall_answers_again() {
    let hall = StubHall::start().await;
    hall.set(Mood::CannotStore);
    let daemon = Daemon::start(&hall).await;
    for word in ["service A01", "add A01", "service P01", "take P01"] {
        daemon.choose(word).await;
    }
    daemon.shows("現在不能取號").await;
    hall.set(Mood::Well);
    daemon.choose("basket").await;
    daemon.choose("take-all").await;
    daemon.shows("請取走號票").await;
    let asked = hall.posts("/tickets");
    let last = asked.last().unwrap();
    assert_eq!(last["services"], serde_json::json!(["A01", "P01"]));
    assert_ne!(
        last["request"], asked[0]["request"],
        "the first press was given up"
    );
    hall.wait_for_post("void").await;
    daemon.kiosk.stop().await;
}

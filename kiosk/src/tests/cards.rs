//! One ticket a person: from the card on the reader to the hash in the hall.

use std::time::Duration;

use super::{Daemon, Mood, StubHall, service};
use crate::journal::Journal;

/// HMAC-SHA-256 of A123456789 under the stub's key, as OpenSSL makes it.
const HOLDER: &str = "fd384476ce96b8f77a0b94840eb0ef3f404aae222dd991becb0b0b6e1e7ce994";

impl Daemon {
    fn puts(&self, card: &str) {
        let front = self.kiosk.front("kiosk-a1").unwrap();
        front.cards.as_ref().unwrap().put(card);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_on_the_reader_gets_the_ticket_that_needs_one_and_its_number_stays_here() {
    let hall = StubHall::start().await;
    hall.set(Mood::WantsCards);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請把證件放到讀卡器上").await;
    assert_eq!((hall.tickets(), daemon.slips()), (0, 0));
    daemon.puts("a123456789");
    let shown = daemon.shows("A001").await;
    assert!(shown.html.contains("請取回您的證件"));
    let asked = hall.posts("/tickets");
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[1]["holder"], HOLDER);
    assert_ne!(asked[0]["request"], asked[1]["request"], "it is another press");
    hall.wait_for_post("confirm").await;
    // The hall has answered: the kiosk needs to know nobody any more.
    let journal = Journal::open(daemon.folder.path()).unwrap();
    let kept = journal
        .press(asked[1]["request"].as_str().unwrap())
        .unwrap()
        .unwrap();
    assert_eq!(kept.press.order.holder, None);
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_live_ticket_is_refused_with_what_to_do() {
    let hall = StubHall::start().await;
    hall.set(Mood::WantsCards);
    let daemon = Daemon::start(&hall).await;
    for says in ["請取走號票", "您在這類事項已有一張有效號票"] {
        // A card that comes at once again is the one that was left there.
        daemon.clock.wind(Duration::from_secs(3));
        daemon.choose("service A01").await;
        daemon.choose("take A01").await;
        daemon.shows("請把證件放到讀卡器上").await;
        daemon.puts("A123456789");
        daemon.shows(says).await;
        daemon.choose("home").await;
    }
    assert_eq!((hall.tickets(), daemon.slips()), (1, 1));
    assert_eq!(hall.keys(), 1, "one key does for the day");
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_cannot_be_read_or_checked_costs_no_ticket_and_says_what_to_do() {
    let hall = StubHall::start().await;
    hall.set(Mood::WantsCards);
    hall.keep_its_key(true);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請把證件放到讀卡器上").await;
    daemon.puts("???");
    daemon.shows("沒有讀到").await;
    daemon.puts("A123456789");
    daemon.shows("現在不能核對證件").await;
    assert_eq!(hall.posts("/tickets").len(), 1);
    hall.keep_its_key(false);
    daemon.clock.wind(Duration::from_secs(3));
    daemon.puts("A123456789");
    daemon.shows("A001").await;
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_day_has_a_new_key_and_a_card_read_before_it_is_asked_for_again() {
    let hall = StubHall::start().await;
    hall.set(Mood::WantsCards);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請把證件放到讀卡器上").await;
    daemon.puts("A123456789");
    daemon.shows("請取走號票").await;
    daemon.choose("home").await;
    hall.turn_the_day("2026-11-25");
    let mut picture = daemon.kiosk.hall();
    let turned = picture.wait_for(|hall| hall.service_day() == Some("2026-11-25".parse().unwrap()));
    tokio::time::timeout(super::PATIENCE, turned)
        .await
        .unwrap()
        .unwrap();
    daemon.choose("service A01").await;
    daemon.choose("take A01").await;
    daemon.shows("請把證件放到讀卡器上").await;
    daemon.clock.wind(Duration::from_secs(3));
    daemon.puts("A123456789");
    daemon.shows("A002").await;
    assert_eq!(hall.keys(), 2);
    let asked = hall.posts("/tickets");
    assert_ne!(
        asked[1]["holder"], asked[3]["holder"],
        "nobody is known from one day to the next"
    );
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_with_a_card_that_a_restart_cut_off_is_asked_again_with_the_same_holder() {
    let hall = StubHall::start().await;
    let folder = tempfile::tempdir().unwrap();
    let mut press = super::a_press("00112233445566778899aabbccddeeff");
    press.order.holder = Some(crate::holder::Holder::kept(press.day, HOLDER.to_owned()));
    Journal::open(folder.path()).unwrap().begin(&press).unwrap();
    let daemon = Daemon::start_in(&hall, folder).await;
    daemon.shows("沒有拿到號票？").await;
    assert_eq!(hall.posts("/tickets")[0]["holder"], HOLDER);
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_of_yesterday_is_asked_for_again_and_goes_nowhere() {
    let hall = StubHall::start().await;
    hall.set(Mood::WantsCards);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請把證件放到讀卡器上").await;
    let holder = crate::holder::Holder::kept("2026-11-23".parse().unwrap(), HOLDER.to_owned());
    let screen = daemon.kiosk.screen().unwrap();
    screen.take(crate::session::Input::Card(Ok(holder))).await;
    daemon.shows("沒有讀到").await;
    assert_eq!(hall.posts("/tickets").len(), 1);
    daemon.kiosk.stop().await;
}

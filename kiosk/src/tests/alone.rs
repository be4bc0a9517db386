//! The hall is away, and tickets go on: of the numbers that it leased, each once, and all of them brought when it is back.

use std::time::Duration;

use serde_json::Value;

use super::stub::{Mood, StubHall};
use super::{Daemon, KIOSK, PATIENCE, service};
use crate::journal::Journal;

/// A daemon with numbers to give.
async fn with_a_lease(hall: &StubHall, length: u32) -> Daemon {
    hall.leases(length);
    let daemon = Daemon::start(hall).await;
    leased(&daemon, hall).await;
    daemon
}

/// Until the journal has what was leased.
async fn leased(daemon: &Daemon, hall: &StubHall) {
    hall.wait_for_post("/leases").await;
    let journal = Journal::open(daemon.folder.path()).unwrap();
    let kept = async {
        while journal.leased_day().unwrap().is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, kept).await.expect("a lease");
}

/// Until so many tickets that were given alone have come to the hall.
async fn brought(hall: &StubHall, wanted: usize) -> Vec<String> {
    let come = async {
        while hall.brought().len() < wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, come).await.expect("the tickets");
    hall.brought()
}

/// The next visitor comes, a while after the last.
async fn home(daemon: &Daemon) {
    daemon.choose("home").await;
    daemon.clock.wind(Duration::from_secs(2));
}

async fn take(daemon: &Daemon) {
    daemon.choose("service A01").await;
    daemon.choose("take A01").await;
}

fn rows(hall: &StubHall) -> Vec<Value> {
    let bodies = hall.posts("/offline-tickets").into_iter();
    bodies
        .flat_map(|body| body["rows"].as_array().cloned().unwrap_or_default())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn k17_a_hall_that_does_not_answer_gets_the_tickets_when_it_is_back_and_voids_what_it_was_asked() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    hall.set(Mood::Away);
    for number in ["A601", "A602"] {
        take(&daemon).await;
        let shown = daemon.shows(&format!(">{number}<")).await;
        assert!(shown.html.contains("請留意叫號") && !shown.html.contains("現在不用等"));
        home(&daemon).await;
    }
    assert!(daemon.slip(2).await);
    let asked = hall.posts("/tickets");
    assert_eq!(
        asked.len(),
        2,
        "each is asked for once, for the numbers are there"
    );
    hall.set(Mood::Well);
    assert_eq!(brought(&hall, 2).await, ["A601", "A602"]);
    for (row, asked) in rows(&hall).iter().zip(&asked) {
        assert_eq!(row["voids"], asked["request"]);
        assert_ne!(row["request"], asked["request"]);
        assert_ne!(row["token"], asked["token"], "the other one may have been given");
        assert!(row["ago_ms"].is_u64() && row["clock"].is_null());
    }
    hall.wait_for_posts("/confirm", 2).await;
    assert_eq!(
        hall.posts("/void"),
        Vec::<Value>::new(),
        "the void travelled with them"
    );
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_are_used_up_never_wrap_and_the_kiosk_says_so() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 1).await;
    hall.set(Mood::Away);
    take(&daemon).await;
    assert!(daemon.slip(1).await);
    home(&daemon).await;
    take(&daemon).await;
    daemon.shows("本機可發的號碼已發完").await;
    assert_eq!(daemon.slips(), 1);
    hall.set(Mood::Well);
    // The hall is back: what is gone is leased anew.
    hall.wait_for_posts("/leases", 2).await;
    assert_eq!(hall.posts("/leases")[1]["letters"], serde_json::json!(["A"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_that_is_started_while_the_hall_is_away_goes_on_with_its_numbers() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    hall.set(Mood::Away);
    take(&daemon).await;
    daemon.shows(">A601<").await;
    let folder = daemon.folder;
    daemon.kiosk.stop().await;
    let daemon = Daemon::start_in(&hall, folder).await;
    daemon.shows("仍可取號").await;
    take(&daemon).await;
    daemon.shows(">A602<").await;
    hall.set(Mood::Well);
    assert_eq!(brought(&hall, 2).await, ["A601", "A602"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_in_another_machine_gives_none_of_the_numbers_that_it_brought_along() {
    let hall = StubHall::start().await;
    hall.leases(5);
    let folder = tempfile::tempdir().unwrap();
    let daemon = Daemon::start_on(&hall, folder, &[KIOSK], Some("one")).await;
    leased(&daemon, &hall).await;
    let first = hall.posts("/leases")[0]["journal"].clone();
    let folder = daemon.folder;
    daemon.kiosk.stop().await;
    hall.leases(0);
    let daemon = Daemon::start_on(&hall, folder, &[KIOSK], Some("another")).await;
    hall.wait_for_posts("/leases", 2).await;
    assert_ne!(
        hall.posts("/leases")[1]["journal"],
        first,
        "it is another journal"
    );
    hall.set(Mood::Away);
    take(&daemon).await;
    daemon.shows("現在不能取號").await;
    assert_eq!(daemon.slips(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_an_earlier_epoch_are_given_no_more_and_an_old_hall_is_as_good_as_none() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    hall.begin_epoch(2);
    hall.wait_for_posts("/leases", 2).await;
    let journal = Journal::open(daemon.folder.path()).unwrap();
    assert_eq!(journal.known_epoch().unwrap(), 2);
    // The old server is back beside the new one.
    hall.begin_epoch(1);
    daemon.shows("仍可取號").await;
    hall.set(Mood::Away);
    take(&daemon).await;
    daemon.shows(">A606<").await;
    hall.set(Mood::Well);
    hall.begin_epoch(2);
    brought(&hall, 1).await;
    assert_eq!(rows(&hall)[0]["epoch"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hall_that_goes_on_from_an_older_copy_is_told_again_of_everything() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    take(&daemon).await;
    daemon.shows(">A001<").await;
    hall.wait_for_posts("/confirm", 1).await;
    home(&daemon).await;
    hall.set(Mood::Away);
    take(&daemon).await;
    daemon.shows(">A601<").await;
    hall.set(Mood::Well);
    brought(&hall, 1).await;
    hall.wait_for_posts("/confirm", 2).await;
    hall.forget_what_was_brought();
    hall.begin_epoch(2);
    assert_eq!(brought(&hall, 2).await, ["A001", "A601"]);
    let told = rows(&hall);
    let [online, alone] = &told[told.len() - 2..] else {
        panic!("two rows");
    };
    assert_eq!(online["request"], hall.posts("/tickets")[0]["request"]);
    assert_eq!(
        (&online["epoch"], &alone["epoch"]),
        (&serde_json::json!(0), &serde_json::json!(1))
    );
    hall.wait_for_posts("/confirm", 4).await;
}

/// Whoever presses just after the hall was restored hears of it first.
#[tokio::test(flavor = "multi_thread")]
async fn an_epoch_that_a_press_hears_of_before_the_watch_does_is_kept_all_the_same() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    take(&daemon).await;
    daemon.shows(">A001<").await;
    hall.wait_for_posts("/confirm", 1).await;
    home(&daemon).await;
    hall.set(Mood::OfAnotherEpoch);
    take(&daemon).await;
    daemon.shows(">A601<").await;
    hall.begin_epoch(2);
    hall.set(Mood::Well);
    // What was given alone may come as soon as it is printed; what the hall gave itself only once the epoch is kept.
    let told_again = async {
        while !hall.brought().contains(&"A001".to_owned()) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, told_again).await.expect("A001");
    let journal = Journal::open(daemon.folder.path()).unwrap();
    assert_eq!(journal.known_epoch().unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_given_alone_when_the_day_is_over() {
    let hall = StubHall::start().await;
    let daemon = with_a_lease(&hall, 5).await;
    hall.set(Mood::Away);
    daemon.clock.wind(Duration::from_hours(8));
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("現在不能取號").await;
    assert_eq!(daemon.slips(), 0);
    hall.set(Mood::Well);
    hall.wait_for_post("void").await;
}

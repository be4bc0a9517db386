//! Somebody who is expected, from digits or code to the paper.

use super::{Daemon, Mood, StubHall};

impl Daemon {
    async fn types(&self, code: &str) {
        self.choose("arrive").await;
        for (place, digit) in code.chars().enumerate() {
            self.choose(&format!("digit {place} {digit}")).await;
        }
        self.choose("present").await;
    }

    fn scans(&self, code: &str) {
        let front = self.kiosk.front("kiosk-a1").unwrap();
        front.scanner.as_ref().unwrap().read(code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digits_of_a_booking_become_a_ticket_a_slip_and_a_confirmation() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.types("12345678").await;
    let shown = daemon.shows("請取走號票").await;
    assert!(shown.html.contains("A001") && shown.html.contains("預約"));
    assert_eq!(hall.posts("/arrivals")[0]["shown"], "12345678");
    hall.wait_for_post("confirm").await;
    assert_eq!((hall.tickets(), daemon.slips()), (1, 1));
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_to_an_arrival_is_asked_for_again_under_the_same_id() {
    let hall = StubHall::start().await;
    hall.set(Mood::LosesTheFirstReply);
    let daemon = Daemon::start(&hall).await;
    daemon.types("12345678").await;
    daemon.shows("A001").await;
    let asked = hall.posts("/arrivals");
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0], asked[1]);
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arrival_that_was_given_up_is_voided_so_that_the_booking_holds() {
    let hall = StubHall::start().await;
    hall.set(Mood::CannotStore);
    let daemon = Daemon::start(&hall).await;
    daemon.types("12345678").await;
    daemon.shows("大廳系統沒有應答").await;
    hall.set(Mood::Well);
    hall.wait_for_post("void").await;
    let asked = hall.posts("/arrivals");
    assert!(asked.len() > 1 && asked.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(daemon.slips(), 0);
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_before_the_scanner_brings_a_missed_number_back_and_prints_nothing() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.scans("http://hall.example/v/00112233445566778899aabbccddeeff");
    let shown = daemon.shows("已恢復排隊").await;
    assert!(shown.html.contains("A077") && shown.html.contains("前面 2 人"));
    assert_eq!(daemon.slips(), 0);
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_says_what_to_do() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.types("22345678").await;
    daemon.shows("這個預約是 11月27日 的").await;
    daemon.choose("home").await;
    daemon.types("92345678").await;
    daemon.shows("沒有這個預約，請核對數字").await;
    daemon.choose("home").await;
    daemon.scans("menu");
    daemon.shows("這個碼不是本大廳的預約").await;
    daemon.choose("home").await;
    daemon.types("32345678").await;
    daemon.shows("已過預約時間").await;
    daemon.choose("accept-late").await;
    daemon.shows("請取走號票").await;
    let asked = hall.posts("/arrivals");
    let [.., late, accepted] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!(
        (&late["accept_late"], &accepted["accept_late"]),
        (&false.into(), &true.into())
    );
    assert_ne!(late["request"], accepted["request"], "it is another press");
    daemon.kiosk.stop().await;
}

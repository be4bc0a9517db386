//! The slips of escorts.

use hall_protocol::Language;
use slip::{EscortSlip, Paper, PrintSize, SlipLook, Typesetter};

use super::stub::{Mood, StubHall};
use super::{Daemon, service};
use crate::escort_slip;

/// The only escort slip that the stub hall's kiosk can have printed for a visitor with this ticket.
fn expected(number: Option<&str>) -> slip::Bitmap {
    let slip = EscortSlip {
        hall: "示例大廳".to_owned(),
        attempt: 1,
        number: number.map(str::to_owned),
        place: "門口".to_owned(),
        called_at: "11月24日 09:41".to_owned(),
    };
    let look = SlipLook {
        paper: Paper::Mm80,
        size: PrintSize::Ordinary,
    };
    let words = escort_slip::words(Language::ZhHant);
    let raster = Typesetter::new().draw_escort(&slip, &words, look).unwrap();
    raster.bitmap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_an_escort_that_the_hall_has_heard_of_is_on_paper() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.choose("help").await;
    assert!(daemon.slip(1).await);
    let slips = daemon.kiosk.printer().unwrap().paper().slips();
    assert!(
        *slips[0].picture == expected(None),
        "see {}",
        slips[0].file.display()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_the_escort_of_a_visitor_with_a_ticket_has_its_number() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請取走號票").await;
    daemon.choose("help").await;
    assert!(daemon.slip(2).await);
    let slips = daemon.kiosk.printer().unwrap().paper().slips();
    assert!(
        *slips[1].picture == expected(Some("A001")),
        "see {}",
        slips[1].file.display()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_no_paper_says_that_a_guide_comes_of_whom_the_hall_has_not_heard() {
    let hall = StubHall::start().await;
    hall.set(Mood::RefusesGuides);
    let daemon = Daemon::start(&hall).await;
    daemon.choose("help").await;
    daemon.shows("暫時聯繫不上導辦員").await;
    // The slip of a ticket that is asked for after it is the first: one thread takes one errand after the other.
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("請取走號票").await;
    assert_eq!(daemon.slips(), 1);
}

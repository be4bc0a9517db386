//! A whole daemon with simulated pins and a simulated printer, against a hall that is only a stub.

mod alone;
mod arrivals;
mod cards;
mod doctor;
mod escorts;
mod machines;
mod matters;
mod own;
mod stopping;
mod stub;

use std::time::Duration;

use firmware_config::{KeyMeaning, LampMeaning, PadKey};
use hall_protocol::Language;

use crate::clock::Clock;
use crate::journal::{Journal, NewPress};
use crate::pages::screen::Shown;
use crate::session::{Basket, Choice, Comfort, Input, Matter, Order, Wish};
use crate::{DeviceSetup, Kiosk, KioskConfig, RunningKiosk};
use simulated_printer::PaperSupply;
use stub::{Mood, StubHall};

const KIOSK: &str = include_str!("../../firmware-config/devices/kiosk-a1.toml");
const PAD: &str = include_str!("../../firmware-config/devices/pad-3.toml");
const POST: &str = include_str!("../../firmware-config/devices/post-lobby.toml");
/// Long enough for a loaded machine; every wait is for an event, so nothing takes this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A daemon at work.
struct Daemon {
    kiosk: RunningKiosk,
    clock: Clock,
    folder: tempfile::TempDir,
}

impl Daemon {
    async fn start(hall: &StubHall) -> Self {
        Self::start_in(hall, tempfile::tempdir().unwrap()).await
    }

    async fn start_in(hall: &StubHall, folder: tempfile::TempDir) -> Self {
        Self::start_as(hall, folder, &[KIOSK, PAD, POST]).await
    }

    async fn start_as(hall: &StubHall, folder: tempfile::TempDir, devices: &[&str]) -> Self {
        Self::start_on(hall, folder, devices, None).await
    }

    /// On a machine of this name.
    async fn start_on(
        hall: &StubHall,
        folder: tempfile::TempDir,
        devices: &[&str],
        machine: Option<&str>,
    ) -> Self {
        let clock = Clock::wound();
        let setup = |text: &str| {
            let mut config = firmware_config::parse(text).unwrap();
            config.server.url = hall.url();
            DeviceSetup {
                config,
                bearer: "secret".to_owned(),
            }
        };
        let config = KioskConfig {
            devices: devices.iter().map(|text| setup(text)).collect(),
            is_simulated: true,
            listen: ([127, 0, 0, 1], 0).into(),
            data: folder.path().to_owned(),
            runtime: Some(folder.path().to_owned()),
            clock: clock.clone(),
            machine: machine.map(str::to_owned),
        };
        let kiosk = Kiosk::start(config).await.unwrap();
        let daemon = Self { kiosk, clock, folder };
        let mut picture = daemon.kiosk.hall();
        let known = picture.wait_for(|hall| hall.plan.is_some() && hall.day.is_some());
        tokio::time::timeout(PATIENCE, known).await.unwrap().unwrap();
        daemon
    }

    fn press(&self, device: &str, meaning: &KeyMeaning) {
        assert!(
            self.kiosk.front(device).unwrap().press(meaning),
            "{device} has no {meaning}"
        );
    }

    async fn choose(&self, word: &str) {
        let choice = Choice::from_word(word).unwrap();
        self.kiosk.screen().unwrap().take(Input::Choice(choice)).await;
    }

    /// Waits for a page that says something.
    async fn shows(&self, text: &str) -> std::sync::Arc<Shown> {
        let mut shown = self.kiosk.screen().unwrap().shown();
        let seen = tokio::time::timeout(PATIENCE, shown.wait_for(|shown| shown.html.contains(text))).await;
        let seen = seen.map(|seen| seen.unwrap().clone());
        seen.unwrap_or_else(|_| panic!("never shown: {text}\n{}", shown.borrow().html))
    }

    async fn slip(&self, number: usize) -> bool {
        let paper = self.kiosk.printer().unwrap().paper();
        let waited = tokio::task::spawn_blocking(move || paper.wait_for(number, PATIENCE).is_some());
        waited.await.unwrap()
    }

    fn slips(&self) -> usize {
        self.kiosk.printer().unwrap().paper().slips().len()
    }
}

fn service(code: &str) -> KeyMeaning {
    KeyMeaning::Service(code.to_owned())
}

fn a_press(request: &str) -> NewPress {
    NewPress {
        request: request.to_owned(),
        token: "ffeeddccbbaa99887766554433221100".to_owned(),
        day: stub::DAY.parse().unwrap(),
        order: Order {
            wish: Wish::Matters {
                basket: Basket::of(Matter::Service("A01".to_owned())),
                cases: 1,
                class: None,
            },
            comfort: Comfort::default(),
            holder: None,
        },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_of_a_button_becomes_a_ticket_a_slip_and_a_confirmation_with_proof() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    assert!(daemon.slip(1).await);
    daemon.shows("請取走號票").await;
    let confirmed = hall.wait_for_post("confirm").await;
    assert_eq!(confirmed["evidence"], "proof");
    let picture = daemon.kiosk.printer().unwrap().paper().slips()[0].file.clone();
    assert!(std::fs::read(picture).unwrap().starts_with(b"\x89PNG"));
    daemon.kiosk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_asked_for_again_under_the_same_id_and_gives_one_ticket() {
    let hall = StubHall::start().await;
    hall.set(Mood::LosesTheFirstReply);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("A001").await;
    let requests = hall.posts("/tickets");
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0], requests[1]);
    assert!(daemon.slip(1).await);
    hall.wait_for_post("confirm").await;
    assert_eq!((hall.tickets(), daemon.slips()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hall_that_cannot_answer_gives_no_number_and_is_told_to_void_it() {
    let hall = StubHall::start().await;
    hall.set(Mood::CannotStore);
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &service("A01"));
    daemon.shows("現在不能取號").await;
    assert_eq!(daemon.slips(), 0);
    let ids: std::collections::BTreeSet<String> = hall
        .posts("/tickets")
        .iter()
        .map(|body| body["request"].to_string())
        .collect();
    assert_eq!(ids.len(), 1, "one press has one id, however often it is sent");
    hall.set(Mood::Well);
    hall.wait_for_post("void").await;
    assert_eq!(hall.tickets(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_cut_off_by_a_restart_is_asked_again_under_its_id_and_confirmed_and_a_copy_is_offered() {
    let hall = StubHall::start().await;
    let folder = tempfile::tempdir().unwrap();
    let press = a_press("00112233445566778899aabbccddeeff");
    Journal::open(folder.path()).unwrap().begin(&press).unwrap();
    let daemon = Daemon::start_in(&hall, folder).await;
    daemon.shows("沒有拿到號票？").await;
    let sent = hall.posts("/tickets");
    assert_eq!(sent[0]["request"], press.request);
    assert_eq!(sent[0]["token"], press.token);
    assert_eq!(hall.wait_for_post("confirm").await["evidence"], "none");
    assert_eq!(daemon.slips(), 0, "nothing is printed by itself");
    daemon.choose("reprint").await;
    assert!(daemon.slip(1).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_is_of_the_ticket_on_the_screen_even_when_the_journal_has_a_newer_one() {
    let hall = StubHall::start().await;
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    let (older, newer) = ("0".repeat(32), "1".repeat(32));
    for request in [&older, &newer] {
        journal.begin(&a_press(request)).unwrap();
    }
    let daemon = Daemon::start_in(&hall, folder).await;
    daemon.shows(">A001<").await;
    daemon.choose("reprint").await;
    assert!(daemon.slip(1).await);
    let attempts = [&older, &newer].map(|request| journal.press(request).unwrap().unwrap().attempt);
    assert_eq!(attempts, [1, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn k16_a_printer_without_paper_leaves_the_number_on_the_screen_and_staff_are_told() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon
        .kiosk
        .printer()
        .unwrap()
        .faults()
        .set_paper(PaperSupply::End);
    hall.wait_for(|path, body| path.ends_with("/health") && body["printer"] == "paper_out")
        .await;
    daemon.shows("要紙質號票，可以試試「甲區內」取號機").await;
    daemon.press("kiosk-a1", &service("A01"));
    let shown = daemon.shows("請記下號碼").await;
    assert!(shown.html.contains("A001"));
    assert_eq!(hall.wait_for_post("confirm").await["evidence"], "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_without_a_printer_says_to_note_the_number_and_blames_nothing() {
    let hall = StubHall::start().await;
    let (before, rest) = KIOSK.split_once("[printer]").unwrap();
    let (_, keys) = rest.split_once("[[key]]").unwrap();
    let device = format!("{before}[[key]]{keys}");
    let daemon = Daemon::start_as(&hall, tempfile::tempdir().unwrap(), &[&device]).await;
    daemon.press("kiosk-a1", &service("A01"));
    let shown = daemon.shows("請記下號碼，或掃碼保存。").await;
    assert!(shown.html.contains("A001"));
    assert!(!shown.html.contains("value=\"reprint\"") && !shown.html.contains("工作人員已知道"));
    assert_eq!(hall.wait_for_post("confirm").await["evidence"], "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_can_be_taken_with_plain_forms_and_no_script() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let (page, press) = (
        daemon.kiosk.page_url(),
        format!("{}press", daemon.kiosk.page_url()),
    );
    let mut html = browser.get(&page).send().await.unwrap().text().await.unwrap();
    for word in ["service A01", "claim elderly", "take A01"] {
        assert!(html.contains(&format!("value=\"{word}\"")), "{word} in {html}");
        let form = format!("do={}", word.replace(' ', "+"));
        let request = browser
            .post(&press)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        // The answer is a redirect to the page, which the client follows as a browser would.
        html = request.send().await.unwrap().text().await.unwrap();
        assert!(html.starts_with("<!doctype html>"));
    }
    daemon.shows("A001").await;
    let html = browser.get(&page).send().await.unwrap().text().await.unwrap();
    assert!(html.contains(">A001<") && html.contains("http-equiv=\"refresh\""));
    assert_eq!(hall.posts("/tickets")[0]["class"], "elderly");
}

#[tokio::test(flavor = "multi_thread")]
async fn k7_a_forgotten_page_warns_and_starts_over_when_the_clock_is_wound() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.choose("language en").await;
    daemon.clock.wind(Duration::from_secs(30));
    daemon.shows("Are you still there?").await;
    daemon.clock.wind(Duration::from_secs(20));
    assert_eq!(
        daemon.shows("data-status=\"請點選要辦的事\"").await.language,
        Language::ZhHant.tag()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_the_help_button_lights_its_lamp_asks_for_a_guide_and_can_be_cancelled() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.press("kiosk-a1", &KeyMeaning::Help);
    daemon.shows("導辦員這就過來").await;
    assert_eq!(hall.posts("/escorts")[0]["place"], "kiosk-a1");
    daemon.choose("cancel-help").await;
    hall.wait_for_post("cancel").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_a_guide_whose_answer_was_lost_is_found_again_under_the_same_id_and_called_off() {
    let hall = StubHall::start().await;
    hall.set(Mood::LosesGuideReplies);
    let daemon = Daemon::start(&hall).await;
    daemon.choose("help").await;
    daemon.shows("暫時聯繫不上導辦員").await;
    hall.set(Mood::Well);
    daemon.choose("cancel-help").await;
    hall.wait_for_post("/escorts/1/cancel").await;
    let asked = hall.posts("/escorts");
    assert!(asked.len() >= 2 && asked.iter().all(|body| *body == asked[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_a_later_visitor_calls_off_no_guide_but_the_one_he_asked_for() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.choose("help").await;
    daemon.shows("導辦員這就過來").await;
    daemon.clock.wind(Duration::from_mins(1));
    hall.set(Mood::LosesGuideReplies);
    daemon.choose("help").await;
    daemon.shows("暫時聯繫不上導辦員").await;
    hall.set(Mood::Well);
    daemon.choose("cancel-help").await;
    hall.wait_for_post("cancel").await;
    assert!(hall.posts("/escorts/1/cancel").is_empty());
    assert_eq!(hall.posts("/escorts/2/cancel").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn k12_a_guide_who_was_refused_leaves_nothing_to_call_off() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.choose("help").await;
    daemon.shows("導辦員這就過來").await;
    daemon.clock.wind(Duration::from_mins(1));
    hall.set(Mood::RefusesGuides);
    daemon.choose("help").await;
    daemon.shows("暫時聯繫不上導辦員").await;
    daemon.choose("cancel-help").await;
    hall.set(Mood::Well);
    // Wishes are carried out in turn: once this one is heard, nothing of the one before can still come.
    daemon.choose("help").await;
    daemon.shows("導辦員這就過來").await;
    assert!(hall.posts("cancel").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn k20_who_looks_up_what_is_not_handled_here_is_counted_under_one_id_until_the_hall_has_heard() {
    let hall = StubHall::start().await;
    hall.set(Mood::CannotStore);
    let daemon = Daemon::start(&hall).await;
    daemon.choose("elsewhere marriage").await;
    daemon.shows("區婚姻登記處").await;
    hall.wait_for_post("/elsewhere").await;
    hall.set(Mood::Well);
    hall.wait_for_posts("/elsewhere", 2).await;
    let asked = hall.posts("/elsewhere");
    assert_eq!(asked[0]["entry"], "marriage");
    assert!(asked.iter().all(|body| *body == asked[0]), "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_escort_post_asks_from_its_own_place() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.press("post-lobby", &KeyMeaning::Help);
    assert_eq!(hall.wait_for_post("/escorts").await["place"], "post-lobby");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pads_key_is_one_call_and_its_lamp_shows_the_window() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    let mut panel = daemon.kiosk.changes();
    let front = daemon.kiosk.front("pad-3").unwrap();
    let lit = |lamp| move || front.is_lit(lamp);
    let is_waiting = lit(LampMeaning::Waiting);
    tokio::time::timeout(PATIENCE, panel.wait_for(|_| is_waiting()))
        .await
        .unwrap()
        .unwrap();
    daemon.press("pad-3", &KeyMeaning::Pad(PadKey::Next));
    let call = hall.wait_for_post("call-next").await;
    assert_eq!(call["call"].as_str().map(str::len), Some(32));
    let is_called = lit(LampMeaning::Called);
    tokio::time::timeout(PATIENCE, panel.wait_for(|_| is_called()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(hall.posts("call-next").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_that_starts_without_its_hall_shows_the_plan_it_kept() {
    let hall = StubHall::start().await;
    let daemon = Daemon::start(&hall).await;
    daemon.shows("身份證換領").await;
    let Daemon { kiosk, folder, .. } = daemon;
    kiosk.stop().await;
    let mut config = firmware_config::parse(KIOSK).unwrap();
    // Nobody listens there.
    config.server.url = "http://127.0.0.1:9".to_owned();
    let setup = DeviceSetup {
        config,
        bearer: "secret".to_owned(),
    };
    let again = KioskConfig {
        devices: vec![setup],
        is_simulated: true,
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.path().to_owned(),
        runtime: None,
        clock: Clock::wound(),
        machine: None,
    };
    let kiosk = Kiosk::start(again).await.unwrap();
    assert!(
        kiosk
            .screen()
            .unwrap()
            .shown()
            .borrow()
            .html
            .contains("身份證換領")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_ticket_kiosk_in_one_process_is_refused() {
    let config = firmware_config::parse(KIOSK).unwrap();
    let setup = DeviceSetup {
        config,
        bearer: String::new(),
    };
    let folder = tempfile::tempdir().unwrap();
    let two = KioskConfig {
        devices: vec![setup.clone(), setup],
        is_simulated: true,
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.path().to_owned(),
        runtime: None,
        clock: Clock::wound(),
        machine: None,
    };
    assert!(matches!(Kiosk::start(two).await, Err(crate::StartError::SecondKiosk(id)) if id == "kiosk-a1"));
}

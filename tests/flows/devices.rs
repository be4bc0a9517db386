//! The same ways with real presses: buttons, a printed slip, a pad and its lamps.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use display_server::clock::Stopwatch;
use firmware_config::{KeyMeaning, LampMeaning, PadKey};
use hall_protocol::board::BoardView;
use hall_protocol::escort::EscortsView;
use hall_protocol::plan_document::PlanRole;
use hall_protocol::visit::VisitView;
use hall_protocol::window::WindowView;
use whole_hall::hall::{Devices, HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;
use whole_hall::wire::EventStream;

use crate::stand::WINDOW;

/// How long a device may take to do what it was told.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many heartbeats of a stream, at two seconds each, a press may take.
const BEATS: u32 = 10;

/// A hall at nine with devices, and a clerk at the pad's window.
struct Front {
    hall: WholeHall,
    devices: Devices,
    hands: Hands,
    clerk: String,
}

impl Front {
    fn at_nine() -> Result<Self> {
        let hall = WholeHall::start(HallSetup::sample()?)?;
        let devices = hall.start_devices(WINDOW, 0)?;
        let mut hands = hall.hands()?;
        let clerk = hands.sign_in(hall.clerk_of(WINDOW)?, PIN)?;
        hands.window(&clerk, WINDOW, "open")?;
        devices.wait_for(&hall)?;
        Ok(Self {
            hall,
            devices,
            hands,
            clerk,
        })
    }

    fn pad(&self, key: PadKey) -> Result<()> {
        self.devices.press(&self.devices.pad, &KeyMeaning::Pad(key))
    }

    /// Presses a key of the pad and waits until the window is as told. A key pressed again too soon is one press, as it
    /// should be; so, like a clerk, this presses again at the next heartbeat.
    fn pad_until(&self, key: PadKey, is_there: impl Fn(&WindowView) -> bool) -> Result<WindowView> {
        let path = format!("/api/v1/windows/{WINDOW}/events");
        let mut stream = EventStream::open(self.hall.addr(), &path, Some(&self.clerk))?;
        self.pad(key)?;
        let mut beats = 0;
        while beats < BEATS {
            let event = stream.next_event()?;
            if event.name == "beat" {
                beats += 1;
                self.pad(key)?;
            } else if event.name == "window" {
                let view: WindowView = serde_json::from_str(&event.data)?;
                if is_there(&view) {
                    return Ok(view);
                }
            }
        }
        anyhow::bail!("{key:?} does nothing")
    }

    /// Waits until a lamp of a device is lit; its pins are written every few milliseconds.
    fn lit_in_time(&self, device: &str, lamp: LampMeaning) -> bool {
        let watch = Stopwatch::start();
        while watch.elapsed() < PATIENCE {
            if self.devices.is_lit(device, lamp) {
                return true;
            }
            std::thread::yield_now();
        }
        false
    }

    fn end(self) -> Result<()> {
        self.hall.block_on(self.devices.daemon.stop());
        self.hall.stop()
    }
}

#[test]
fn a_button_prints_a_slip_and_the_pad_calls_starts_and_finishes_it() -> Result<()> {
    let mut front = Front::at_nine()?;
    front
        .devices
        .press(&front.devices.kiosk, &KeyMeaning::Service("A01".into()))?;
    let paper = front
        .devices
        .daemon
        .printer()
        .context("the kiosk has a printer")?
        .paper();
    let slip = paper.wait_for(1, PATIENCE).context("no slip came")?;
    let rows = slip.picture.height_dots();
    let black_rows = (0..rows).filter(|row| !slip.picture.is_blank_row(*row)).count();
    assert!(
        black_rows > 200,
        "the slip has {black_rows} printed rows of {rows}"
    );

    let area = "a";
    let mut board = EventStream::open(front.hall.addr(), &format!("/api/v1/boards/{area}/events"), None)?;
    let called = front.pad_until(PadKey::Next, |view| view.current.is_some())?;
    assert_eq!(
        called.current.map(|current| current.ticket).as_deref(),
        Some("A001")
    );
    loop {
        let view: BoardView = serde_json::from_str(&board.next_named("board")?.data)?;
        if view
            .calls
            .iter()
            .any(|call| call.ticket == "A001" && call.window == WINDOW)
        {
            break;
        }
    }
    front.hall.wind_to("09:01:00")?;
    front.pad_until(PadKey::StartFinish, |view| {
        view.current.as_ref().is_some_and(|c| c.started_at.is_some())
    })?;
    front.hall.wind_to("09:09:00")?;
    front.pad_until(PadKey::StartFinish, |view| view.current.is_none())?;

    let manager = front
        .hands
        .sign_in(front.hall.first_of(PlanRole::Manager)?, PIN)?;
    let legs: Vec<hall_protocol::report::LegRow> = front.hands.fetch(
        &format!("/api/v1/reports/legs?day={}", front.hands.day),
        Some(&manager),
    )?;
    let handled: Vec<_> = legs
        .iter()
        .map(|leg| (leg.ticket.as_str(), leg.handling_s))
        .collect();
    assert_eq!(handled, [("A001", Some(480.0))]);
    front.end()
}

#[test]
fn one_press_of_a_button_is_one_ticket() -> Result<()> {
    let mut front = Front::at_nine()?;
    front
        .devices
        .press(&front.devices.kiosk, &KeyMeaning::Service("A01".into()))?;
    let paper = front
        .devices
        .daemon
        .printer()
        .context("the kiosk has a printer")?
        .paper();
    paper.wait_for(1, PATIENCE).context("no slip came")?;
    let manager = front
        .hands
        .sign_in(front.hall.first_of(PlanRole::Manager)?, PIN)?;
    let live: hall_protocol::live::LiveView = front.hands.fetch("/api/v1/live", Some(&manager))?;
    assert_eq!((live.issued, paper.slips().len()), (1, 1));
    front.end()
}

#[test]
fn the_accessibility_button_brings_a_guide_and_its_lamp_says_so() -> Result<()> {
    let mut front = Front::at_nine()?;
    let guide = front.hands.sign_in(front.hall.first_of(PlanRole::Guide)?, PIN)?;
    front.hands.sign_on(&guide, &front.devices.post)?;
    let mut jobs = EventStream::open(front.hall.addr(), "/api/v1/escorts/events", Some(&guide))?;
    front.devices.press(&front.devices.post, &KeyMeaning::Help)?;
    let job = loop {
        let view: EscortsView = serde_json::from_str(&jobs.next_named("escorts")?.data)?;
        if let Some(job) = view.open.first() {
            break job.clone();
        }
    };
    assert_eq!(
        (job.place.as_str(), job.state.as_str()),
        (front.devices.post.as_str(), "requested")
    );
    assert!(
        front.lit_in_time(&front.devices.post, LampMeaning::Help),
        "the lamp answers"
    );
    for verb in ["accept", "meet"] {
        front.hands.escort(&guide, job.id, verb)?;
    }
    front.hands.hand_over(&guide, job.id, WINDOW)?;
    assert_eq!(front.hands.escort(&guide, job.id, "done")?.state, "done");
    front.end()
}

/// What a phone's camera sees on a slip; another program's eyes, so that ours need not be trusted.
fn scanned(slip: &Path) -> Result<String> {
    let seen = Command::new("zbarimg")
        .args(["--quiet", "--raw", "--set", "disable", "--set", "qrcode.enable"])
        .arg(slip)
        .output()
        .context("zbarimg does not start: install Debian's zbar-tools")?;
    anyhow::ensure!(seen.status.success(), "no code on {}", slip.display());
    Ok(String::from_utf8(seen.stdout)?.trim().to_owned())
}

#[test]
fn the_code_on_a_printed_slip_leads_to_its_own_ticket() -> Result<()> {
    let front = Front::at_nine()?;
    front
        .devices
        .press(&front.devices.kiosk, &KeyMeaning::Service("A01".into()))?;
    let printer = front
        .devices
        .daemon
        .printer()
        .context("the kiosk has a printer")?;
    let slip = printer.paper().wait_for(1, PATIENCE).context("no slip came")?;
    let address = scanned(&slip.file)?;
    let public = &front.hall.plan().hall.public_url;
    let path = address
        .strip_prefix(public.as_str())
        .with_context(|| format!("{address} is not at {public}"))?;
    let token = path.strip_prefix("/v/").context("not a ticket's address")?;
    let visit: VisitView = front
        .hall
        .hands()?
        .fetch(&format!("/api/v1/visits/{token}"), None)?;
    assert_eq!(visit.number, "A001");
    front.end()
}

//! Putting the devices of a process together.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use firmware_config::{DeviceConfig, KeyMeaning, Role};
use hall_protocol::identity::Health;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::{DeviceSetup, KioskConfig, RunningKiosk, StartError, printers};
use crate::clock::Clock;
use crate::devices::board::{Board, BoardAtWork, Lit, PinThread};
use crate::devices::simulated::SimulatedFront;
use crate::devices::{raspberry, simulated};
use crate::guide_call::{GuideCall, GuideWish};
use crate::hall_watch::{HallPicture, HallWatch};
use crate::issuing::{Issuing, IssuingParts, SlipPrinter};
use crate::journal::Journal;
use crate::pad::PadDuty;
use crate::pages::panel::Panel;
use crate::pages::{Served, routes};
use crate::post::PostDuty;
use crate::server_link::ServerLink;
use crate::session::{Choice, GuideAnswer, Input};
use simulated_printer::SimulatedPrinter;

use crate::touchscreen::{Hands, Touchscreen, TouchscreenHandle};

/// Presses, and wishes for a guide, that may wait.
const QUEUE_LIMIT: usize = 4;
/// How often staff are told of a device's health.
const HEALTH_EVERY: Duration = Duration::from_secs(30);
/// A 1080-pixel screen of 21.5 inches: where a process has no screen of its own.
const USUAL_PX_PER_MM: f64 = 4.03;

/// What grows while the devices are put together.
struct Assembly {
    clock: Clock,
    journal: Journal,
    hall: watch::Receiver<HallPicture>,
    is_simulated: bool,
    changes: Arc<watch::Sender<u64>>,
    tasks: Vec<JoinHandle<()>>,
    boards: Vec<BoardAtWork>,
    fronts: Vec<SimulatedFront>,
    screen: Option<KioskParts>,
}

/// What only a ticket kiosk has.
struct KioskParts {
    touchscreen: TouchscreenHandle,
    issuing: Arc<Issuing>,
    printer: Option<SimulatedPrinter>,
    px_per_mm: f64,
}

pub(super) fn assemble(
    config: KioskConfig,
    listener: TcpListener,
    address: SocketAddr,
) -> Result<RunningKiosk, StartError> {
    let journal = Journal::open(&config.data)?;
    let first = config.devices.first().ok_or(StartError::NoDevice)?;
    // The plan and the day are the same for all; a kiosk's own id comes first where there is one.
    let eyes = config
        .devices
        .iter()
        .find(|device| device.config.role == Role::TicketKiosk)
        .unwrap_or(first);
    let watch = HallWatch::new(link_of(eyes)?, journal.clone(), config.clock.clone());
    let mut assembly = Assembly {
        clock: config.clock.clone(),
        journal,
        hall: watch.picture(),
        is_simulated: config.is_simulated,
        changes: Arc::new(watch::Sender::new(0)),
        tasks: Vec::new(),
        boards: Vec::new(),
        fronts: Vec::new(),
        screen: None,
    };
    for device in &config.devices {
        assembly.add(device, &config)?;
    }
    let served = assembly.served();
    let pins = PinThread::start(std::mem::take(&mut assembly.boards))?;
    assembly.tasks.push(tokio::spawn(watch.run()));
    assembly.tasks.push(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes(served)).await {
            tracing::error!(%error, "the pages are no longer served");
        }
    }));
    let screen = assembly.screen.as_ref().map(|parts| parts.touchscreen.clone());
    let (issuing, printer) = assembly
        .screen
        .map(|parts| (parts.issuing, parts.printer))
        .unzip();
    Ok(RunningKiosk {
        address,
        fronts: assembly.fronts,
        screen,
        changes: assembly.changes.subscribe(),
        hall: assembly.hall,
        clock: config.clock,
        tasks: assembly.tasks,
        pins: Some(pins),
        issuing,
        printer: printer.flatten(),
    })
}

fn link_of(device: &DeviceSetup) -> Result<ServerLink, StartError> {
    Ok(ServerLink::new(
        &device.config.server.url,
        &device.config.id,
        &device.bearer,
    )?)
}

impl Assembly {
    fn add(&mut self, device: &DeviceSetup, config: &KioskConfig) -> Result<(), StartError> {
        let link = link_of(device)?;
        let board = self.board(&device.config)?;
        let (presses, inbox) = mpsc::channel(QUEUE_LIMIT);
        let (lit, shown) = watch::channel(Lit::new());
        self.boards.push(BoardAtWork {
            device: device.config.id.clone(),
            board,
            presses,
            lit: shown,
        });
        match &device.config.role {
            Role::TicketKiosk => self.add_kiosk(&device.config, config, link, inbox, lit),
            Role::WindowPad { window, place } => {
                let guide = self.guide_call(link.clone(), place, Box::new(|_| {}));
                let hall = self.hall.clone();
                let duty = PadDuty {
                    link: link.clone(),
                    window: *window,
                    presses: inbox,
                    lit,
                    guide,
                    hall,
                };
                self.tasks.push(tokio::spawn(duty.run()));
                self.report_health(link, watch::channel("none").1);
                Ok(())
            }
            Role::Sign { .. } => Err(StartError::NoSign(device.config.id.clone())),
            Role::EscortPost => {
                let (answers, heard) = watch::channel(None);
                let tell = Box::new(move |answer| {
                    answers.send_replace(Some(answer));
                });
                let guide = self.guide_call(link.clone(), &device.config.id, tell);
                let duty = PostDuty {
                    presses: inbox,
                    lit,
                    guide,
                    heard,
                    clock: self.clock.clone(),
                };
                self.tasks.push(tokio::spawn(duty.run()));
                self.report_health(link, watch::channel("none").1);
                Ok(())
            }
        }
    }

    fn add_kiosk(
        &mut self,
        device: &DeviceConfig,
        config: &KioskConfig,
        link: ServerLink,
        pressed: mpsc::Receiver<KeyMeaning>,
        lit: watch::Sender<Lit>,
    ) -> Result<(), StartError> {
        let (touchscreen, handle) = Touchscreen::new(self.clock.clone(), self.hall.clone());
        let (slip_printer, printer) = self.printer(device, config)?;
        let health = slip_printer.health();
        let screen = handle.clone();
        let issuing = Arc::new(Issuing::start(IssuingParts {
            link: link.clone(),
            journal: self.journal.clone(),
            hall: self.hall.clone(),
            printer: slip_printer,
            tell: Arc::new(move |input| screen.tell(input)),
            runtime: Handle::current(),
        })?);
        let screen = handle.clone();
        let tell = Box::new(move |answer| screen.tell(Input::Guide(answer)));
        let guide = self.guide_call(link.clone(), &device.id, tell);
        let hands = Hands {
            issuing: Arc::clone(&issuing),
            guide,
            lit,
        };
        self.tasks.push(tokio::spawn(touchscreen.run(hands)));
        self.tasks
            .push(tokio::spawn(press_the_screen(pressed, handle.clone())));
        self.report_health(link, health);
        let px_per_mm = device.screen.map_or(USUAL_PX_PER_MM, |screen| screen.px_per_mm());
        self.screen = Some(KioskParts {
            touchscreen: handle,
            issuing,
            printer,
            px_per_mm,
        });
        Ok(())
    }

    fn board(&mut self, device: &DeviceConfig) -> Result<Board, StartError> {
        if self.is_simulated {
            let (board, front) = simulated::build(device, &self.changes);
            self.fronts.push(front);
            Ok(board)
        } else if device.keys.is_empty() && device.lamps.is_empty() {
            // Touch alone needs no pins, and so no Pi.
            Ok(Board {
                buttons: Vec::new(),
                lamps: Vec::new(),
            })
        } else {
            Ok(raspberry::open(device)?)
        }
    }

    /// The printer of a kiosk; simulated, one that this process brings along.
    fn printer(
        &self,
        device: &DeviceConfig,
        config: &KioskConfig,
    ) -> Result<(SlipPrinter, Option<SimulatedPrinter>), StartError> {
        let Some(printer) = &device.printer else {
            return Ok((SlipPrinter::none(), None));
        };
        if !self.is_simulated {
            return Ok((printers::open(printer)?, None));
        }
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let folder = config.data.join("slips");
        let simulated = SimulatedPrinter::start(any_port, printers::paper_of(printer), &folder)?;
        let changes = Arc::clone(&self.changes);
        simulated
            .paper()
            .on_slip(move |_| changes.send_modify(|count| *count += 1));
        Ok((
            printers::simulated(printer, simulated.address())?,
            Some(simulated),
        ))
    }

    fn guide_call(
        &mut self,
        link: ServerLink,
        place: &str,
        tell: Box<dyn Fn(GuideAnswer) + Send + Sync>,
    ) -> mpsc::Sender<GuideWish> {
        let (wishes, inbox) = mpsc::channel(QUEUE_LIMIT);
        let call = GuideCall::new(link, self.hall.clone(), place.to_owned(), inbox, tell);
        self.tasks.push(tokio::spawn(call.run()));
        wishes
    }

    /// Tells staff how the device is: every 30 s, and at once when its printer changes.
    fn report_health(&mut self, link: ServerLink, mut printer: watch::Receiver<&'static str>) {
        let started = Clock::running();
        self.tasks.push(tokio::spawn(async move {
            let mut turns = tokio::time::interval(HEALTH_EVERY);
            let mut may_change = true;
            loop {
                tokio::select! {
                    _ = turns.tick() => {}
                    changed = printer.changed(), if may_change => may_change = changed.is_ok(),
                }
                let health = Health {
                    printer: (*printer.borrow_and_update()).to_owned(),
                    version: env!("CARGO_PKG_VERSION").to_owned(),
                    uptime_s: started.moment().since_start().as_secs(),
                };
                if let Err(error) = link.report_health(&health).await {
                    tracing::debug!(%error, "health not reported");
                }
            }
        }));
    }

    fn served(&self) -> Served {
        let screen = self.screen.as_ref();
        let panel = self.is_simulated.then(|| {
            Arc::new(Panel {
                fronts: self.fronts.clone(),
                paper: screen
                    .and_then(|parts| parts.printer.as_ref())
                    .map(SimulatedPrinter::paper),
                hall: self.hall.clone(),
                changes: self.changes.subscribe(),
                has_screen: screen.is_some(),
            })
        });
        Served {
            touchscreen: screen.map(|parts| parts.touchscreen.clone()),
            px_per_mm: screen.map_or(USUAL_PX_PER_MM, |parts| parts.px_per_mm),
            panel,
        }
    }
}

/// Carries the kiosk's buttons to its session.
async fn press_the_screen(mut pressed: mpsc::Receiver<KeyMeaning>, screen: TouchscreenHandle) {
    while let Some(meaning) = pressed.recv().await {
        let choice = match meaning {
            KeyMeaning::Service(code) => Choice::Key(code),
            KeyMeaning::Group(letter) => Choice::Group(letter),
            KeyMeaning::Help => Choice::Help,
            // Not on a kiosk: the configuration's check has refused it.
            KeyMeaning::Pad(_) => continue,
        };
        screen.take(Input::Choice(choice)).await;
    }
}

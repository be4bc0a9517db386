//! Putting the devices of a process together.

mod served;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use firmware_config::{DeviceConfig, KeyMeaning, Role};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use super::carrying::press_the_screen;
use super::holders::Holders;
use super::machines::{self, Machines};
use super::readers::Readers;
use super::tasks::Tasks;
use super::{DeviceHealth, DeviceSetup, KioskConfig, RunningKiosk, StartError, printers};
use crate::askings::{ASKINGS_LIMIT, tell_the_hall};
use crate::clock::Clock;
use crate::devices::board::{BoardAtWork, Lit, PinThread};
use crate::devices::buzzer::Sounder;
use crate::devices::card_reader::CardReader;
use crate::devices::digits::DigitRow;
use crate::devices::faults::Faults;
use crate::devices::number_pad::{NUMBER_PAD, NumberPadEar};
use crate::devices::simulated::SimulatedFront;
use crate::devices::usb_keyboard::UsbKeyboard;
use crate::guide_call::{GuideCall, GuideWish};
use crate::hall_watch::{HallPicture, HallWatch};
use crate::id::new_id;
use crate::issuing::{Issuing, IssuingParts, PrinterNews, SlipPrinter};
use crate::journal::Journal;
use crate::machine_name::machine_name;
use crate::meters::Meters;
use crate::pad::PadDuty;
use crate::pages::alive::PageHeartbeat;
use crate::pages::sign::SignScreen;
use crate::pages::{listener, routes};
use crate::post::PostDuty;
use crate::server_link::ServerLink;
use crate::session::{GuideAnswer, Input};
use crate::sign::{SignDuty, SignParts};
use crate::touchscreen::{Hands, Touchscreen, TouchscreenHandle};
use machine::watchdog::Vigil;
use simulated_printer::SimulatedPrinter;

/// Presses, and wishes for a guide, that may wait.
const QUEUE_LIMIT: usize = 4;
/// A 1080-pixel screen of 21.5 inches: where a process has no screen of its own.
const USUAL_PX_PER_MM: f64 = 4.03;

/// What grows while the devices are put together.
struct Assembly {
    clock: Clock,
    /// The link that learns first in which epoch the hall gives numbers.
    link: ServerLink,
    journal: Journal,
    journal_name: String,
    hall: watch::Receiver<HallPicture>,
    is_simulated: bool,
    changes: Arc<watch::Sender<u64>>,
    vigil: Vigil,
    tasks: Tasks,
    boards: Vec<BoardAtWork>,
    fronts: Vec<SimulatedFront>,
    signs: Vec<SignScreen>,
    screen: Option<KioskParts>,
    page_heartbeat: PageHeartbeat,
    health: Vec<DeviceHealth>,
    meters: Meters,
    data: PathBuf,
}

/// A device's presses, lamps and buzzers, for whoever does its duty.
struct Signals {
    faults: Faults,
    pressed: mpsc::Receiver<KeyMeaning>,
    lit: watch::Sender<Lit>,
    sounder: Sounder,
}

/// What only a ticket kiosk has.
struct KioskParts {
    touchscreen: TouchscreenHandle,
    issuing: Issuing,
    printer: Option<SimulatedPrinter>,
    px_per_mm: f64,
}

pub(super) fn assemble(
    config: KioskConfig,
    listener: TcpListener,
    address: SocketAddr,
) -> Result<RunningKiosk, StartError> {
    let eyes = eyes_of(&config)?;
    let changes = Arc::new(watch::Sender::new(0));
    let machines = machines::open_all(&config, &changes)?;
    let (journal, journal_name) = journal_of(&config)?;
    let link = link_of(eyes)?;
    let watch = HallWatch::new(link.clone(), journal.clone(), config.clock.clone());
    let mut assembly = Assembly {
        clock: config.clock.clone(),
        link,
        journal,
        journal_name,
        hall: watch.picture(),
        is_simulated: config.is_simulated,
        changes,
        vigil: Vigil::default(),
        tasks: Tasks::default(),
        boards: Vec::new(),
        fronts: Vec::new(),
        signs: Vec::new(),
        screen: None,
        page_heartbeat: PageHeartbeat::in_folder(config.runtime.clone()),
        health: Vec::new(),
        meters: Meters::default(),
        data: config.data.clone(),
    };
    for (device, machines) in config.devices.iter().zip(machines) {
        assembly.add(device, machines, &config)?;
    }
    let pulse = assembly.vigil.watch("pins");
    let pins = PinThread::start(std::mem::take(&mut assembly.boards), pulse)?;
    assembly.tasks.start(watch.run());
    let served = assembly.served();
    assembly.tasks.start(listener::serve(listener, routes(served)));
    assembly.tasks.start(assembly.vigil.keep());
    let screen = assembly.screen.as_ref().map(|parts| parts.touchscreen.clone());
    let (issuing, printer) = assembly
        .screen
        .map(|parts| (parts.issuing, parts.printer))
        .unzip();
    Ok(RunningKiosk {
        address,
        fronts: assembly.fronts,
        signs: assembly.signs,
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

/// The device that looks at the hall: the plan and the day are the same for all, so a ticket kiosk where there is one.
fn eyes_of(config: &KioskConfig) -> Result<&DeviceSetup, StartError> {
    let mut devices = config.devices.iter();
    let kiosk = devices.find(|device| device.config.role == Role::TicketKiosk);
    kiosk.or(config.devices.first()).ok_or(StartError::NoDevice)
}

/// The journal, and its name on this machine.
fn journal_of(config: &KioskConfig) -> Result<(Journal, String), StartError> {
    let journal = Journal::open(&config.data)?;
    let machine = config.machine.clone().unwrap_or_else(machine_name);
    let name = journal.move_in(&machine, &new_id()?)?;
    Ok((journal, name))
}

fn link_of(device: &DeviceSetup) -> Result<ServerLink, StartError> {
    Ok(ServerLink::new(
        &device.config.server.url,
        &device.config.id,
        &device.bearer,
    )?)
}

impl Assembly {
    fn add(
        &mut self,
        device: &DeviceSetup,
        machines: Machines,
        config: &KioskConfig,
    ) -> Result<(), StartError> {
        let link = link_of(device)?.knowing(&self.link);
        let device = &device.config;
        let (presses, pressed) = mpsc::channel(QUEUE_LIMIT);
        let (lit, shown) = watch::channel(Lit::new());
        let (sounder, sounds) = Sounder::new(device.sounds.volume_percent == 0);
        let faults = Faults::of(&device.id);
        self.fronts.extend(machines.front);
        self.boards.push(BoardAtWork {
            device: device.id.clone(),
            board: machines.board,
            presses: presses.clone(),
            lit: shown,
            sounds,
            faults: faults.clone(),
        });
        let signals = Signals {
            faults: faults.clone(),
            pressed,
            lit,
            sounder,
        };
        match &device.role {
            Role::TicketKiosk => {
                return self.add_kiosk(device, config, link, signals, (machines.codes, machines.cards));
            }
            Role::WindowPad { window, place } => {
                self.listen_to_the_number_pad(device, presses, faults.clone());
                self.add_pad(*window, place, link.clone(), signals);
            }
            Role::EscortPost => self.add_post(device, link.clone(), signals),
            Role::Sign { window } => {
                self.add_sign(device, *window, link.clone(), machines.digits, faults.clone());
            }
        }
        let no_printer = watch::channel(PrinterNews::NONE).1;
        self.report(DeviceHealth::new(&device.id, no_printer, faults.watch()), link);
        Ok(())
    }

    /// Staff are told how a device is, and so is whoever looks at it here.
    fn report(&mut self, health: DeviceHealth, link: ServerLink) {
        self.health.push(health.clone());
        self.tasks.start(health.report(link));
    }

    fn add_pad(&mut self, window: u16, place: &str, link: ServerLink, signals: Signals) {
        let guide = self.guide_call(link.clone(), place, Box::new(|_| {}));
        let duty = PadDuty {
            link,
            window,
            presses: signals.pressed,
            lit: signals.lit,
            guide,
            hall: self.hall.clone(),
        };
        self.tasks.start(duty.run());
    }

    /// The pad of a simulated device is pressed on its front.
    fn listen_to_the_number_pad(
        &mut self,
        device: &DeviceConfig,
        presses: mpsc::Sender<KeyMeaning>,
        faults: Faults,
    ) {
        if let Some(pad) = device.number_pad.as_ref().filter(|_| !self.is_simulated) {
            let ear = NumberPadEar::new(pad, presses, faults.clone());
            let keyboard = UsbKeyboard::new(&device.id, NUMBER_PAD, &pad.port, faults);
            self.tasks.start(keyboard.run(ear));
        }
    }

    fn add_post(&mut self, device: &DeviceConfig, link: ServerLink, signals: Signals) {
        let (answers, heard) = watch::channel(None);
        let tell = Box::new(move |answer| {
            answers.send_replace(Some(answer));
        });
        let guide = self.guide_call(link, &device.id, tell);
        let duty = PostDuty {
            presses: signals.pressed,
            lit: signals.lit,
            sounder: signals.sounder,
            guide,
            heard,
            clock: self.clock.clone(),
        };
        self.tasks.start(duty.run());
    }

    fn add_sign(
        &mut self,
        device: &DeviceConfig,
        window: u16,
        link: ServerLink,
        digits: Option<Box<dyn DigitRow>>,
        faults: Faults,
    ) {
        let (duty, shown) = SignDuty::new(SignParts {
            link,
            window,
            hall: self.hall.clone(),
            digits,
            clock: self.clock.clone(),
            faults,
        });
        self.tasks.start(duty.run());
        self.signs.push(SignScreen {
            device: device.id.clone(),
            window,
            shown,
        });
    }

    fn add_kiosk(
        &mut self,
        device: &DeviceConfig,
        config: &KioskConfig,
        link: ServerLink,
        signals: Signals,
        (codes, cards): (Option<mpsc::Receiver<String>>, Option<Box<dyn CardReader>>),
    ) -> Result<(), StartError> {
        let (slip_printer, printer) = self.printer(device, config)?;
        let news = slip_printer.news();
        let (touchscreen, handle) =
            Touchscreen::new(self.clock.clone(), device, self.hall.clone(), news.clone());
        let screen = handle.clone();
        let parts = IssuingParts {
            link: link.clone(),
            journal: self.journal.clone(),
            journal_name: self.journal_name.clone(),
            clock: self.clock.clone(),
            hall: self.hall.clone(),
            printer: slip_printer,
            tell: Arc::new(move |input| screen.tell(input)),
            meters: self.meters.clone(),
            pulse: self.vigil.watch("issuing"),
        };
        let issuing = Issuing::start(parts, Handle::current())?;
        let screen = handle.clone();
        let tell = Box::new(move |answer| screen.tell(Input::Guide(answer)));
        let guide = self.guide_call(link.clone(), &device.id, tell);
        let (askings, asked) = mpsc::channel(ASKINGS_LIMIT);
        self.tasks.start(tell_the_hall(link.clone(), asked));
        let hands = Hands {
            issuing: issuing.errands(),
            askings,
            guide,
            lit: signals.lit,
            sounder: signals.sounder,
        };
        self.tasks.start(touchscreen.run(hands));
        self.tasks
            .start(press_the_screen(signals.pressed, handle.clone()));
        let readers = Readers {
            device,
            faults: &signals.faults,
            screen: &handle,
        };
        readers.read_codes(codes, &mut self.tasks);
        readers.read_cards(
            cards,
            Holders::new(link.clone(), self.hall.clone()),
            &mut self.tasks,
        );
        self.report(DeviceHealth::new(&device.id, news, signals.faults.watch()), link);
        let px_per_mm = device.screen.map_or(USUAL_PX_PER_MM, |screen| screen.px_per_mm());
        self.screen = Some(KioskParts {
            touchscreen: handle,
            issuing,
            printer,
            px_per_mm,
        });
        Ok(())
    }

    /// The printer of a kiosk; simulated, one that this process brings along.
    fn printer(
        &mut self,
        device: &DeviceConfig,
        config: &KioskConfig,
    ) -> Result<(SlipPrinter, Option<SimulatedPrinter>), StartError> {
        let Some(printer) = &device.printer else {
            return Ok((SlipPrinter::none(), None));
        };
        let pulse = self.vigil.watch("printer");
        if !self.is_simulated {
            return Ok((printers::open(printer, &self.journal, pulse)?, None));
        }
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let folder = config.data.join("slips");
        let simulated = SimulatedPrinter::start(any_port, printers::paper_of(printer), &folder)?;
        let changes = Arc::clone(&self.changes);
        simulated
            .paper()
            .on_slip(move |_| changes.send_modify(|count| *count += 1));
        Ok((
            printers::simulated(printer, simulated.address(), &self.journal, pulse)?,
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
        self.tasks.start(call.run());
        wishes
    }
}

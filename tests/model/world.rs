//! Everything that there is – halls, kiosks, network, paper – and what may happen next.

use std::collections::BTreeSet;
use std::sync::Arc;

use stateright::{Model, Property};

use crate::database::{Database, Phase};
use crate::hall::Hall;
use crate::kiosk::{Kiosk, Paper, Stage};
use crate::network::{Message, Network};
use crate::properties;
use crate::rules::{Bounds, Broken, Faults};

/// A paper that came out of a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slip {
    /// The press.
    pub(crate) request: u8,
    /// What is printed on it.
    pub(crate) number: u8,
    /// The machine it came out of; the same twice is a reprint, which is marked.
    pub(crate) machine: u8,
}

/// A call that everybody heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Call {
    /// The press of the key.
    pub(crate) press: u8,
    /// The number.
    pub(crate) number: u8,
    /// Whether it had a paper, or the time for it was over.
    pub(crate) in_time: bool,
}

/// The world at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World {
    /// The hall, and after a restore elsewhere the old one before it.
    pub(crate) halls: Vec<Arc<Hall>>,
    /// The kiosks, and the place of a clone.
    pub(crate) kiosks: Vec<Arc<Kiosk>>,
    /// Everything that was ever sent.
    pub(crate) network: Arc<Network>,
    /// Everything on paper.
    pub(crate) slips: BTreeSet<Slip>,
    /// Everything called.
    pub(crate) calls: BTreeSet<Call>,
    /// The newest backup, with the mark that stood beside it.
    pub(crate) backup: Option<Arc<Database>>,
    /// What may still go wrong.
    pub(crate) left: Faults,
    /// Whether a person may still restore a backup whose mark is lost.
    pub(crate) may_lose_mark: bool,
    /// Presses whose kiosk's disk is lost.
    pub(crate) orphans: BTreeSet<u8>,
    /// Those of them that nobody has kept anywhere: no protocol brings them back.
    pub(crate) lost: BTreeSet<u8>,
    /// How many journals there have been.
    pub(crate) journals: u8,
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happening {
    /// A visitor presses.
    Press { request: u8, machine: u8 },
    /// No answer in time.
    GiveUp { request: u8, machine: u8 },
    /// The paper comes out, and the kiosk journals that it did.
    Print { request: u8, machine: u8 },
    /// The paper comes out, and the power goes.
    PrintAndStop { request: u8, machine: u8 },
    /// What was printed is journalled after all; only a planted fault does so.
    JournalLate { machine: u8 },
    /// A hall hears a message.
    Hear { hall: usize, message: Message },
    /// A hall commits what a message says, and the power goes.
    HearAndStop { hall: usize, message: Message },
    /// A machine has its answer.
    Take { message: Message },
    /// A kiosk asks whether the hall is there.
    Greet { hall: usize, machine: u8 },
    /// The hall commits what it has answered; only a planted fault does so.
    CommitLate { hall: usize },
    /// What stays unconfirmed becomes callable.
    TimeOut { hall: usize, request: u8 },
    /// A press of the call key.
    CallKey { press: u8 },
    /// The hall's power goes.
    Stop { hall: usize },
    /// The hall starts.
    Start { hall: usize },
    /// A backup is made.
    BackUp { hall: usize },
    /// The database becomes the backup. Nobody says so.
    RollBack { hall: usize },
    /// A person restores the backup in another machine, with the mark; the old hall goes on.
    RestoreElsewhere,
    /// A person restores the backup; the mark is lost.
    RestoreWithoutMark,
    /// A kiosk's power goes.
    KioskStop { machine: u8 },
    /// A kiosk's disk is lost, and a new one put in.
    DiskLost { machine: u8 },
    /// A person pairs a kiosk anew.
    Pair { machine: u8 },
    /// A kiosk's card is copied into another machine.
    Clone { machine: u8 },
}

/// The protocol, how far the search goes, and what is broken in it.
#[derive(Clone, Debug)]
pub(crate) struct Protocol {
    /// How far.
    pub(crate) bounds: Bounds,
    /// What is broken.
    pub(crate) broken: Broken,
}

impl Model for Protocol {
    type State = World;
    type Action = Happening;

    fn init_states(&self) -> Vec<World> {
        let bounds = &self.bounds;
        let kiosk = |machine| {
            Arc::new(Kiosk::new(
                machine,
                machine,
                bounds.requests(),
                machine < bounds.kiosks,
            ))
        };
        let mut world = World {
            halls: vec![Arc::new(Hall::new(bounds))],
            kiosks: (0..bounds.machines()).map(kiosk).collect(),
            network: Arc::new(Network::new()),
            slips: BTreeSet::new(),
            calls: BTreeSet::new(),
            backup: bounds.backed_up.then(|| Arc::new(Database::new(bounds))),
            left: bounds.faults,
            may_lose_mark: bounds.mark_lost.is_some(),
            orphans: BTreeSet::new(),
            lost: BTreeSet::new(),
            journals: bounds.machines(),
        };
        for machine in 0..bounds.machines() {
            self.go_on(&mut world, machine);
        }
        vec![world]
    }

    fn actions(&self, world: &World, next: &mut Vec<Happening>) {
        for machine in (0..self.bounds.machines()).filter(|machine| world.kiosk(*machine).is_here) {
            self.at_kiosk(world, machine, next);
        }
        for hall in 0..world.halls.len() {
            self.at_hall(world, hall, next);
        }
        let answers = world.network.iter().filter(|message| message.machine().is_some());
        next.extend(answers.map(|message| Happening::Take { message: *message }));
        let calls = (0..self.bounds.calls).map(|press| Happening::CallKey { press });
        next.extend(calls);
    }

    fn next_state(&self, world: &World, happening: Happening) -> Option<World> {
        let mut next = world.clone();
        self.happen(&mut next, happening);
        (next != *world).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

impl Protocol {
    /// What may happen at a kiosk.
    fn at_kiosk(&self, world: &World, machine: u8, next: &mut Vec<Happening>) {
        let kiosk = world.kiosk(machine);
        for request in 0..self.bounds.requests() {
            match kiosk.stage(request) {
                Stage::Never if self.is_next(world, request, machine) => {
                    next.push(Happening::Press { request, machine });
                }
                Stage::Asking if self.gives_up(kiosk) => next.push(Happening::GiveUp { request, machine }),
                Stage::Numbered {
                    paper: Paper::NotYet | Paper::Unknown,
                    ..
                } => {
                    next.push(Happening::Print { request, machine });
                    if world.left.kiosk_stops > 0 {
                        next.push(Happening::PrintAndStop { request, machine });
                    }
                }
                _ => {}
            }
        }
        if kiosk.unjournalled.is_some() {
            next.push(Happening::JournalLate { machine });
        }
        if world.left.kiosk_stops > 0 {
            next.push(Happening::KioskStop { machine });
        }
        self.mishaps(world, machine, next);
    }

    /// What may become of a kiosk's disk.
    fn mishaps(&self, world: &World, machine: u8, next: &mut Vec<Happening>) {
        if world.left.disks_lost > 0 && machine < self.bounds.kiosks {
            next.push(Happening::DiskLost { machine });
        }
        let is_paired_anew =
            |hall: &Arc<Hall>| hall.known().journals[usize::from(machine)] != world.kiosk(machine).journal;
        if machine < self.bounds.kiosks && world.halls.iter().any(is_paired_anew) {
            next.push(Happening::Pair { machine });
        }
        if world.left.clones > 0 && machine == 0 {
            next.push(Happening::Clone { machine });
        }
    }

    /// What may happen at a hall.
    fn at_hall(&self, world: &World, hall: usize, next: &mut Vec<Happening>) {
        let it = &world.halls[hall];
        if world.left.rollbacks > 0 && world.backup.is_some() {
            next.push(Happening::RollBack { hall });
        }
        if world.may_lose_mark && world.backup.is_some() && hall == 0 {
            next.push(Happening::RestoreWithoutMark);
        }
        if !it.runs {
            next.push(Happening::Start { hall });
            return;
        }
        for message in world.network.iter().filter(|message| message.machine().is_none()) {
            next.push(Happening::Hear {
                hall,
                message: *message,
            });
            if world.left.hall_stops > 0 {
                next.push(Happening::HearAndStop {
                    hall,
                    message: *message,
                });
            }
        }
        if it.unwritten.is_some() {
            next.push(Happening::CommitLate { hall });
        }
        for request in (0..self.bounds.requests()).filter(|_| self.bounds.times_out) {
            next.push(Happening::TimeOut { hall, request });
        }
        for machine in 0..self.bounds.machines() {
            if world.kiosk(machine).is_here && world.kiosk(machine).seen < it.known().epoch {
                next.push(Happening::Greet { hall, machine });
            }
        }
        if world.left.hall_stops > 0 {
            next.push(Happening::Stop { hall });
        }
        if world.left.backups > 0 {
            next.push(Happening::BackUp { hall });
        }
        if world.left.elsewhere > 0 && world.backup.is_some() {
            next.push(Happening::RestoreElsewhere);
        }
    }
}

impl Protocol {
    /// Whether a kiosk gives up waiting. Where the hall gives nothing on line it waits for a block: to have none is looked
    /// at in other worlds.
    fn gives_up(&self, kiosk: &Kiosk) -> bool {
        self.bounds.gives_up && (self.bounds.on_line > 0 || kiosk.block.is_some())
    }

    /// Whether a press may happen now: those at one machine are alike, they come in their order, one at a time.
    pub(crate) fn is_next(&self, world: &World, request: u8, machine: u8) -> bool {
        let kiosk = world.kiosk(machine);
        let is_here = |it: &u8| self.bounds.presses[usize::from(*it)] == machine;
        let was = |it: u8| kiosk.stage(it) != Stage::Never || world.orphans.contains(&it);
        let asks = (0..self.bounds.requests()).any(|it| kiosk.stage(it) == Stage::Asking);
        is_here(&request) && !asks && !was(request) && (0..request).filter(is_here).all(was)
    }
}

impl World {
    /// A kiosk.
    pub(crate) fn kiosk(&self, machine: u8) -> &Kiosk {
        &self.kiosks[usize::from(machine)]
    }

    /// The hall of the newest epoch, which is where everything ends.
    pub(crate) fn newest(&self) -> usize {
        let epochs = self.halls.iter().map(|hall| hall.known().epoch);
        epochs
            .enumerate()
            .max_by_key(|(_, epoch)| *epoch)
            .map_or(0, |(hall, _)| hall)
    }

    /// Whether a number has a paper.
    pub(crate) fn is_on_paper(&self, number: u8) -> bool {
        self.slips.iter().any(|slip| slip.number == number)
    }

    /// A kiosk that changes.
    pub(crate) fn kiosk_mut(&mut self, machine: u8) -> &mut Kiosk {
        Arc::make_mut(&mut self.kiosks[usize::from(machine)])
    }

    /// A hall that changes.
    pub(crate) fn hall_mut(&mut self, hall: usize) -> &mut Hall {
        Arc::make_mut(&mut self.halls[hall])
    }

    /// Something is sent.
    pub(crate) fn send(&mut self, message: Message) {
        if !self.network.contains(&message) {
            Arc::make_mut(&mut self.network).insert(message);
        }
    }

    /// Notes a call that everybody hears.
    pub(crate) fn announce(&mut self, called: (u8, u8, Phase)) {
        let (press, number, phase) = called;
        let in_time = phase == Phase::Late || self.is_on_paper(number);
        self.calls.insert(Call {
            press,
            number,
            in_time,
        });
    }
}

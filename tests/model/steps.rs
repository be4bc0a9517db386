//! What becomes of the world when something happens.

use std::sync::Arc;

use crate::hall::{Hall, Mark};
use crate::kiosk::{Kiosk, Paper, Stage};
use crate::network::Message;
use crate::rules::{Named, Planted, SERIES};
use crate::world::{Happening, Protocol, Slip, World};

impl Protocol {
    /// One thing happens.
    pub(crate) fn happen(&self, world: &mut World, happening: Happening) {
        match happening {
            Happening::Press { request, machine } => self.change(world, machine, |kiosk| {
                kiosk.set(request, Stage::Asking);
            }),
            Happening::GiveUp { request, machine } => self.give_up(world, request, machine),
            Happening::Print { request, machine } => {
                world.put_out(request, machine);
                self.say(world, machine);
            }
            Happening::PrintAndStop { request, machine } => {
                if let Stage::Numbered { number, .. } = world.kiosk(machine).stage(request) {
                    world.slips.insert(Slip {
                        request,
                        number,
                        machine,
                    });
                }
                self.kiosk_stops(world, machine);
            }
            Happening::JournalLate { machine } => self.change(world, machine, Kiosk::journal_late),
            Happening::Hear { hall, message } => self.hear(world, hall, message, false),
            Happening::HearAndStop { hall, message } => {
                world.left.hall_stops -= 1;
                self.hear(world, hall, message, true);
                world.hall_mut(hall).stop();
            }
            Happening::Take { message } => self.take(world, message),
            Happening::Greet { hall, machine } => {
                let epoch = world.halls[hall].known().epoch;
                self.change(world, machine, |kiosk| kiosk.learn(epoch));
            }
            Happening::CallKey { press } => world.call_key(press),
            Happening::KioskStop { machine } => self.kiosk_stops(world, machine),
            Happening::DiskLost { machine } => self.lose_disk(world, machine),
            Happening::Pair { machine } => self.pair(world, machine),
            Happening::Clone { machine } => self.clone_card(world, machine),
            Happening::CommitLate { .. }
            | Happening::TimeOut { .. }
            | Happening::Stop { .. }
            | Happening::Start { .. }
            | Happening::BackUp { .. }
            | Happening::RollBack { .. }
            | Happening::RestoreElsewhere
            | Happening::RestoreWithoutMark => self.happen_to_hall(world, happening),
        }
    }

    /// One thing happens to a hall by itself.
    fn happen_to_hall(&self, world: &mut World, happening: Happening) {
        match happening {
            Happening::CommitLate { hall } => world.hall_mut(hall).commit_late(self.broken),
            Happening::TimeOut { hall, request } => world.hall_mut(hall).time_out(request, self.broken),
            Happening::Stop { hall } => {
                world.left.hall_stops -= 1;
                world.hall_mut(hall).stop();
            }
            Happening::Start { hall } => world.hall_mut(hall).start(self.broken),
            Happening::BackUp { hall } => {
                world.left.backups -= 1;
                world.backup = Some(Arc::new(world.halls[hall].kept.clone()));
            }
            Happening::RollBack { hall } => {
                world.left.rollbacks -= 1;
                world.hall_mut(hall).stop();
                if let Some(backup) = world.backup.clone() {
                    world.hall_mut(hall).kept = (*backup).clone();
                }
                world.forget_orphans();
            }
            Happening::RestoreElsewhere => self.restore_elsewhere(world),
            Happening::RestoreWithoutMark => self.restore_without_mark(world),
            _ => {}
        }
    }

    /// A kiosk changes, and says what its journal makes it say.
    fn change(&self, world: &mut World, machine: u8, how: impl FnOnce(&mut Kiosk)) {
        how(world.kiosk_mut(machine));
        self.go_on(world, machine);
    }

    /// What a kiosk does by itself where waiting makes no difference to anybody, which spares the search the waiting: the
    /// next visitor presses, for the message may be late instead; the paper comes out, where no power goes before.
    pub(crate) fn go_on(&self, world: &mut World, machine: u8) {
        let faults = self.bounds.faults;
        for request in 0..self.bounds.requests() {
            if faults.kiosk_stops == 0 {
                world.put_out(request, machine);
            }
            if faults.disks_lost + faults.clones == 0 && self.is_next(world, request, machine) {
                world.kiosk_mut(machine).set(request, Stage::Asking);
            }
        }
        self.say(world, machine);
    }

    /// Everything that a kiosk says comes into the network.
    fn say(&self, world: &mut World, machine: u8) {
        let kiosk = world.kiosk(machine);
        if kiosk.is_here {
            for message in kiosk.says(machine, self.bounds.blocks, self.broken) {
                world.send(message);
            }
        }
    }

    /// No answer in time: the next leased number, or none is left and the visitor is told.
    fn give_up(&self, world: &mut World, request: u8, machine: u8) {
        if self.broken.has(Planted::PrintBeforeJournal)
            && let Some(number) = world.kiosk(machine).next()
        {
            world.slips.insert(Slip {
                request,
                number,
                machine,
            });
            world.kiosk_mut(machine).unjournalled = Some((request, number));
            return;
        }
        self.change(world, machine, |kiosk| {
            if kiosk.take_leased(request).is_none() {
                kiosk.set(request, Stage::GivenUp);
            }
        });
    }

    /// A kiosk's power goes and comes.
    fn kiosk_stops(&self, world: &mut World, machine: u8) {
        world.left.kiosk_stops -= 1;
        self.change(world, machine, |kiosk| kiosk.restart(self.broken));
    }

    /// A hall hears a message, and its answer comes into the network.
    fn hear(&self, world: &mut World, hall: usize, message: Message, dies: bool) {
        let heard = world
            .hall_mut(hall)
            .hear((&self.bounds, self.broken), message, dies);
        if let Some(answer) = heard.answer {
            world.send(answer);
        }
        if let Some(called) = heard.called {
            world.announce(called);
        }
    }

    /// A machine has its answer.
    pub(crate) fn take(&self, world: &mut World, message: Message) {
        if let Some(machine) = message.machine() {
            self.change(world, machine, |kiosk| kiosk.take(self.broken, message));
        }
    }

    /// Another machine takes the backup and the mark of the hall that is away, which goes on beside it.
    fn restore_elsewhere(&self, world: &mut World) {
        world.left.elsewhere -= 1;
        let Some(backup) = world.backup.clone() else {
            return;
        };
        let mark = world.halls[0].mark;
        let mut hall = Hall {
            runs: true,
            kept: (*backup).clone(),
            mark,
            unwritten: None,
        };
        hall.kept
            .open_series(backup.epoch.max(mark.epoch) + 1 + self.bounds.gap);
        hall.cover(self.broken);
        world.halls.push(Arc::new(hall));
        world.forget_orphans();
    }

    /// A person restores the backup, and knows the mark only as far as a series is named.
    fn restore_without_mark(&self, world: &mut World) {
        world.may_lose_mark = false;
        let Some(backup) = world.backup.clone() else {
            return;
        };
        let on_paper = world.slips.iter().map(|slip| slip.number / SERIES);
        let beyond_paper = on_paper.max().map_or(0, |series| series + 1);
        let shown = world
            .kiosks
            .iter()
            .flat_map(|kiosk| [Some(kiosk.seen), kiosk.block.map(|it| it.next / SERIES)]);
        let beyond_kiosks = shown.flatten().max().map_or(0, |series| series + 1);
        let named = match self.bounds.mark_lost {
            Some(Named::BeyondPaper) => beyond_paper,
            Some(Named::BeyondKiosks) => beyond_paper.max(beyond_kiosks),
            Some(Named::Nothing) | None => 0,
        };
        let hall = world.hall_mut(0);
        hall.kept = (*backup).clone();
        hall.mark = Mark::default();
        hall.kept.open_series(named.max(backup.epoch + 1));
        hall.cover(self.broken);
        hall.runs = true;
        if !self.bounds.answers_outlive {
            Arc::make_mut(&mut world.network).retain(|message| message.machine().is_none());
        }
        world.forget_orphans();
    }

    /// A kiosk begins a new journal. What nobody else has kept is lost.
    fn lose_disk(&self, world: &mut World, machine: u8) {
        world.left.disks_lost -= 1;
        let kiosk = world.kiosk(machine).clone();
        let epoch = world.halls[world.newest()].known().epoch;
        for request in 0..self.bounds.requests() {
            if kiosk.stage(request) != Stage::Never {
                world.orphans.insert(request);
                let is_owed =
                    kiosk.owes(self.broken, request, epoch) || kiosk.stage(request) == Stage::Asking;
                if is_owed {
                    world.lost.insert(request);
                }
            }
        }
        let journal = world.journals;
        world.journals += 1;
        *world.kiosk_mut(machine) = Kiosk::new(machine, journal, self.bounds.requests(), true);
        self.go_on(world, machine);
    }

    /// A person pairs a kiosk anew: its new journal is its journal.
    fn pair(&self, world: &mut World, machine: u8) {
        let journal = world.kiosk(machine).journal;
        for hall in world.halls.iter_mut().filter(|hall| hall.runs).map(Arc::make_mut) {
            if hall.kept.journals[usize::from(machine)] != journal {
                hall.kept.journals[usize::from(machine)] = journal;
                hall.kept.commits += 1;
                hall.cover(self.broken);
            }
        }
    }

    /// A card is copied into another machine, which sees that its journal was another's and begins one.
    fn clone_card(&self, world: &mut World, machine: u8) {
        world.left.clones -= 1;
        let place = self.bounds.kiosks;
        let journal = world.journals;
        world.journals += 1;
        let mut copy = if self.broken.has(Planted::JournalMoves) {
            world.kiosk(machine).clone()
        } else {
            let mut fresh = Kiosk::new(machine, journal, self.bounds.requests(), true);
            fresh.learn(world.kiosk(machine).seen);
            fresh
        };
        copy.unjournalled = None;
        *world.kiosk_mut(place) = copy;
        self.go_on(world, place);
    }
}

impl World {
    /// The paper comes out, and the kiosk journals that it did.
    fn put_out(&mut self, request: u8, machine: u8) {
        let kiosk = self.kiosk(machine);
        if let Stage::Numbered {
            number,
            paper: Paper::NotYet | Paper::Unknown,
            ..
        } = kiosk.stage(request)
        {
            self.kiosk_mut(machine).is_out(request);
            self.slips.insert(Slip {
                request,
                number,
                machine,
            });
        }
    }

    /// A press of the call key, at a window that knows the newest epoch. It is repeated as it was first said.
    fn call_key(&mut self, press: u8) {
        let is_said = |message: &Message| matches!(message, Message::Call { press: it, .. } if *it == press);
        if !self.network.iter().any(is_said) {
            let epoch = self.halls[self.newest()].known().epoch;
            self.send(Message::Call { press, epoch });
        }
    }

    /// A hall that goes back forgets rows that no kiosk has any more.
    fn forget_orphans(&mut self) {
        self.lost.extend(self.orphans.iter());
    }
}

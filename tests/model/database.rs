//! What the hall server commits, and what a message comes to.

use crate::network::{Asker, Block, Message, SentRow};
use crate::rules::{Bounds, Broken, LEASED_FROM, Planted, SERIES};

/// How far a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// Nobody has said that its paper is out.
    Reserved,
    /// Nor has anybody in time: callable, marked.
    Late,
    /// Its paper is out.
    Confirmed,
    /// Nobody has it.
    Closed,
}

/// A ticket of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ticket {
    /// Its number.
    pub(crate) number: u8,
    /// How far it is.
    pub(crate) phase: Phase,
}

/// What the hall knows of a press.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    /// Its tickets, of which one is open.
    pub(crate) tickets: Vec<Ticket>,
    /// Whether the kiosk has given the request up: a late reserve gives nothing.
    pub(crate) is_void: bool,
    /// A number whose row could not become a ticket; it is kept for a person to look at.
    pub(crate) quarantined: Option<u8>,
}

/// What a commit commits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Database {
    /// The count of restores, which is the series too.
    pub(crate) epoch: u8,
    /// Commits so far.
    pub(crate) commits: u8,
    /// Numbers given on line in this series.
    pub(crate) given: u8,
    /// Blocks leased in this series.
    pub(crate) leased: u8,
    /// By press.
    pub(crate) entries: Vec<Entry>,
    /// To whom blocks went: journal, which of its blocks, the block.
    pub(crate) leases: Vec<(u8, u8, Block)>,
    /// The journal of each kiosk.
    pub(crate) journals: Vec<u8>,
    /// What each press of the call key came to.
    pub(crate) calls: Vec<Option<u8>>,
    /// Whether a second journal came under the name of a kiosk.
    pub(crate) alarm: bool,
}

/// What hearing a message came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Heard {
    /// The answer.
    pub(crate) answer: Option<Message>,
    /// A call: the press of the key, the number, and how far its ticket was.
    pub(crate) called: Option<(u8, u8, Phase)>,
}

impl Database {
    /// A hall's on its first morning.
    pub(crate) fn new(bounds: &Bounds) -> Self {
        Self {
            epoch: 0,
            commits: 0,
            given: 0,
            leased: 0,
            entries: vec![Entry::default(); bounds.presses.len()],
            leases: Vec::new(),
            journals: (0..bounds.kiosks).collect(),
            calls: vec![None; usize::from(bounds.calls)],
            alarm: false,
        }
    }

    /// Opens a series, which is an epoch.
    pub(crate) fn open_series(&mut self, epoch: u8) {
        self.epoch = epoch;
        self.commits += 1;
        self.given = 0;
        self.leased = 0;
    }

    /// What a message comes to. A planted fault may make it another thing.
    pub(crate) fn decide(&mut self, rules: (&Bounds, Broken), message: Message) -> Heard {
        let (bounds, broken) = rules;
        let answer = match message {
            Message::Reserve { request, from } => {
                let may = self.admits(bounds, broken, from, Planted::ReserveNotFenced);
                let number = if may {
                    self.reserve(bounds, broken, request)
                } else {
                    None
                };
                number.map(|number| Message::Reserved {
                    request,
                    machine: from.machine,
                    number,
                    epoch: self.epoch,
                })
            }
            Message::AskLease { nth, from } => {
                let may = self.admits(bounds, broken, from, Planted::LeaseNotFenced);
                may.then(|| self.lease(bounds, broken, nth, from))
            }
            Message::Row(row) => self.keep(bounds, broken, row),
            Message::Call { press, epoch } => {
                let fenced = epoch != self.epoch && !broken.has(Planted::CallNotFenced);
                let called = if fenced { None } else { self.call(broken, press) };
                return Heard { answer: None, called };
            }
            Message::Reserved { .. } | Message::Leased { .. } | Message::Kept { .. } => None,
        };
        Heard { answer, called: None }
    }

    /// Whether a kiosk is answered: of this epoch, and with the journal that is known as its own.
    fn admits(&mut self, bounds: &Bounds, broken: Broken, from: Asker, unfenced: Planted) -> bool {
        if broken.has(Planted::FenceFromAskingKiosk) && self.is_behind(bounds, from) {
            self.open_series(self.epoch.max(from.epoch) + 1);
            return true;
        }
        if broken.has(Planted::EpochFromAskingKiosk) && from.epoch > self.epoch {
            self.open_series(from.epoch);
        }
        if from.epoch != self.epoch && !broken.has(unfenced) {
            return false;
        }
        let is_its_journal = self.journals[usize::from(from.identity)] == from.journal;
        if !is_its_journal && !broken.has(Planted::LeaseByIdentity) {
            self.alarm = true;
            return false;
        }
        true
    }

    /// Whether the asking kiosk has seen more than this database knows of.
    fn is_behind(&self, bounds: &Bounds, from: Asker) -> bool {
        let base = self.epoch * SERIES;
        let leased = base + LEASED_FROM + self.leased * bounds.block;
        from.epoch > self.epoch || from.known.0 > base + self.given || from.known.1 > leased
    }

    /// The press's number: the one it has, or the next one. None, when it is void or the series used up.
    fn reserve(&mut self, bounds: &Bounds, broken: Broken, request: u8) -> Option<u8> {
        let entry = &mut self.entries[usize::from(request)];
        if entry.is_void {
            return None;
        }
        if let Some(open) = entry.tickets.iter().find(|ticket| ticket.phase != Phase::Closed) {
            return Some(open.number);
        }
        let mut place = self.given;
        if place >= bounds.on_line {
            if !broken.has(Planted::SeriesRunsOn) {
                return None;
            }
            place += SERIES - bounds.on_line;
        }
        self.given += 1;
        let number = self.epoch * SERIES + place;
        entry.tickets.push(Ticket {
            number,
            phase: Phase::Reserved,
        });
        Some(number)
    }

    /// The journal's n-th block: the one it has, or the next one.
    fn lease(&mut self, bounds: &Bounds, broken: Broken, nth: u8, from: Asker) -> Message {
        let owner = if broken.has(Planted::LeaseByIdentity) {
            from.identity
        } else {
            from.journal
        };
        let known = self
            .leases
            .iter()
            .find(|lease| (lease.0, lease.1) == (owner, nth))
            .map(|lease| lease.2);
        let block = known.unwrap_or_else(|| {
            let next = self.epoch * SERIES + LEASED_FROM + self.leased * bounds.block;
            self.leased += 1;
            let block = Block {
                next,
                end: next + bounds.block,
            };
            self.leases.push((owner, nth, block));
            block
        });
        Message::Leased {
            nth,
            machine: from.machine,
            journal: from.journal,
            block,
            epoch: self.epoch,
        }
    }

    /// Keeps a kiosk's row, of whichever epoch: what is on paper wins over what was reserved.
    fn keep(&mut self, bounds: &Bounds, broken: Broken, row: SentRow) -> Option<Message> {
        let kept = Some(Message::Kept {
            row,
            epoch: self.epoch,
        });
        if broken.has(Planted::OldRowsRefused) && row.number.is_some_and(|it| it / SERIES < self.epoch) {
            return None;
        }
        let entry = &mut self.entries[usize::from(row.request)];
        if bounds.bad_row == Some(row.request) {
            entry.is_void = true;
            entry.quarantined = row.number.filter(|_| !broken.has(Planted::BadRowDropped));
            entry.close_others(None);
            return kept;
        }
        let differs = entry
            .tickets
            .iter()
            .any(|ticket| Some(ticket.number) != row.number);
        if broken.has(Planted::HallsNumberWins) && row.on_line && differs {
            return kept;
        }
        let voids = !row.on_line && !broken.has(Planted::VoidForgotten);
        if voids || row.on_line {
            entry.close_others(row.number);
        }
        if !row.on_line && !broken.has(Planted::NoTombstone) && !broken.has(Planted::VoidForgotten) {
            entry.is_void = true;
        }
        if let Some(number) = row.number {
            entry.set(number, row.printed, broken.has(Planted::RowMakesTicketAgain));
        }
        kept
    }

    /// The call's answer, for ever the same: the first who may be called.
    fn call(&mut self, broken: Broken, press: u8) -> Option<(u8, u8, Phase)> {
        if self.calls[usize::from(press)].is_some() && !broken.has(Planted::CallCallsAgain) {
            return None;
        }
        let callable = self
            .entries
            .iter()
            .flat_map(|entry| &entry.tickets)
            .filter(|ticket| {
                let may = match ticket.phase {
                    Phase::Confirmed | Phase::Late => true,
                    Phase::Reserved => broken.has(Planted::CallableBeforeConfirm),
                    Phase::Closed => false,
                };
                may && !self.calls.contains(&Some(ticket.number))
            });
        let first = *callable.min_by_key(|ticket| ticket.number)?;
        self.calls[usize::from(press)] = Some(first.number);
        Some((press, first.number, first.phase))
    }
}

impl Entry {
    /// The ticket that is open.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.iter().filter(|ticket| ticket.phase != Phase::Closed)
    }

    /// Closes every ticket of another number: nobody has it.
    fn close_others(&mut self, number: Option<u8>) {
        for ticket in &mut self.tickets {
            if Some(ticket.number) != number {
                ticket.phase = Phase::Closed;
            }
        }
    }

    /// The ticket of this number is open; confirmed, if its paper is out.
    fn set(&mut self, number: u8, printed: bool, again: bool) {
        let phase = if printed {
            Phase::Confirmed
        } else {
            Phase::Reserved
        };
        let known = self.tickets.iter_mut().find(|ticket| ticket.number == number);
        match known {
            Some(ticket) if again && ticket.phase == Phase::Confirmed => {
                if self.tickets.len() < 2 {
                    self.tickets.push(Ticket { number, phase });
                }
            }
            Some(ticket) if printed => ticket.phase = Phase::Confirmed,
            Some(_) => {}
            None => self.tickets.push(Ticket { number, phase }),
        }
    }
}

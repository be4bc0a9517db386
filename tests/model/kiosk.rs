//! A kiosk: what its journal holds, and what it does with an answer. What it does not hold is gone with the power.

use crate::network::{Asker, Block, Message, SentRow};
use crate::rules::{Broken, LEASED_FROM, Planted, SERIES};

/// What a kiosk knows of its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Paper {
    /// Nothing has been sent to the printer.
    NotYet,
    /// The power went in between: perhaps it is out.
    Unknown,
    /// It is out.
    Out,
}

/// How far a press is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Stage {
    /// It has not happened here.
    Never,
    /// Its id is journalled, the hall is asked.
    Asking,
    /// A number is journalled. One that the hall had not reserved voids the request in the same transaction.
    Numbered { number: u8, on_line: bool, paper: Paper },
    /// No answer and no block: the visitor was told so, the request is void.
    GivenUp,
}

/// One press in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Row {
    /// How far it is.
    pub(crate) stage: Stage,
    /// The epoch of the hall that has kept it as it now is.
    pub(crate) kept_in: Option<u8>,
}

/// A kiosk.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Kiosk {
    /// Whether it stands here; a clone does not from the start.
    pub(crate) is_here: bool,
    /// For which kiosk it was paired.
    pub(crate) identity: u8,
    /// The random id of its journal.
    pub(crate) journal: u8,
    /// The highest epoch it has seen.
    pub(crate) seen: u8,
    /// Its block.
    pub(crate) block: Option<Block>,
    /// How many blocks it has had.
    pub(crate) blocks_had: u8,
    /// Its presses.
    pub(crate) rows: Vec<Row>,
    /// A press and number that are on paper and in no journal; only a planted fault has them.
    pub(crate) unjournalled: Option<(u8, u8)>,
}

impl Kiosk {
    /// A kiosk on its first morning.
    pub(crate) fn new(identity: u8, journal: u8, requests: u8, is_here: bool) -> Self {
        let row = Row {
            stage: Stage::Never,
            kept_in: None,
        };
        Self {
            is_here,
            identity,
            journal,
            seen: 0,
            block: None,
            blocks_had: 0,
            rows: vec![row; usize::from(requests)],
            unjournalled: None,
        }
    }

    /// How far a press is.
    pub(crate) fn stage(&self, request: u8) -> Stage {
        self.rows[usize::from(request)].stage
    }

    /// Journals how far a press is; nobody has kept it as it is now.
    pub(crate) fn set(&mut self, request: u8, stage: Stage) {
        self.rows[usize::from(request)] = Row { stage, kept_in: None };
    }

    /// The next number of its block.
    pub(crate) fn next(&self) -> Option<u8> {
        self.block
            .filter(|block| block.next < block.end)
            .map(|block| block.next)
    }

    /// One transaction: the request is void, and the next leased number is the press's. None, if there is none.
    pub(crate) fn take_leased(&mut self, request: u8) -> Option<u8> {
        let number = self.next()?;
        if let Some(block) = &mut self.block {
            block.next += 1;
        }
        self.set(
            request,
            Stage::Numbered {
                number,
                on_line: false,
                paper: Paper::NotYet,
            },
        );
        Some(number)
    }

    /// Journals that the paper is out.
    pub(crate) fn is_out(&mut self, request: u8) {
        if let Stage::Numbered { number, on_line, .. } = self.stage(request) {
            self.set(
                request,
                Stage::Numbered {
                    number,
                    on_line,
                    paper: Paper::Out,
                },
            );
        }
    }

    /// The power goes and comes: what is in no journal is forgotten, and what was being printed is unknown.
    pub(crate) fn restart(&mut self, broken: Broken) {
        self.unjournalled = None;
        for request in 0..self.rows.len() {
            let row = &mut self.rows[request];
            if let Stage::Numbered {
                number,
                on_line,
                paper: Paper::NotYet,
            } = row.stage
            {
                let stage = if broken.has(Planted::UnknownPrintVoided) {
                    Stage::GivenUp
                } else {
                    Stage::Numbered {
                        number,
                        on_line,
                        paper: Paper::Unknown,
                    }
                };
                *row = Row { stage, kept_in: None };
            }
        }
    }

    /// Journals what was printed before it was journalled; only a planted fault does so.
    pub(crate) fn journal_late(&mut self) {
        if let Some((request, number)) = self.unjournalled.take() {
            if let Some(block) = &mut self.block {
                block.next = number + 1;
            }
            self.set(
                request,
                Stage::Numbered {
                    number,
                    on_line: false,
                    paper: Paper::Out,
                },
            );
        }
    }

    /// Hears of an epoch.
    pub(crate) fn learn(&mut self, epoch: u8) {
        self.seen = self.seen.max(epoch);
    }

    /// Takes an answer; an old hall's is not believed.
    pub(crate) fn take(&mut self, broken: Broken, message: Message) {
        let (Message::Reserved { epoch, .. } | Message::Leased { epoch, .. } | Message::Kept { epoch, .. }) =
            message
        else {
            return;
        };
        if epoch < self.seen && !broken.has(Planted::OldAnswerBelieved) {
            return;
        }
        self.learn(epoch);
        match message {
            Message::Reserved { request, number, .. } if self.stage(request) == Stage::Asking => {
                self.set(
                    request,
                    Stage::Numbered {
                        number,
                        on_line: true,
                        paper: Paper::NotYet,
                    },
                );
            }
            Message::Leased {
                nth, journal, block, ..
            } if journal == self.journal => {
                self.take_block(broken, nth, block);
            }
            Message::Kept { row, epoch } => self.take_kept(row, epoch),
            _ => {}
        }
    }

    /// Takes the block it is waiting for; one that it has had is no news.
    fn take_block(&mut self, broken: Broken, nth: u8, block: Block) {
        let is_news = nth == self.blocks_had;
        if is_news || broken.has(Planted::LeaseTakenAgain) {
            self.blocks_had = nth + 1;
            self.block = Some(block);
        }
    }

    /// Notes that a row is kept, if it is still the same.
    fn take_kept(&mut self, row: SentRow, epoch: u8) {
        if self.row(row.machine, row.request) == Some(row) {
            self.rows[usize::from(row.request)].kept_in = Some(epoch);
        }
    }

    /// A row as it is sent: once its paper is out, once the power went while it was printed, or without a number.
    fn row(&self, machine: u8, request: u8) -> Option<SentRow> {
        let (number, on_line, printed) = match self.stage(request) {
            Stage::Never
            | Stage::Asking
            | Stage::Numbered {
                paper: Paper::NotYet, ..
            } => return None,
            Stage::Numbered {
                number,
                on_line,
                paper,
            } => (Some(number), on_line, paper == Paper::Out),
            Stage::GivenUp => (None, false, false),
        };
        Some(SentRow {
            request,
            machine,
            number,
            on_line,
            printed,
        })
    }

    /// Everything that its journal makes it say, to whichever hall answers.
    pub(crate) fn says(&self, machine: u8, blocks: u8, broken: Broken) -> Vec<Message> {
        let from = Asker {
            machine,
            identity: self.identity,
            journal: self.journal,
            epoch: self.seen,
            known: if broken.has(Planted::FenceFromAskingKiosk) {
                self.known()
            } else {
                (0, 0)
            },
        };
        let mut says = Vec::new();
        for request in (0..).take(self.rows.len()) {
            if self.stage(request) == Stage::Asking {
                says.push(Message::Reserve { request, from });
            }
            says.extend(self.row(machine, request).map(Message::Row));
        }
        if self.next().is_none() && self.blocks_had < blocks {
            says.push(Message::AskLease {
                nth: self.blocks_had,
                from,
            });
        }
        says
    }

    /// Whether the hall of this epoch has not yet said that it has kept this press's row.
    pub(crate) fn owes(&self, broken: Broken, request: u8, epoch: u8) -> bool {
        let row = &self.rows[usize::from(request)];
        let is_kept = if broken.has(Planted::KeptForEver) {
            row.kept_in.is_some()
        } else {
            row.kept_in == Some(epoch)
        };
        matches!(row.stage, Stage::Numbered { .. } | Stage::GivenUp) && !is_kept
    }

    /// The number after the highest it has seen on line, and after the highest of its blocks.
    fn known(&self) -> (u8, u8) {
        let mut known = (0, self.block.map_or(0, |block| block.end));
        for row in &self.rows {
            if let Stage::Numbered { number, .. } = row.stage {
                let place = if number % SERIES < LEASED_FROM {
                    &mut known.0
                } else {
                    &mut known.1
                };
                *place = (*place).max(number + 1);
            }
        }
        known
    }
}

//! What a search is given: how far its world goes, how the hall keeps its mark, and which one rule is broken on purpose.

/// How many numbers a series has: those given on line first, then the leased ones.
pub(crate) const SERIES: u8 = 16;
/// Where in a series the leased numbers begin.
pub(crate) const LEASED_FROM: u8 = 8;

/// One rule of the protocol, broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planted {
    /// The hall answers, and commits afterwards.
    AnswerBeforeCommit,
    /// The hall answers a kiosk that asks for a lease, and commits the lease afterwards.
    LeaseBeforeCommit,
    /// A lease is committed in the database, but the mark outside it does not say so.
    LeaseNotInMark,
    /// What has only been reserved can be called.
    CallableBeforeConfirm,
    /// A row that comes again makes another ticket.
    RowMakesTicketAgain,
    /// A row that could not become a ticket is not kept.
    BadRowDropped,
    /// A call that comes again calls somebody else.
    CallCallsAgain,
    /// The hall has no mark outside its database: it learns from the kiosk that asks how far it has been.
    FenceFromAskingKiosk,
    /// An old hall that hears of a newer epoch takes part in it.
    EpochFromAskingKiosk,
    /// The kiosk prints a leased number, and journals afterwards that it is used.
    PrintBeforeJournal,
    /// A row with a leased number closes nothing that was reserved for its press.
    VoidForgotten,
    /// A press given up without a number leaves nothing behind that a late reserve would meet.
    NoTombstone,
    /// A lease belongs to the kiosk's identity, whichever journal asks.
    LeaseByIdentity,
    /// A journal goes on in another machine.
    JournalMoves,
    /// A hall that starts does not compare its database with the mark.
    MarkNotCompared,
    /// A hall that starts goes on with a database far newer than its mark, which is another machine's.
    NewerThanMarkGoesOn,
    /// The hall raises its mark ahead and goes on, after a start, where its database says.
    MarkAheadResumed,
    /// The hall raises its mark ahead and goes on, after a start, behind the mark.
    MarkAheadSkipped,
    /// The kiosk takes a row for kept for ever, whatever becomes of the hall that kept it.
    KeptForEver,
    /// The kiosk takes each answer about a lease, also one that it has had.
    LeaseTakenAgain,
    /// A hall that has used up its series goes on into the next one.
    SeriesRunsOn,
    /// Where the hall has another number for a press than the row on paper, the hall's stays.
    HallsNumberWins,
    /// Rows of an older epoch are refused.
    OldRowsRefused,
    /// A kiosk that starts takes back a number of which it does not know whether it was printed.
    UnknownPrintVoided,
    /// Reserves of any epoch are served.
    ReserveNotFenced,
    /// Calls of any epoch are served.
    CallNotFenced,
    /// Leases are asked for and given in any epoch.
    LeaseNotFenced,
    /// A kiosk believes an answer of an older epoch than it has seen.
    OldAnswerBelieved,
    /// A hall that starts answers before its mark covers what it finds committed.
    StartDoesNotCover,
    /// The mark is written first, the database after it.
    MarkBeforeCommit,
}

/// The rules that are broken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Broken(pub(crate) &'static [Planted]);

impl Broken {
    /// Whether this one is.
    pub(crate) fn has(self, rule: Planted) -> bool {
        self.0.contains(&rule)
    }
}

/// How a hall comes back from its backup when a person restores it and its mark is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nobody names a series: the one after the backup's.
    Nothing,
    /// A person names one beyond every number on paper.
    BeyondPaper,
    /// A person names one beyond whatever a kiosk shows: on paper, in its block, seen of the hall.
    BeyondKiosks,
}

/// How far a world goes.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing of its own that may or may not happen"
)]
pub(crate) struct Bounds {
    /// The machine at which each press happens.
    pub(crate) presses: Vec<u8>,
    /// Kiosks of their own; one more machine is the clone's.
    pub(crate) kiosks: u8,
    /// Whether a kiosk ever finds that no answer comes in time.
    pub(crate) gives_up: bool,
    /// Blocks that a journal may ask for.
    pub(crate) blocks: u8,
    /// Numbers in a block.
    pub(crate) block: u8,
    /// Numbers that a series has to give on line.
    pub(crate) on_line: u8,
    /// Presses of the call key.
    pub(crate) calls: u8,
    /// Whether what stays unconfirmed becomes callable.
    pub(crate) times_out: bool,
    /// What may still go wrong.
    pub(crate) faults: Faults,
    /// Whether the first backup was made before the first press, and not at a moment for the search to choose.
    pub(crate) backed_up: bool,
    /// Whether a person may restore a backup whose mark is lost, and what series is named.
    pub(crate) mark_lost: Option<Named>,
    /// Series that a restore elsewhere leaves out.
    pub(crate) gap: u8,
    /// Whether answers on their way outlive the hall that sent them.
    pub(crate) answers_outlive: bool,
    /// A press whose row is read as if another press had had its number.
    pub(crate) bad_row: Option<u8>,
}

/// How often each thing may still go wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Faults {
    /// The hall's power goes.
    pub(crate) hall_stops: u8,
    /// A backup is made.
    pub(crate) backups: u8,
    /// The database is replaced by the backup, and the hall started as if nothing had been.
    pub(crate) rollbacks: u8,
    /// Another machine takes the backup, and the old one goes on beside it.
    pub(crate) elsewhere: u8,
    /// A kiosk's power goes.
    pub(crate) kiosk_stops: u8,
    /// A kiosk's disk is lost.
    pub(crate) disks_lost: u8,
    /// A kiosk's card is copied into another machine.
    pub(crate) clones: u8,
}

impl Bounds {
    /// Two kiosks, a press at each, a block of one number for each, no calls, nothing goes wrong.
    pub(crate) fn small() -> Self {
        Self {
            presses: vec![0, 1],
            kiosks: 2,
            gives_up: true,
            blocks: 1,
            block: 1,
            on_line: 4,
            calls: 0,
            times_out: false,
            faults: Faults::default(),
            backed_up: false,
            mark_lost: None,
            gap: 0,
            answers_outlive: true,
            bad_row: None,
        }
    }

    /// Presses of this world.
    pub(crate) fn requests(&self) -> u8 {
        u8::try_from(self.presses.len()).unwrap_or(u8::MAX)
    }

    /// Machines of this world, the clone's place among them.
    pub(crate) fn machines(&self) -> u8 {
        self.kiosks + u8::from(self.faults.clones > 0)
    }
}

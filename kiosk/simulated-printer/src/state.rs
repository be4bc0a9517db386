//! What a printer is and how it stands, as far as its questions and its paper show it.

/// Whose bits and commands the printer speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Model {
    /// Epson's: the cut slip hangs at the cutter or falls.
    #[default]
    Plain,
    /// Citizen PPU: a presenter, whose sensor takes bits that elsewhere mean paper end.
    CitizenPpu,
    /// Custom's kiosk printers: a presenter that is asked with `10 04 14` and moved with `1D 65`.
    CustomKiosk,
}

impl Model {
    /// Whether a cut slip waits in a presenter until it is taken.
    #[must_use]
    pub fn has_presenter(self) -> bool {
        match self {
            Self::Plain => false,
            Self::CitizenPpu | Self::CustomKiosk => true,
        }
    }
}

/// How much paper is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSupply {
    /// A good roll.
    #[default]
    Plenty,
    /// Little is left; it still prints.
    NearEnd,
    /// None; it waits for a new roll, then goes on where it stopped.
    End,
}

/// The printer's state of a moment: what is wrong, what was counted, what waits in its mouth.
#[expect(
    clippy::struct_excessive_bools,
    reason = "faults come and go independently of one another"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrinterState {
    /// Whose bits and commands it speaks.
    pub model: Model,
    /// Paper left.
    pub supply: PaperSupply,
    /// Rows of 1/8 mm until the paper ends by itself.
    pub rows_left: Option<usize>,
    /// The cover is open.
    pub is_cover_open: bool,
    /// The cutter is stuck.
    pub is_cutter_jammed: bool,
    /// It was freed, and the printer waits to be told to go on.
    pub is_jam_freed: bool,
    /// It reports an error that only repair ends.
    pub is_unrecoverable: bool,
    /// The head is too hot.
    pub is_overheated: bool,
    /// It neither takes, prints nor answers anything.
    pub is_stalled: bool,
    /// Bytes until it stalls.
    pub stall_after: Option<u64>,
    /// Bytes until it closes its connection.
    pub close_after: Option<u64>,
    /// Somebody is connected, as far as it has noticed.
    pub is_connected: bool,
    /// It is switched off.
    pub is_off: bool,
    /// It prints without ever confirming a job.
    pub never_proves: bool,
    /// It keeps its confirmations back.
    pub holds_proofs: bool,
    /// It knows no `GS ( H`.
    pub lacks_process_id: bool,
    /// It knows no `GS r`.
    pub lacks_buffered_status: bool,
    /// A new connection finds its buffer empty.
    pub forgets_buffer: bool,
    /// A ticket waits in the presenter.
    pub is_ticket_waiting: bool,
    /// Tickets drawn back from the presenter.
    pub retracted: u64,
    /// Bytes taken since it was built.
    pub received: u64,
}

impl PrinterState {
    pub(super) fn has_error(&self) -> bool {
        self.is_cutter_jammed || self.is_unrecoverable || self.is_overheated
    }

    pub(super) fn is_offline(&self) -> bool {
        self.is_cover_open || self.has_error() || self.supply == PaperSupply::End
    }
}

//! Faults in words: one line of text is one order to a running simulated printer.

use thiserror::Error;

use super::{Model, PaperSupply, SimulatedPrinter};

/// All orders, as help text.
pub const ORDERS: &str = "\
paper plenty | near | end       paper after ROWS      cover open | closed
cutter jam | free               head hot | cool       unrecoverable on | off
stall BYTES | off               close BYTES           power off | on
proofs hold | release | never | always                ticket take
process-id lacks | has          buffered-status lacks | has
buffer keep | forget            model plain | citizen | custom
slips | received | state        mend                  quit
";

/// What can be asked of a running simulated printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `paper plenty|near|end`.
    Paper(PaperSupply),
    /// `paper after ROWS`: the paper ends after so many rows of 1/8 mm.
    PaperAfter(usize),
    /// `cover open|closed`.
    CoverOpen(bool),
    /// `cutter jam|free`.
    CutterJammed(bool),
    /// `head hot|cool`.
    Overheated(bool),
    /// `unrecoverable on|off`.
    Unrecoverable(bool),
    /// `stall BYTES`: takes so many more bytes, then nothing.
    StallAfter(u64),
    /// `stall off`.
    GoOn,
    /// `close BYTES`: takes so many more bytes, then closes its connection once.
    CloseAfter(u64),
    /// `power off|on`.
    Off(bool),
    /// `proofs hold|release`.
    HoldProofs(bool),
    /// `proofs never|always`.
    NeverProves(bool),
    /// `process-id lacks|has`.
    LacksProcessId(bool),
    /// `buffered-status lacks|has`.
    LacksBufferedStatus(bool),
    /// `buffer keep|forget`, at a new connection.
    ForgetsBuffer(bool),
    /// `model plain|citizen|custom`.
    Model(Model),
    /// `ticket take`; answered with `ticket taken` or `ticket none`.
    TakeTicket,
    /// `mend`: nothing is wrong any more.
    Mend,
    /// `slips`; answered with their count.
    Slips,
    /// `received`; answered with the count of bytes.
    Received,
    /// `state`; answered with all of it.
    State,
    /// `quit`: for whoever runs the printer.
    Quit,
}

/// A line that is no order.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("not understood: {0}")]
pub struct NotUnderstood(pub String);

impl Order {
    /// Reads one line.
    pub fn parse(line: &str) -> Result<Self, NotUnderstood> {
        let words: Vec<_> = line.split_whitespace().collect();
        counted(&words)
            .or_else(|| plain(&words))
            .ok_or_else(|| NotUnderstood(line.trim().to_owned()))
    }

    /// Does it; what there is to say to it.
    #[must_use]
    pub fn carry_out(self, printer: &SimulatedPrinter) -> Option<String> {
        let faults = printer.faults();
        match self {
            Self::Paper(supply) => faults.set_paper(supply),
            Self::PaperAfter(rows) => faults.end_paper_after(rows),
            Self::CoverOpen(is_open) => faults.set_cover_open(is_open),
            Self::CutterJammed(is_jammed) => faults.set_cutter_jammed(is_jammed),
            Self::Overheated(is_hot) => faults.set_overheated(is_hot),
            Self::Unrecoverable(is_so) => faults.set_unrecoverable(is_so),
            Self::StallAfter(bytes) => faults.stall_after(bytes),
            Self::GoOn => faults.set_stalled(false),
            Self::CloseAfter(bytes) => faults.close_after(bytes),
            Self::Off(is_off) => faults.set_off(is_off),
            Self::HoldProofs(hold) => faults.hold_proofs(hold),
            Self::NeverProves(never) => faults.set_never_proves(never),
            Self::LacksProcessId(lacks) => faults.set_lacks_process_id(lacks),
            Self::LacksBufferedStatus(lacks) => faults.set_lacks_buffered_status(lacks),
            Self::ForgetsBuffer(forgets) => faults.set_forgets_buffer_on_reconnect(forgets),
            Self::Model(model) => faults.set_model(model),
            Self::Mend => faults.mend(),
            Self::TakeTicket => {
                let what = if faults.take_ticket() { "taken" } else { "none" };
                return Some(format!("ticket {what}"));
            }
            Self::Slips => return Some(format!("slips {}", printer.paper().came_out())),
            Self::Received => return Some(format!("received {}", printer.received())),
            Self::State => return Some(format!("{:?}", faults.state())),
            Self::Quit => {}
        }
        None
    }
}

/// Orders that end in a number.
fn counted(words: &[&str]) -> Option<Order> {
    match words {
        ["paper", "after", rows] => rows.parse().ok().map(Order::PaperAfter),
        ["stall", bytes] => bytes.parse().ok().map(Order::StallAfter),
        ["close", bytes] => bytes.parse().ok().map(Order::CloseAfter),
        _ => None,
    }
}

/// Orders that are words only.
fn plain(words: &[&str]) -> Option<Order> {
    Some(match words {
        ["paper", "plenty"] => Order::Paper(PaperSupply::Plenty),
        ["paper", "near"] => Order::Paper(PaperSupply::NearEnd),
        ["paper", "end"] => Order::Paper(PaperSupply::End),
        ["stall", "off"] => Order::GoOn,
        ["model", "plain"] => Order::Model(Model::Plain),
        ["model", "citizen"] => Order::Model(Model::CitizenPpu),
        ["model", "custom"] => Order::Model(Model::CustomKiosk),
        ["ticket", "take"] => Order::TakeTicket,
        ["mend"] => Order::Mend,
        ["slips"] => Order::Slips,
        ["received"] => Order::Received,
        ["state"] => Order::State,
        ["quit"] => Order::Quit,
        [what, how] => return switch(what, how),
        _ => return None,
    })
}

/// Orders that are one of two words.
fn switch(what: &str, how: &str) -> Option<Order> {
    let (order, is_so, is_not): (fn(bool) -> Order, _, _) = match what {
        "cover" => (Order::CoverOpen, "open", "closed"),
        "cutter" => (Order::CutterJammed, "jam", "free"),
        "head" => (Order::Overheated, "hot", "cool"),
        "unrecoverable" => (Order::Unrecoverable, "on", "off"),
        "power" => (Order::Off, "off", "on"),
        "proofs" if matches!(how, "hold" | "release") => (Order::HoldProofs, "hold", "release"),
        "proofs" => (Order::NeverProves, "never", "always"),
        "process-id" => (Order::LacksProcessId, "lacks", "has"),
        "buffered-status" => (Order::LacksBufferedStatus, "lacks", "has"),
        "buffer" => (Order::ForgetsBuffer, "forget", "keep"),
        _ => return None,
    };
    match how {
        _ if how == is_so => Some(order(true)),
        _ if how == is_not => Some(order(false)),
        _ => None,
    }
}

//! What somebody asks of the hall, and who asks.

mod agency;
mod appraisal;
mod booking;
mod by_hand;
mod case;
mod fee;
mod followup;
mod hall_wide;
mod matter;
mod plan;
mod rating;

pub use agency::{AgencyCommand, AgencyVerb, AskHomeVisit, Compare, GiveMandate, HomeVisitVerb, MandateVerb};
pub use appraisal::{AppraisalCommand, AppraisalVerb, PointCommand, PointVerb};
pub use booking::{Book, BookingCommand, BookingVerb, ByBooking, Slot};
pub use by_hand::{Advice, AskElsewhere, EnterLater, SheetLine};
pub use case::{CaseCommand, CaseVerb, Correction, Ending, ForWhom};
pub use fee::{FeeCommand, FeeVerb, IssueNotice};
pub use followup::{FollowupAsk, FollowupCommand, FollowupVerb};
pub use hall_wide::{HallCommand, HallVerb};
pub use matter::Matter;
pub use plan::{PlanCommand, PlanVerb};
pub use rating::{RatingCommand, RatingVerb, RatingWhy};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::escort::Need;
use crate::ids::{
    ClassCode, DeviceId, EscortId, HolderHash, PersonCode, RequestId, ServiceCode, TicketNumber, TokenHash,
    VisitId, WindowNumber,
};
use crate::offline::{AskLeases, TakeUp};
use crate::plan::{Language, Role};
use crate::visit::{Assistance, Channel, Evidence, Notify};

/// Who asks. Part of the journal; never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Actor {
    /// The hall itself: something fell due.
    Hall,
    /// A person signed in.
    Person {
        /// Work number.
        code: PersonCode,
        /// In which role.
        role: Role,
    },
    /// A device. A pad acts for the clerk signed in at its window.
    Device {
        /// Its id.
        id: DeviceId,
    },
    /// Somebody without a ticket, on the hall's public pages.
    Public,
    /// The holder of a ticket's token.
    Visitor {
        /// The visit.
        visit: VisitId,
    },
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Take a ticket.
    Issue(Issue),
    /// Paper came out.
    Confirm {
        /// The press that took the ticket.
        request: RequestId,
        /// How that is known.
        evidence: Evidence,
    },
    /// The ticket never reached the visitor.
    Void {
        /// The press that took the ticket.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// A kiosk asks for numbers to give while the hall is away.
    AskLeases(AskLeases),
    /// A kiosk gave a ticket while the hall was away.
    TakeUp(TakeUp),
    /// Something a visitor decides.
    Visit(VisitCommand),
    /// Something at a window.
    Window(WindowCommand),
    /// Something about an escort.
    Escort(EscortCommand),
    /// Something about a booking.
    Booking(BookingCommand),
    /// Something that a manager decides for the hall.
    Hall(HallCommand),
    /// Somebody only asked: 諮詢.
    Advice(Advice),
    /// Somebody asked for what is not handled here.
    AskElsewhere(AskElsewhere),
    /// What was served by hand while the power was gone: 補錄.
    EnterLater(EnterLater),
    /// Something about a case.
    Case(CaseCommand),
    /// Something beyond the windows.
    Agency(AgencyCommand),
    /// Something about a rating.
    Rating(RatingCommand),
    /// Something is brought up, or done to what was.
    Followup(FollowupCommand),
    /// Something about fees.
    Fee(FeeCommand),
    /// Something about the appraisal of a month.
    Appraisal(AppraisalCommand),
    /// Something about the ledger of points.
    Point(PointCommand),
    /// Another plan.
    Plan(PlanCommand),
}

/// A ticket that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The press.
    pub request: RequestId,
    /// The hash of the visitor's token.
    pub token: TokenHash,
    /// What for: one matter or several, never the same twice.
    pub matters: Vec<Matter>,
    /// How many people or cases come with it, 1–99.
    pub cases: u16,
    /// Whose it is, where the hall fits a reader.
    #[serde(default)]
    pub holder: Option<HolderHash>,
    /// A claimed class.
    pub class: Option<ClassCode>,
    /// The time of an appointment that is checked in by this.
    pub booked_at: Option<Timestamp>,
    /// The booking that is checked in by this; it says what for and when.
    #[serde(default)]
    pub booking: Option<ByBooking>,
    /// The language of the slip.
    pub language: Language,
    /// Help asked for.
    pub assistance: Vec<Assistance>,
    /// Where its calls go.
    pub notify: Vec<Notify>,
    /// The services whose documents reception has looked through and found whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prechecked: Vec<ServiceCode>,
    /// Where it is taken.
    pub channel: Channel,
}

/// What a visitor decides, or somebody for the visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitCommand {
    /// The visit.
    pub visit: VisitId,
    /// The press's own id.
    pub press: RequestId,
    /// What is decided.
    pub verb: VisitVerb,
}

/// What a visitor can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitVerb {
    /// Give the number back.
    Withdraw,
    /// Here after all, although held as a no-show.
    Reactivate,
    /// In the hall now: checks in with a ticket that was taken elsewhere, or is here after all after a missed call.
    Arrive,
    /// Home, and back another day before others: while a stop holds the visitor up.
    Postpone,
}

/// A press at a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowCommand {
    /// The window.
    pub window: WindowNumber,
    /// The press's own id.
    pub press: RequestId,
    /// What is pressed.
    pub verb: WindowVerb,
}

/// What a clerk can do. A `ticket` is the one the clerk means: another current ticket is a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum WindowVerb {
    /// Sign in; the clerk is the actor.
    Open,
    /// Stop calling for a while.
    Pause {
        /// Why, as a code of the plan.
        reason: String,
    },
    /// Call again.
    Resume,
    /// Sign out.
    Close,
    /// Call whoever is next; while serving, finish first.
    CallNext {
        /// Who is finished by this; none: the window is free.
        serving: Option<TicketNumber>,
        /// How that leg ends.
        ending: Ending,
    },
    /// Call this one, out of order.
    CallThis {
        /// Whom.
        ticket: TicketNumber,
        /// Why, as a code of the plan.
        reason: String,
    },
    /// Call the current one again.
    Recall {
        /// Whom.
        ticket: TicketNumber,
    },
    /// The visitor is here.
    Start {
        /// Whom.
        ticket: TicketNumber,
    },
    /// Done.
    Finish {
        /// Whom.
        ticket: TicketNumber,
        /// How it ends.
        ending: Ending,
    },
    /// The visitor did not come.
    NoShow {
        /// Whom.
        ticket: TicketNumber,
    },
    /// Set aside.
    Park {
        /// Whom.
        ticket: TicketNumber,
    },
    /// Call a ticket that was set aside here.
    ResumeTicket {
        /// Whom.
        ticket: TicketNumber,
    },
    /// Another service takes over.
    Transfer {
        /// Whom.
        ticket: TicketNumber,
        /// To which service.
        to: ServiceCode,
    },
    /// The claimed class holds, or does not.
    VerifyClass {
        /// Whose.
        ticket: TicketNumber,
        /// Whether it holds.
        verified: bool,
    },
    /// Take the last press back.
    Undo,
}

/// Whether a finished ticket walks on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Onward {
    /// It ends here.
    #[default]
    No,
    /// To the service that the plan names, if the outcome lets the matter go on.
    AsUsual,
    /// To this one.
    To(NextService),
}

/// What follows a finished leg on the same ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextService {
    /// Which service.
    pub service: ServiceCode,
    /// From when it can be waited for; none: at once.
    pub ready_at: Option<Timestamp>,
}

/// Something about an escort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscortCommand {
    /// The press's own id.
    pub press: RequestId,
    /// What is asked.
    pub verb: EscortVerb,
}

/// What can be asked about an escort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum EscortVerb {
    /// A guide is wanted. A repeat at the same place joins the job that is open there.
    Request {
        /// Where.
        place: DeviceId,
        /// Whose ticket, if any.
        ticket: Option<TicketNumber>,
        /// What for.
        #[serde(default)]
        need: Need,
    },
    /// Not wanted any more.
    Cancel {
        /// Which job.
        escort: EscortId,
    },
    /// A guide is on the way; the actor is the guide.
    Accept {
        /// Which job.
        escort: EscortId,
    },
    /// Not this one: the job that is offered to the actor is open to all.
    Decline {
        /// Which job.
        escort: EscortId,
    },
    /// The one who accepted gives the job back.
    Release {
        /// Which job.
        escort: EscortId,
    },
    /// The guide is with the visitor.
    Meet {
        /// Which job.
        escort: EscortId,
    },
    /// The visitor is at a window.
    HandOver {
        /// Which job.
        escort: EscortId,
        /// Which window.
        window: WindowNumber,
    },
    /// A guide comes back for the visitor who was handed over.
    Fetch {
        /// Which job.
        escort: EscortId,
    },
    /// Over.
    Done {
        /// Which job.
        escort: EscortId,
    },
    /// The guide who asks is on duty at a place.
    OnDuty {
        /// Where.
        place: DeviceId,
    },
    /// The guide who asks is not on duty any more.
    OffDuty,
}

impl Command {
    /// The id under which a repeat has the first one's answer; none: repeating it is harmless by itself.
    #[must_use]
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Issue(issue) => Some(issue.request),
            Self::AskLeases(asked) => Some(asked.press),
            Self::TakeUp(row) => Some(row.request),
            Self::Visit(command) => Some(command.press),
            Self::Window(command) => Some(command.press),
            Self::Escort(command) => Some(command.press),
            Self::Booking(command) => Some(command.press),
            Self::Hall(command) => Some(command.press),
            Self::Advice(advice) => Some(advice.press),
            Self::AskElsewhere(asked) => Some(asked.press),
            Self::EnterLater(entered) => Some(entered.press),
            Self::Case(command) => Some(command.press),
            Self::Agency(command) => Some(command.press),
            Self::Rating(command) => Some(command.press),
            Self::Followup(command) => Some(command.press),
            Self::Fee(command) => Some(command.press),
            Self::Appraisal(command) => Some(command.press),
            Self::Point(command) => Some(command.press),
            Self::Plan(command) => Some(command.press),
            Self::Confirm { .. } | Self::Void { .. } => None,
        }
    }
}

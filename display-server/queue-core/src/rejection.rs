//! What the hall's rules refuse, and what to do about it. A refusal is a value, not a failure.

mod kind;

use jiff::Timestamp;

use crate::agency::AgencyRefusal;
use crate::appraisal::AppraisalRefusal;
use crate::case::CaseRefusal;
use crate::fee::FeeRefusal;
use crate::followup::FollowupRefusal;
use crate::ids::{
    AreaCode, ClassCode, DeviceId, ElsewhereCode, EscortId, GroupLetter, JourneyCode, PersonCode,
    ServiceCode, ServiceDay, TicketNumber, VersionNumber, WindowNumber,
};
use crate::plan::IssuingEnd;
use crate::points::PointRefusal;
use crate::rating::RatingRefusal;
use crate::stop::StopCause;
use crate::version::{PlanThing, Strands};

/// A refusal. Its text is for the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No service day is open.
    #[error("the hall is closed; come back in opening hours")]
    HallClosed,
    /// Not now, but later today.
    #[error("tickets of service {service} are not issued now, outside its sessions; again from {from}")]
    NotYet {
        /// What was asked for.
        service: ServiceCode,
        /// From when.
        from: Timestamp,
    },
    /// Issuing has ended for the day.
    #[error("no more tickets of service {service} today: {why}; {}", again(*.again_at))]
    IssuingEnded {
        /// What was asked for.
        service: ServiceCode,
        /// Why.
        why: IssuingEnd,
        /// From when on a later day; none: not soon.
        again_at: Option<Timestamp>,
    },
    /// The plan has no such service.
    #[error("there is no service {service} here; ask for one of the hall's plan")]
    UnknownService {
        /// What was asked for.
        service: ServiceCode,
    },
    /// The plan has no such class.
    #[error("there is no class {class} here; ask for one of the hall's plan")]
    UnknownClass {
        /// What was asked for.
        class: ClassCode,
    },
    /// The class cannot be claimed there.
    #[error("the class {class} cannot be claimed here; take an ordinary ticket, or ask at reception")]
    ClassNotClaimable {
        /// What was asked for.
        class: ClassCode,
    },
    /// A ticket for nothing.
    #[error("a ticket needs at least one matter; name a service or a journey")]
    NoMatter,
    /// More matters than a ticket carries.
    #[error("a ticket carries at most {limit} matters; take a second ticket for the rest")]
    TooManyMatters {
        /// How many it carries.
        limit: usize,
    },
    /// The same matter twice on one ticket.
    #[error("the same matter is there twice; name it once, and say how many cases come with it")]
    MatterTwice,
    /// The plan has no such journey.
    #[error("there is no journey {journey}; read the plan again")]
    UnknownJourney {
        /// What was asked for.
        journey: JourneyCode,
    },
    /// Too few or too many people or cases.
    #[error("a ticket is for 1 to {limit} people or cases; take a second ticket for the rest")]
    BadCases {
        /// How many it is for at most.
        limit: u16,
    },
    /// The same person has a live ticket of that group.
    #[error(
        "{ticket} is this person's already; wait with it, give it back first, or bring all cases on one ticket"
    )]
    SecondLiveTicket {
        /// Which.
        ticket: TicketNumber,
    },
    /// A kiosk needs the visitor's card for this group.
    #[error("group {group} gives one ticket a person: put your card on the reader, or ask at reception")]
    CardNeeded {
        /// Which group.
        group: GroupLetter,
    },
    /// The service has no such document.
    #[error("{service} has no such document; choose from its list")]
    UnknownDocument {
        /// Which service.
        service: ServiceCode,
    },
    /// The directory of what is not handled here has no such entry.
    #[error("{entry} is not in the directory of what is not handled here; choose from it")]
    UnknownElsewhere {
        /// What was asked for.
        entry: ElsewhereCode,
    },
    /// No clerk has that work number.
    #[error("{clerk} is no clerk of this hall; check the work number")]
    UnknownClerk {
        /// What was given.
        clerk: PersonCode,
    },
    /// Not a number from the numbered pad of that group.
    #[error("{number} is no number from the pad of that group; write it as {expected}")]
    NotFromThePad {
        /// What was given.
        number: TicketNumber,
        /// Such as it should be.
        expected: String,
    },
    /// That line of the sheet is in the journal.
    #[error("{number} was entered already; go on with the next line")]
    EnteredAlready {
        /// Which.
        number: TicketNumber,
    },
    /// The times of a line do not follow one another, or are not of today.
    #[error("taken, called and ended must follow one another, today and not in the future; check the sheet")]
    BadSheetTimes,
    /// The half day has no more places for that channel.
    #[error("group {group} has no more places this half day; book another time, or ask at reception")]
    CapReached {
        /// The group.
        group: GroupLetter,
    },
    /// The group is not one that may be taken on the phone.
    #[error("tickets of group {group} are not given on the phone; take one in the hall, or book a time")]
    NotRemote {
        /// The group.
        group: GroupLetter,
    },
    /// A stop holds the service.
    #[error("{service} is stopped just now; wait for the announcement, or come back another day")]
    ServiceStopped {
        /// Which service.
        service: ServiceCode,
        /// Why.
        cause: StopCause,
    },
    /// No window with a clerk serves it.
    #[error("no window that is staffed now serves {service}; choose another, or have a window cover it")]
    NoWindowServes {
        /// Which service.
        service: ServiceCode,
    },
    /// There is no such booking.
    #[error("there is no such booking; check the eight digits, or ask at reception")]
    UnknownBooking,
    /// The booking is for another day.
    #[error("this booking is for {day}; come on that day, or move it")]
    BookingOtherDay {
        /// Its day.
        day: ServiceDay,
    },
    /// The booking has been used.
    #[error("this booking was used already; look for its ticket, or ask at reception")]
    BookingUsed,
    /// The booking was given back.
    #[error("this booking was given back; make another, or take a ticket")]
    BookingCancelled,
    /// Nobody came in time.
    #[error("this booking was missed; move it to another time, or take a ticket")]
    BookingMissed,
    /// Too late for the appointment.
    #[error("too late for the appointment; wait as a walk-in, or move it to another time")]
    LateCheckIn {
        /// The appointment's time.
        at: Timestamp,
    },
    /// Nothing can be booked at that time.
    #[error("nothing can be booked then; choose one of the times offered")]
    NoSuchSlot,
    /// The hall keeps as many bookings as it can.
    #[error("no more can be booked just now; take a ticket in the hall")]
    TooManyBookings,
    /// All places of that time are taken.
    #[error("that time is full; choose another one")]
    SlotFull,
    /// The visitor is not held up by a stop.
    #[error("nothing that this ticket waits for is stopped; wait to be called, or withdraw it")]
    NothingStopped,
    /// A stop of something that the plan does not have.
    #[error("the plan has no such group, department or service; choose from the list")]
    UnknownScope,
    /// There is no such stop, or it has ended.
    #[error("there is no such stop, or it has ended; look at the list again")]
    UnknownStop,
    /// The day cannot close then.
    #[error(
        "the day cannot close then: tickets are issued until {issue_until} and it ends at {day_ends_at}; choose earlier times that are still to come"
    )]
    BadClosing {
        /// Until when tickets are issued now.
        issue_until: Timestamp,
        /// When the day ends now.
        day_ends_at: Timestamp,
    },
    /// Too many announcements stand.
    #[error("{limit} announcements stand already; end one first")]
    TooManyAnnouncements {
        /// How many may stand.
        limit: usize,
    },
    /// There is no such announcement, or it has ended.
    #[error("there is no such announcement, or it has ended; look at the list again")]
    UnknownAnnouncement,
    /// A length out of range.
    #[error("choose a length from {from_s} to {to_s} seconds")]
    BadLength {
        /// The shortest.
        from_s: u32,
        /// The longest.
        to_s: u32,
    },
    /// The plan has no such area.
    #[error("there is no area {area}; choose from the list")]
    UnknownArea {
        /// What was asked for.
        area: AreaCode,
    },
    /// The window cannot be covered, or is not.
    #[error("window {window} is not covered, or cannot be: it has a clerk of its own")]
    NotCovered {
        /// Which.
        window: WindowNumber,
    },
    /// 收繳分離: nobody charges and collects, not even for another window.
    #[error(
        "window {by} cannot stand in for {window}: it would take payments ({collects}) and accept {charged}, which is charged; let another window stand in"
    )]
    ChargesAndCollects {
        /// Which would be covered.
        window: WindowNumber,
        /// Which would cover it.
        by: WindowNumber,
        /// The service that collects.
        collects: ServiceCode,
        /// The service that is charged.
        charged: ServiceCode,
    },
    /// All numbers of the group are given.
    #[error(
        "all numbers of group {group} are used up today; come on the next service day, or ask at reception"
    )]
    NumbersUsedUp {
        /// The group.
        group: GroupLetter,
    },
    /// The press came after it had been given up.
    #[error("this press was given up; press again")]
    PressGivenUp,
    /// Called out of order as often as the plan lets a clerk.
    #[error("{clerk} has called out of order {limit} times today; the manager must press this call")]
    NeedsManager {
        /// The clerk.
        clerk: PersonCode,
        /// The plan's limit.
        limit: u32,
    },
    /// A visitor's token is one ticket's.
    #[error("this token belongs to another ticket; make a new one")]
    TokenUsed,
    /// No such ticket today.
    #[error("there is no such ticket today; check the number")]
    UnknownTicket,
    /// The plan has no such window.
    #[error("there is no window {window}; check the number")]
    UnknownWindow {
        /// What was asked for.
        window: WindowNumber,
    },
    /// No such escort today.
    #[error("there is no escort {}; look at the list again", .escort.0)]
    UnknownEscort {
        /// What was asked for.
        escort: EscortId,
    },
    /// The plan has no such place.
    #[error("there is no place {place:?} in the plan; use a kiosk or an escort post of the hall")]
    UnknownPlace {
        /// What was asked for.
        place: String,
    },
    /// The plan has no such reason.
    #[error("the reason {reason:?} is not one of the plan's")]
    UnknownReason {
        /// What was given.
        reason: String,
    },
    /// This role may not do this.
    #[error("this is not yours to do; sign in with the right role")]
    NotYours,
    /// The clerk may not sign in at that window.
    #[error("{clerk} has no right to window {window}; ask the manager")]
    NotYourWindow {
        /// Who.
        clerk: PersonCode,
        /// Where.
        window: WindowNumber,
    },
    /// Nobody is signed in.
    #[error("window {window} is closed; sign in first")]
    WindowClosed {
        /// Where.
        window: WindowNumber,
    },
    /// Another clerk is signed in.
    #[error("{clerk} is signed in at window {window}; let them close it first")]
    WindowTaken {
        /// Where.
        window: WindowNumber,
        /// Who.
        clerk: PersonCode,
    },
    /// The window is paused.
    #[error("window {window} is paused; resume it first")]
    WindowPaused {
        /// Where.
        window: WindowNumber,
    },
    /// The window is not paused.
    #[error("window {window} is not paused")]
    WindowNotPaused {
        /// Where.
        window: WindowNumber,
    },
    /// A visitor is at the window.
    #[error("{ticket} is at the window; start, finish or mark a no-show first")]
    WindowBusy {
        /// Who.
        ticket: TicketNumber,
    },
    /// The window has nobody.
    #[error("nobody is at window {window}; call somebody first")]
    NobodyHere {
        /// Where.
        window: WindowNumber,
    },
    /// Nobody may be called.
    #[error("nobody is waiting for window {window}")]
    NobodyWaiting {
        /// Where.
        window: WindowNumber,
    },
    /// Another ticket is at the window.
    #[error("{current} is at the window, not {meant}; look again")]
    AnotherTicket {
        /// Who is there.
        current: TicketNumber,
        /// Who was meant.
        meant: TicketNumber,
    },
    /// The visitor was called but serving has not begun.
    #[error("{ticket} has not started; start first")]
    NotStarted {
        /// Who.
        ticket: TicketNumber,
    },
    /// Serving has begun already.
    #[error("{ticket} has started; finish first")]
    AlreadyStarted {
        /// Who.
        ticket: TicketNumber,
    },
    /// The ticket is not in that state.
    #[error("{ticket} is {state}; look at it again")]
    WrongState {
        /// Who.
        ticket: TicketNumber,
        /// Where it stands.
        state: &'static str,
    },
    /// The window does not serve that service.
    #[error("window {window} does not serve {service}; choose a ticket of its groups")]
    NoSkill {
        /// Where.
        window: WindowNumber,
        /// What.
        service: ServiceCode,
    },
    /// An outcome that only the system gives.
    #[error("this outcome comes by itself; choose another")]
    OutcomeNotForClerks,
    /// What is missing, without saying what.
    #[error(
        "收件待補正 (awaiting_correction) needs its list: when the visitor comes back, tick what was missing at the window"
    )]
    NeedsItsList,
    /// There is no claimed class to look at.
    #[error("{ticket} claims no class")]
    NothingClaimed {
        /// Who.
        ticket: TicketNumber,
    },
    /// Nothing can be undone any more.
    #[error("nothing to undo: too late, or something else was pressed since")]
    NothingToUndo,
    /// Somebody else was faster.
    #[error("{guide} has taken this escort; look at the list for another")]
    AlreadyAccepted {
        /// Who.
        guide: PersonCode,
    },
    /// The escort is not at that stage.
    #[error("this escort is {state}; look at the list again")]
    EscortStage {
        /// Where it stands.
        state: &'static str,
    },
    /// The job is another guide's to take, for a while.
    #[error("this escort is offered to {guide} until {until}; take it then if it still waits")]
    OfferedToAnother {
        /// Whose.
        guide: PersonCode,
        /// Until when.
        until: Timestamp,
    },
    /// No interpreter can be asked for in that language.
    #[error("the plan has no interpreter for {language:?}; ask for one of: {known}")]
    UnknownLanguage {
        /// What was asked for; empty: nothing.
        language: String,
        /// What can be asked for.
        known: String,
    },
    /// The guide has not signed on.
    #[error("you are not on duty; sign on at your post first")]
    NotOnDuty,
    /// The guide cannot do such a job.
    #[error(
        "this job needs a language or signing that the plan does not name for you; leave it to another guide"
    )]
    SkillMissing,
    /// The guide still leads somebody.
    #[error("you still have escort {} at {place}; finish it or give it back first", .escort.0)]
    StillLeading {
        /// Which job.
        escort: EscortId,
        /// Where the visitor was.
        place: DeviceId,
    },
    /// A new plan would leave somebody without a window.
    #[error(
        "this plan would leave without a window: {strands}; let them be served, transferred or cancelled first, or let it take effect after closing"
    )]
    WouldStrand {
        /// Who.
        strands: Strands,
    },
    /// Something that is in use today cannot change today.
    #[error("in use today: {}; choose the next opening day", listed(.things))]
    NotWithinDay {
        /// What.
        things: Vec<PlanThing>,
    },
    /// Another version is not through yet.
    #[error("version {version} of the plan still waits; approve or withdraw it first")]
    PlanWaits {
        /// Which.
        version: VersionNumber,
    },
    /// The plan has changed since the proposal was begun.
    #[error("version {in_force} of the plan holds now; look at it, and propose again")]
    PlanMovedOn {
        /// Which holds.
        in_force: VersionNumber,
    },
    /// A proposal that is the plan as it is.
    #[error("this is the plan as it is; change something first")]
    NothingChanged,
    /// A plan of another hall.
    #[error("this is the hall {ours}, not {theirs}; keep the hall's code")]
    OtherHall {
        /// This hall's code.
        ours: String,
        /// The code in the plan.
        theirs: String,
    },
    /// A day on which a plan cannot begin.
    #[error("a plan can begin now, or on a day after {after}; choose a later day")]
    BadEffectDay {
        /// The first day is later than this.
        after: ServiceDay,
    },
    /// There is no such version, or it does not wait any more.
    #[error("version {version} of the plan does not wait; look at the list of versions again")]
    UnknownVersion {
        /// Which.
        version: VersionNumber,
    },
    /// Limits and weights need two.
    #[error("you proposed version {version}; somebody else with the manager's right must approve it")]
    NeedsSecondPerson {
        /// Which.
        version: VersionNumber,
    },
    /// Something about a case.
    #[error(transparent)]
    Case(#[from] CaseRefusal),
    /// Something beyond the windows.
    #[error(transparent)]
    Agency(#[from] AgencyRefusal),
    /// Something about a rating.
    #[error(transparent)]
    Rating(#[from] RatingRefusal),
    /// Something about a follow-up.
    #[error(transparent)]
    Followup(#[from] FollowupRefusal),
    /// Something about fees.
    #[error(transparent)]
    Fee(#[from] FeeRefusal),
    /// Something about the appraisal of a month.
    #[error(transparent)]
    Appraisal(#[from] AppraisalRefusal),
    /// Something about the ledger of points.
    #[error(transparent)]
    Point(#[from] PointRefusal),
}

/// Things as the middle of a sentence.
fn listed(things: &[PlanThing]) -> String {
    let things: Vec<String> = things.iter().map(ToString::to_string).collect();
    things.join(", ")
}

/// When to come back, as the end of a sentence.
fn again(at: Option<Timestamp>) -> String {
    at.map_or_else(
        || "ask at reception when it is handled again".to_owned(),
        |at| format!("again from {at}"),
    )
}

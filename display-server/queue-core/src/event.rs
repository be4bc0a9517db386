//! What happened: the journal's own words. A changed meaning is a new variant, never an edit (I8).

mod choice;
mod entry;
mod places;

pub use choice::{Choice, RunnerUp};
pub use entry::{Entry, EntryBody};
pub use places::{AskedAt, ElsewhereAsked};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::{ComparisonEvent, HomeVisitEvent, MandateEvent, RecordCode};
use crate::announcement::Announcement;
use crate::appraisal::{AppraisalEvent, Month};
use crate::booking::{BookedTime, Booking};
use crate::case::{CaseEvent, MatterCode};
use crate::command::SheetLine;
use crate::escort::{EscortStage, Need};
use crate::fee::{BankListEvent, FeeEvent, ListKey, NoticeCode};
use crate::followup::{FollowupCode, FollowupEvent};
use crate::hall::Carried;
use crate::ids::{
    AnnouncementId, ClassCode, DeviceId, EscortId, LegId, PersonCode, RequestId, Seq, ServiceCode,
    ServiceDay, StopId, TokenHash, VersionNumber, VisitId, WindowNumber,
};
use crate::leg::{NewLeg, Outcome};
use crate::offline::{DayNumbers, OfflineEvent};
use crate::plan::{DayTimes, HallPlan, StandIn};
use crate::points::{PointCode, PointEvent};
use crate::rating::{RatingEvent, RatingKey};
use crate::stop::Stop;
use crate::version::{PlanBook, PlanVersion};
use crate::visit::{Evidence, IssuedTicket};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A service day began.
    DayOpened {
        /// Which day.
        day: ServiceDay,
        /// The plan it runs by.
        plan: Box<HallPlan>,
        /// Its instants.
        times: DayTimes,
        /// Who is expected, that day or later.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bookings: Vec<Booking>,
        /// Which version its plan is, and which waits.
        #[serde(default, skip_serializing_if = "PlanBook::is_first")]
        plans: PlanBook,
        /// What a hall that never closes takes over from the day before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carried: Option<Box<Carried>>,
        /// The epoch and the series in which its numbers are given; none: the first of both.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        numbers: Option<DayNumbers>,
    },
    /// A service day ended.
    DayClosed,
    /// A ticket was given, and its first leg opened.
    TicketIssued {
        /// The ticket.
        ticket: Box<IssuedTicket>,
        /// The leg.
        leg: Box<NewLeg>,
    },
    /// Paper came out.
    TicketConfirmed {
        /// Whose.
        visit: VisitId,
        /// How that is known.
        evidence: Evidence,
    },
    /// A visitor with a remote ticket is in the hall.
    CheckedIn {
        /// Who.
        visit: VisitId,
        /// From when the promises of the open legs run.
        anchor: Timestamp,
    },
    /// Nobody said that paper came out; the ticket is callable all the same.
    ConfirmOverdue {
        /// Whose.
        visit: VisitId,
    },
    /// The ticket never reached the visitor.
    TicketVoided {
        /// Whose.
        visit: VisitId,
        /// Why.
        reason: String,
    },
    /// A press was given up before it was heard: should it come late, it gives no ticket.
    PressGivenUp {
        /// The press.
        request: RequestId,
        /// Why.
        reason: String,
    },
    /// Something about the hall's having been away.
    Offline {
        /// What.
        happened: OfflineEvent,
    },
    /// A next leg was opened on the same ticket.
    LegOpened {
        /// The leg.
        leg: Box<NewLeg>,
    },
    /// A leg's time has come: it stands in its queue.
    LegReady {
        /// Which.
        leg: LegId,
    },
    /// A visitor was called.
    Called {
        /// Which leg.
        leg: LegId,
        /// Where to.
        window: WindowNumber,
        /// By whom.
        clerk: PersonCode,
        /// Until when the visitor is waited for.
        answer_by: Timestamp,
        /// Why this one.
        choice: Choice,
    },
    /// A visitor was called again.
    Recalled {
        /// Which leg.
        leg: LegId,
        /// Until when the visitor is waited for.
        answer_by: Timestamp,
    },
    /// Serving began.
    Started {
        /// Which leg.
        leg: LegId,
    },
    /// Serving ended.
    Finished {
        /// Which leg.
        leg: LegId,
        /// How.
        outcome: Outcome,
    },
    /// The visitor did not come.
    NoShow {
        /// Which leg.
        leg: LegId,
        /// Whether it waits to be reactivated; else it is closed.
        held: bool,
    },
    /// A held visitor is here after all.
    Reactivated {
        /// Which leg.
        leg: LegId,
        /// Its new anchor.
        anchor: Timestamp,
        /// Its new promise, in seconds.
        promise_s: u32,
    },
    /// A leg was set aside.
    Parked {
        /// Which leg.
        leg: LegId,
    },
    /// Another service takes over; the next event opens its leg.
    Transferred {
        /// Which leg ended.
        leg: LegId,
    },
    /// The visitor gave the number back.
    Withdrawn {
        /// Which leg ended.
        leg: LegId,
    },
    /// Nobody came for it until it was too late: 放棄.
    Abandoned {
        /// Which leg ended.
        leg: LegId,
    },
    /// A claimed class was looked at.
    ClassVerified {
        /// Whose.
        visit: VisitId,
        /// Whether it holds.
        verified: bool,
        /// The class that holds from now on.
        class: ClassCode,
        /// Its promise, in seconds; the anchor stays.
        promise_s: u32,
    },
    /// An entry was taken back.
    Undone {
        /// Which entry.
        entry: Seq,
        /// At which window.
        window: WindowNumber,
        /// Until when a visitor who stands called again is waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer_by: Option<Timestamp>,
    },
    /// A clerk signed in.
    WindowOpened {
        /// Where.
        window: WindowNumber,
        /// Who.
        clerk: PersonCode,
    },
    /// A window stopped calling for a while.
    WindowPaused {
        /// Which.
        window: WindowNumber,
        /// Why.
        reason: String,
    },
    /// A window calls again.
    WindowResumed {
        /// Which.
        window: WindowNumber,
    },
    /// A clerk signed out.
    WindowClosed {
        /// Where.
        window: WindowNumber,
    },
    /// The hall sent a waiting visitor home; a booking in the same entry says until when they may come back.
    Postponed {
        /// Which leg ended.
        leg: LegId,
    },
    /// An evacuation took back a call.
    CallTakenBack {
        /// Which leg.
        leg: LegId,
    },
    /// Somebody is expected.
    Booked {
        /// Who and when; a re-visit too.
        booking: Box<Booking>,
    },
    /// A booking is for another time.
    BookingMoved {
        /// Which.
        booking: TokenHash,
        /// When now.
        to: BookedTime,
    },
    /// A booking was given back.
    BookingCancelled {
        /// Which.
        booking: TokenHash,
    },
    /// Who was expected came; the ticket is in the same entry.
    BookingKept {
        /// Which.
        booking: TokenHash,
        /// The visit.
        visit: VisitId,
    },
    /// The ticket of who came never reached them; they are expected as before.
    BookingReturned {
        /// Which.
        booking: TokenHash,
    },
    /// Nobody came in time.
    BookingMissed {
        /// Which.
        booking: TokenHash,
    },
    /// Something does not work.
    StopBegan {
        /// What and why.
        stop: Box<Stop>,
    },
    /// It works again.
    StopEnded {
        /// Which.
        stop: StopId,
    },
    /// The hall closes before its time.
    ClosingMoved {
        /// Until when tickets are issued.
        issue_until: Timestamp,
        /// When the day closes at the latest.
        day_ends_at: Timestamp,
    },
    /// Everybody is told something.
    Announced {
        /// What.
        announcement: Box<Announcement>,
    },
    /// Enough of it.
    AnnouncementEnded {
        /// Which.
        announcement: AnnouncementId,
    },
    /// A window serves another's groups too.
    CoverBegan {
        /// The window that is covered.
        window: WindowNumber,
        /// The window that serves for it.
        by: WindowNumber,
    },
    /// It does not any more.
    CoverEnded {
        /// The window that was covered.
        window: WindowNumber,
    },
    /// A tidal window began or ended to serve more, by the plan's hours.
    TidesTurned,
    /// Somebody only asked.
    AdviceGiven {
        /// The window where it was; none: reception.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        window: Option<WindowNumber>,
        /// About what.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<ServiceCode>,
        /// Which of the service's documents were missing, by their place from 0; none: nothing was checked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        missing: Option<Vec<u16>>,
    },
    /// Somebody asked for what is not handled here.
    ElsewhereAsked(ElsewhereAsked),
    /// A line of a manual-call sheet was entered: 補錄.
    EnteredLater {
        /// The visit that it is from now on.
        visit: VisitId,
        /// Whose press it was.
        request: RequestId,
        /// What the line says.
        line: Box<SheetLine>,
        /// The ordinary promise, in seconds.
        promise_s: u32,
    },
    /// Something happened to a case.
    Case {
        /// Which.
        code: MatterCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: CaseEvent,
    },
    /// Something happened to a home visit.
    HomeVisit {
        /// Which.
        code: RecordCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: HomeVisitEvent,
    },
    /// Something happened to a mandate.
    Mandate {
        /// Which.
        code: RecordCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: MandateEvent,
    },
    /// Whoever was at a window came for the company that they work for (經辦人), and is nobody's agent.
    HandlerCame {
        /// The leg that ended.
        leg: LegId,
        /// Where.
        window: WindowNumber,
    },
    /// A department's list was compared.
    Comparison {
        /// Which comparison.
        code: RecordCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: ComparisonEvent,
    },
    /// Whoever may decide for a department is here, or is not any more.
    AuthoritySaid {
        /// Which department.
        department: String,
        /// Its head, or a deputy.
        person: PersonCode,
        /// Whether they are here.
        present: bool,
    },
    /// Something was handed out of which nothing shows that it was accepted here.
    CollectedUnaccepted {
        /// The leg that ended with it.
        leg: LegId,
        /// Where.
        window: WindowNumber,
        /// By whom.
        clerk: PersonCode,
    },
    /// Something happened to a rating.
    Rating {
        /// Which.
        key: RatingKey,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: RatingEvent,
    },
    /// Something happened to a follow-up.
    Followup {
        /// Which.
        code: FollowupCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: FollowupEvent,
    },
    /// Something happened to a fee notice.
    Fee {
        /// Which.
        code: NoticeCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: FeeEvent,
    },
    /// A bank's list of payments was compared with the notices.
    BankList {
        /// Which.
        list: ListKey,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What came of it.
        happened: BankListEvent,
    },
    /// Something happened to the appraisal of a month.
    Appraisal {
        /// Which month.
        key: Month,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: AppraisalEvent,
    },
    /// Something happened to a line of the ledger of points.
    Point {
        /// Which line.
        key: PointCode,
        /// The service day to which it belongs.
        day: ServiceDay,
        /// What.
        happened: PointEvent,
    },
    /// A guide is wanted.
    EscortRequested {
        /// Which job.
        escort: EscortId,
        /// What for.
        need: Need,
        /// Where.
        place: DeviceId,
        /// Whose, when the visitor has a ticket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
        /// Until when a guide should have accepted.
        accept_by: Timestamp,
        /// Until when the visitor should have been handed over, or the job done.
        done_by: Timestamp,
    },
    /// The button was pressed again where a job is open.
    EscortRepeated {
        /// Which job.
        escort: EscortId,
        /// Whose, when the job did not know it yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
    },
    /// A job is one guide's to take, for a while.
    EscortOffered {
        /// Which job.
        escort: EscortId,
        /// Whose.
        guide: PersonCode,
        /// Until when.
        until: Timestamp,
    },
    /// A job is everybody's to take again: its offer ran out, or was declined.
    EscortOfferEnded {
        /// Which job.
        escort: EscortId,
        /// Who declined it; none: it ran out, or the guide went off duty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        declined_by: Option<PersonCode>,
    },
    /// No guide on duty can do a job: somebody stands in.
    EscortLeftTo {
        /// Which job.
        escort: EscortId,
        /// Who.
        stand_in: StandIn,
    },
    /// A guide is on the way, or somebody who stands in.
    EscortAccepted {
        /// Which job.
        escort: EscortId,
        /// Who.
        guide: PersonCode,
        /// Until when the visitor should have been met.
        meet_by: Timestamp,
    },
    /// Whoever accepted gave the job back: it waits again.
    EscortReleased {
        /// Which job.
        escort: EscortId,
        /// Until when somebody should have accepted.
        accept_by: Timestamp,
    },
    /// The guide is with the visitor.
    EscortMet {
        /// Which job.
        escort: EscortId,
    },
    /// The visitor is at a window.
    EscortHandedOver {
        /// Which job.
        escort: EscortId,
        /// Where.
        window: WindowNumber,
    },
    /// A guide is with the visitor again.
    EscortFetched {
        /// Which job.
        escort: EscortId,
        /// Who.
        guide: PersonCode,
        /// Until when the visitor should have been handed over again, or the job done.
        done_by: Timestamp,
    },
    /// The job is over.
    EscortDone {
        /// Which job.
        escort: EscortId,
    },
    /// The guide is not wanted any more.
    EscortCancelled {
        /// Which job.
        escort: EscortId,
    },
    /// A limit of the plan passed.
    EscortOverdue {
        /// Which job.
        escort: EscortId,
        /// Which limit.
        stage: EscortStage,
    },
    /// A guide signed on.
    GuideOnDuty {
        /// Who.
        guide: PersonCode,
        /// Where.
        place: DeviceId,
    },
    /// A guide signed off.
    GuideOffDuty {
        /// Who.
        guide: PersonCode,
    },
    /// A version of the plan was proposed.
    PlanProposed {
        /// Which, with all it says.
        version: Box<PlanVersion>,
    },
    /// It will hold, from its day or the next opening on: nobody had to approve, or the second person did.
    PlanAccepted {
        /// Which.
        version: VersionNumber,
    },
    /// It will not.
    PlanRejected {
        /// Which.
        version: VersionNumber,
    },
    /// It holds from now on, within the day.
    PlanChanged {
        /// Which.
        version: VersionNumber,
        /// The open day's instants by it.
        times: DayTimes,
    },
}

//! The API: every route on one page, with who may ask, what is sent and what is answered.
//!
//! The table below is the router, the table of rights and the served OpenAPI document at once, so that none of them
//! can say what another does not.
//!
//! Invariant: a handler never sees a caller whom the table does not let in.

mod access;
pub(crate) mod agency;
mod answers;
pub(crate) mod appraisals;
pub(crate) mod arrivals;
pub(crate) mod bank_lists;
mod boards;
mod body;
pub(crate) mod bookings;
mod by_hand;
pub(crate) mod cases;
mod escorts;
mod events;
pub(crate) mod fees;
pub(crate) mod followups;
mod guards;
pub(crate) mod hall_day;
mod identities;
pub(crate) mod journal;
mod manager;
mod offline;
mod openapi;
mod operations;
pub(crate) mod pace;
pub(crate) mod periods;
pub(crate) mod plans;
mod problems;
mod query;
pub(crate) mod ratings;
pub(crate) mod records;
mod responsible;
pub(crate) mod room;
mod route;
mod schema_check;
mod text;
pub(crate) mod tickets;
mod visits;
pub(crate) mod windows;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use hall_protocol::PlanDocument;
use hall_protocol::agency::{
    AgentsView, AuthorityPress, ComparisonPressed, ComparisonRequest, ComparisonView, ComparisonsView,
    DepartmentsView, HomeVisitAsked, HomeVisitAssign, HomeVisitDate, HomeVisitNotDone, HomeVisitPress,
    HomeVisitProgress, HomeVisitRequest, HomeVisitView, HomeVisitsView, MandateAttach, MandateHandOver,
    MandatePress, MandatePressed, MandateProgress, MandateRequest, MandateView, MandatesView,
};
use hall_protocol::appraisal::{
    AppealDecision, AppealPress, AppraisalPress, AppraisalView, EnterPoints, ExcellenceDecision, PointsView,
    StrikePoints,
};
use hall_protocol::arrival::{ArrivalRequest, Arrived};
use hall_protocol::board::BoardView;
use hall_protocol::booking::{BookingRequest, BookingView, CancelRequest, MoveRequest, SlotsView};
use hall_protocol::by_hand::{AdviceCount, AdviceRequest, ElsewhereRequest, LateEntry};
use hall_protocol::case::{
    AskExtension, CasePress, CasePressed, CaseTell, CaseView, CasesView, CompleteCase, DecideExtension,
    LeaveHall, MatterView, StopClock, Supervise, SupervisionAnswer,
};
use hall_protocol::escort::{EscortRequest, EscortView, EscortsView, GuideDuty, GuideView, HandOver, SignOn};
use hall_protocol::fee::{
    BankListImport, BankListView, BankListsView, CancelFeeNotice, FeeNoticeView, FeePressed, FeesView,
    IssueFeeNotice, PayFeeNotice,
};
use hall_protocol::followup::{
    AssignFollowup, BringUp, CallBackFollowup, ComplaintView, DecideFollowup, FollowupPressed, FollowupText,
    FollowupView, FollowupsView, OpenFollowup,
};
use hall_protocol::identity::{
    DayKey, DayView, DeviceCode, DeviceIdentity, Health, NewDevice, Redeem, SignIn, SignedIn,
};
use hall_protocol::live::LiveView;
use hall_protocol::notice::{
    AnnounceRequest, CloseEarlyRequest, CoverRequest, HallDayView, RerouteRequest, StopRequest,
};
use hall_protocol::offline::{LeaseRequest, LeasesGiven, OfflineTaken, OfflineTickets};
use hall_protocol::period::PeriodReport;
use hall_protocol::plan_version::{
    PlanChecked, PlanNow, PlanPress, PlanPressed, PlanProposal, PlanText, PlanVersions,
};
use hall_protocol::rating::{
    DisownRating, ExplainRating, LookAtRating, MyRatings, RatingPressed, RatingsOf, RatingsView, VisitRating,
    WindowRating,
};
use hall_protocol::report::{
    AskedElsewhere, CasesOf, ClassFigures, DayReport, EscortsOf, FeesOf, FollowupsOf, LegRow, MandateFigures,
};
use hall_protocol::responsibility::ResponsibilitiesView;
use hall_protocol::ticket::{ConfirmRequest, Done, IssueRequest, RemoteRequest, TicketIssued, VoidRequest};
use hall_protocol::visit::VisitView;
use hall_protocol::window::{
    CallNext, CallThis, ConsoleView, Finish, Pause, Press, TicketPress, Transfer, VerifyClass, WindowPressed,
};

use crate::metrics::count_request;
use crate::state::HallState;

pub(crate) use identities::{DEVICE_COOKIE_S, SESSION_COOKIE_S, device_name, ended_cookie, session_cookie};
pub(crate) use manager::report_of;
pub(crate) use offline::take_up_rows;
pub use problems::Refused;
pub(crate) use query::ReportQuestion;
pub(crate) use text::{clean, stripped};

use access::Access;
use journal::JournalEntry;
use route::Route;
use visits::HelpRequest;

/// The largest body of a request, in bytes.
const BODY_LIMIT: usize = 16 * 1024;
/// The largest body that holds a whole plan, in bytes.
pub(crate) const PLAN_LIMIT: usize = 1 << 20;

const ISSUERS: Access = Access::of("kiosk reception");
/// A manager frees a window that froze with a visitor; the journal says who pressed.
const AT_WINDOWS: Access = Access::of("clerk pad manager");
const LOOK_AT_WINDOWS: Access = Access::of("clerk pad reception manager");
const ASK_FOR_GUIDES: Access = Access::of("kiosk escort_post pad clerk guide reception manager");
const GUIDES: Access = Access::of("guide");
/// Where no guide is on duty, somebody stands in; the hall's rules say who.
const WHO_GUIDE: Access = Access::of("guide clerk reception manager");
const LOOK_AT_ESCORTS: Access = Access::of("guide reception manager clerk pad escort_post");
const ADVISE: Access = Access::of("clerk pad reception manager");
const LOOK_AT_CASES: Access = Access::of("clerk reception manager overseer");
const AT_CASES: Access = Access::of("clerk manager");
const GO_HOME: Access = Access::of("clerk guide reception manager");
const REGISTER: Access = Access::of("clerk reception manager");
const COMPARE: Access = Access::of("manager overseer");
const WHO_DECIDES: Access = Access::of("clerk guide reception manager overseer");
const RECEPTION: Access = Access::of("reception manager");
const AT_FOLLOWUPS: Access = Access::of("clerk guide reception manager overseer");
const FOLLOW_UP: Access = Access::of("manager overseer");
const REPORTS: Access = Access::of("manager overseer");
/// An overseer of discipline supervises as a manager does; the hall's rules say who is one.
const SUPERVISE: Access = Access::of("manager overseer");
const ENTER_LATER: Access = Access::of("clerk manager");
/// A manager, and of the overseers who oversees the fees.
const AUDIT_FEES: Access = Access::of("manager overseer");
const LOOK_AT_FEES: Access = Access::of("clerk manager overseer");
const MANAGERS: Access = Access::of("manager");
const APPRAISERS: Access = Access::of("manager overseer");
const KIOSKS: Access = Access::of("kiosk");
const DEVICES: Access = Access::of("kiosk pad board escort_post");
const SIGNED_IN: Access = Access::of("clerk guide reception manager overseer");
/// The keys at a window, and the screen beside it.
const AT_RATING: Access = Access::of("pad rating_screen");
const LOOK_AT_RATINGS: Access = Access::of("manager overseer");
const CLERKS: Access = Access::of("clerk");
const ANYONE: Access = Access::ANYONE;
const PACED: Access = Access::PACED;

/// Every route of the API.
#[expect(clippy::too_many_lines, reason = "a table: one line a route")]
#[rustfmt::skip]
fn table() -> Vec<Route> {
    vec![
        // the kiosk, and reception
        Route::post("/api/v1/tickets", ISSUERS, tickets::issue, "Take a ticket").takes::<IssueRequest>().answers::<TicketIssued>(201),
        Route::post("/api/v1/tickets/{request}/confirm", ISSUERS, tickets::confirm, "Paper came out").takes::<ConfirmRequest>().answers::<Done>(200),
        Route::post("/api/v1/tickets/{request}/void", ISSUERS, tickets::void, "The ticket never reached the visitor").takes::<VoidRequest>().answers::<Done>(200),
        Route::post("/api/v1/leases", KIOSKS, offline::lease, "Numbers to give while the hall is away").takes::<LeaseRequest>().answers::<LeasesGiven>(200),
        Route::post("/api/v1/offline-tickets", KIOSKS, offline::take_up, "Tickets that were given while the hall was away").takes::<OfflineTickets>().answers::<OfflineTaken>(200),
        Route::get("/api/v1/day", ANYONE, boards::day, "Whether the hall is open, and what it issues").answers::<DayView>(200),
        Route::post("/api/v1/arrivals", ISSUERS, arrivals::arrive, "Somebody who is expected is here").takes::<ArrivalRequest>().answers::<Arrived>(200),
        // appointments, by the token that their holder made
        Route::get("/api/v1/slots", PACED, bookings::slots, "When a service may be booked").asks("service day").answers::<SlotsView>(200),
        Route::post("/api/v1/bookings", PACED, bookings::book, "Book a time").takes::<BookingRequest>().answers::<BookingView>(200),
        Route::get("/api/v1/bookings/{token}", PACED, bookings::look, "A booking").answers::<BookingView>(200),
        Route::post("/api/v1/bookings/{token}/move", PACED, bookings::move_to, "Come at another time instead").takes::<MoveRequest>().answers::<BookingView>(200),
        Route::post("/api/v1/bookings/{token}/cancel", PACED, bookings::cancel, "Give a booking back").takes::<CancelRequest>().answers::<BookingView>(200),
        Route::post("/api/v1/remote-tickets", PACED, tickets::take_remote, "Take a ticket on the phone, to be called after check-in").takes::<RemoteRequest>().answers::<TicketIssued>(201),
        // windows
        Route::get("/api/v1/windows/{window}", LOOK_AT_WINDOWS, windows::look, "What stands at a window").answers::<ConsoleView>(200),
        Route::get("/api/v1/windows/{window}/events", LOOK_AT_WINDOWS, windows::events, "What stands at a window, whenever it changes").streams::<ConsoleView>(),
        Route::post("/api/v1/windows/{window}/open", AT_WINDOWS, windows::open, "Sign in at a window").takes::<Press>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/pause", AT_WINDOWS, windows::pause, "Stop calling for a while").takes::<Pause>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/resume", AT_WINDOWS, windows::resume, "Call again").takes::<Press>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/close", AT_WINDOWS, windows::close, "Sign out of a window").takes::<Press>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/call-next", AT_WINDOWS, windows::call_next, "Call whoever is next; while serving, finish first").takes::<CallNext>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/call", AT_WINDOWS, windows::call_this, "Call this one, out of order").takes::<CallThis>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/recall", AT_WINDOWS, windows::recall, "Call the current one again").takes::<TicketPress>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/start", AT_WINDOWS, windows::start, "The visitor is here").takes::<TicketPress>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/finish", AT_WINDOWS, windows::finish, "Done with the visitor").takes::<Finish>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/no-show", AT_WINDOWS, windows::no_show, "The visitor did not come").takes::<TicketPress>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/park", AT_WINDOWS, windows::park, "Set the visitor aside").takes::<TicketPress>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/resume-ticket", AT_WINDOWS, windows::resume_ticket, "Call a ticket that was set aside here").takes::<TicketPress>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/transfer", AT_WINDOWS, windows::transfer, "Another service takes over").takes::<Transfer>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/class", AT_WINDOWS, windows::class, "The claimed class holds, or does not").takes::<VerifyClass>().answers::<WindowPressed>(200),
        Route::post("/api/v1/windows/{window}/undo", AT_WINDOWS, windows::undo, "Take the last press back").takes::<Press>().answers::<WindowPressed>(200),
        // cases, which outlive their visit
        Route::get("/api/v1/cases", LOOK_AT_CASES, cases::list, "The cases that are not done, or those of a day that are; a clerk's own").asks("standing closed_on").answers::<CasesView>(200),
        Route::get("/api/v1/cases/{code}", LOOK_AT_CASES, cases::look, "A case").answers::<CaseView>(200),
        Route::post("/api/v1/cases/{code}/tell", AT_CASES, cases::tell, "Everything missing is told, after the file was looked through").takes::<CaseTell>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/accept", AT_CASES, cases::accept, "Accepted after all").takes::<CasePress>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/stop-clock", AT_CASES, cases::stop_clock, "The clock stands still").takes::<StopClock>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/start-clock", AT_CASES, cases::start_clock, "The clock goes on").takes::<CasePress>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/ask-extension", AT_CASES, cases::ask_extension, "The limit should be longer").takes::<AskExtension>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/decide-extension", MANAGERS, cases::decide_extension, "A second person decides about a longer limit").takes::<DecideExtension>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/leave-hall", AT_CASES, cases::leave_hall, "The file leaves the hall").takes::<LeaveHall>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/come-back", AT_CASES, cases::come_back, "The file is back").takes::<CasePress>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/take-over", AT_CASES, cases::take_over, "Whoever asks answers for the case from now on").takes::<CasePress>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/complete", AT_CASES, cases::complete, "The case is done").takes::<CompleteCase>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/supervise", SUPERVISE, cases::supervise, "Somebody must say why a case is late: a supervision letter").takes::<Supervise>().answers::<CasePressed>(200),
        Route::post("/api/v1/cases/{code}/answer", AT_CASES, cases::answer, "The answer to a supervision letter").takes::<SupervisionAnswer>().answers::<CasePressed>(200),
        Route::get("/api/v1/matters/{code}", PACED, cases::progress, "Where a matter stands, for whoever has its code").answers::<MatterView>(200),
        // appraisals, the ledger of points, months and years in figures
        Route::get("/api/v1/appraisals/{month}", APPRAISERS, appraisals::look, "The appraisal of a month; before it was drafted, its figures so far").answers::<AppraisalView>(200),
        Route::get("/api/v1/appraisals/{month}/mine", CLERKS, appraisals::mine, "The clerk's own month").answers::<AppraisalView>(200),
        Route::get("/api/v1/appraisals/{month}/table", APPRAISERS, periods::appraisal, "The appraisal of a month as a table; of one home department, or of all").asks("format department").text(),
        Route::post("/api/v1/appraisals/{month}/draft", MANAGERS, appraisals::draft, "Draft a month that is over, from what the tables say").takes::<AppraisalPress>().answers::<Done>(200),
        Route::post("/api/v1/appraisals/{month}/show", MANAGERS, appraisals::show, "Show it to the clerks, who may appeal from then on").takes::<AppraisalPress>().answers::<Done>(200),
        Route::post("/api/v1/appraisals/{month}/appeal", CLERKS, appraisals::appeal, "Appeal against the own marks").takes::<AppealPress>().answers::<Done>(200),
        Route::post("/api/v1/appraisals/{month}/answer", APPRAISERS, appraisals::answer, "Decide an appeal; another person than whoever drafted").takes::<AppealDecision>().answers::<Done>(200),
        Route::post("/api/v1/appraisals/{month}/publish", MANAGERS, appraisals::publish, "Publish it, once the time for appeals is over").takes::<AppraisalPress>().answers::<Done>(200),
        Route::post("/api/v1/appraisals/{month}/excellent", APPRAISERS, appraisals::excellent, "Decide whether a clerk is excellent").takes::<ExcellenceDecision>().answers::<Done>(200),
        Route::get("/api/v1/points", APPRAISERS, appraisals::points, "The ledger of a month").asks("month").answers::<PointsView>(200),
        Route::post("/api/v1/points", APPRAISERS, appraisals::enter, "A new line of the ledger").takes::<EnterPoints>().answers::<Done>(200),
        Route::post("/api/v1/points/{code}/strike", APPRAISERS, appraisals::strike, "A line does not count any more; another person than whoever entered it").takes::<StrikePoints>().answers::<Done>(200),
        Route::get("/api/v1/reports/month", APPRAISERS, periods::month, "A month in figures, with the month and the year before").asks("month format").answers::<PeriodReport>(200),
        Route::get("/api/v1/reports/year", APPRAISERS, periods::year, "A year in figures, month by month").asks("year format").answers::<PeriodReport>(200),
        // beyond the windows
        Route::post("/api/v1/home-visits", PACED, agency::home_visits::ask, "Somebody should come home").takes::<HomeVisitRequest>().answers::<HomeVisitAsked>(201),
        Route::get("/api/v1/home-visits", GO_HOME, agency::home_visits::list, "The home visits that are not over; of whoever goes, their own").answers::<HomeVisitsView>(200),
        Route::get("/api/v1/home-visits/{code}", GO_HOME, agency::home_visits::look, "A home visit, with where and to whom").answers::<HomeVisitView>(200),
        Route::get("/api/v1/home-visits/{code}/progress", PACED, agency::home_visits::progress, "Where a home visit stands, for whoever has its code").answers::<HomeVisitProgress>(200),
        Route::post("/api/v1/home-visits/{code}/assign", RECEPTION, agency::home_visits::assign, "Somebody is to go").takes::<HomeVisitAssign>().answers::<HomeVisitAsked>(200),
        Route::post("/api/v1/home-visits/{code}/date", GO_HOME, agency::home_visits::date, "A day was agreed").takes::<HomeVisitDate>().answers::<HomeVisitAsked>(200),
        Route::post("/api/v1/home-visits/{code}/done", GO_HOME, agency::home_visits::done, "Done").takes::<HomeVisitPress>().answers::<HomeVisitAsked>(200),
        Route::post("/api/v1/home-visits/{code}/not-done", GO_HOME, agency::home_visits::not_done, "Not done").takes::<HomeVisitNotDone>().answers::<HomeVisitAsked>(200),
        Route::post("/api/v1/home-visits/{code}/cancel", PACED, agency::home_visits::cancel, "Called off, by whoever has its code or arranges it").takes::<HomeVisitPress>().answers::<HomeVisitAsked>(200),
        Route::get("/api/v1/agents", PACED, agency::mandates::agents, "Who may act for others here, and in what").answers::<AgentsView>(200),
        Route::post("/api/v1/mandates", REGISTER, agency::mandates::give, "Somebody acts for somebody from now on").takes::<MandateRequest>().answers::<MandatePressed>(201),
        Route::get("/api/v1/mandates", GO_HOME, agency::mandates::list, "The mandates that hold; of a guide, their own").answers::<MandatesView>(200),
        Route::get("/api/v1/mandates/{code}", GO_HOME, agency::mandates::look, "A mandate, with whom it is for and the matters under it").answers::<MandateView>(200),
        Route::get("/api/v1/mandates/{code}/progress", PACED, agency::mandates::progress, "Where a mandate and its matters stand, for whoever has its code").answers::<MandateProgress>(200),
        Route::post("/api/v1/mandates/{code}/attach", GO_HOME, agency::mandates::attach, "A matter that there is belongs to it").takes::<MandateAttach>().answers::<MandatePressed>(200),
        Route::post("/api/v1/mandates/{code}/hand-over", RECEPTION, agency::mandates::hand_over, "Another agent acts from now on").takes::<MandateHandOver>().answers::<MandatePressed>(200),
        Route::post("/api/v1/mandates/{code}/done", GO_HOME, agency::mandates::done, "What it was given for is done").takes::<MandatePress>().answers::<MandatePressed>(200),
        Route::post("/api/v1/mandates/{code}/revoke", PACED, agency::mandates::revoke, "Taken back, by whoever has its code, or by reception and managers at the principal's wish").takes::<MandatePress>().answers::<MandatePressed>(200),
        Route::get("/api/v1/departments", WHO_DECIDES, agency::departments::look, "Who may decide for each department today").answers::<DepartmentsView>(200),
        Route::get("/api/v1/departments/events", WHO_DECIDES, agency::departments::events, "The same, whenever it changes").streams::<DepartmentsView>(),
        Route::post("/api/v1/departments/{department}/authority", GO_HOME, agency::departments::say, "Somebody who may decide is here, or is not any more").takes::<AuthorityPress>().answers::<DepartmentsView>(200),
        Route::get("/api/v1/comparisons", COMPARE, agency::comparisons::list, "The lists of departments that were compared, newest first").answers::<ComparisonsView>(200),
        Route::post("/api/v1/comparisons", COMPARE, agency::comparisons::compare, "Compare a department's list of what it completed with the hall").takes::<ComparisonRequest>().answers::<ComparisonPressed>(201).large(),
        Route::get("/api/v1/comparisons/{code}", COMPARE, agency::comparisons::look, "What a comparison found").asks("format").answers::<ComparisonView>(200),
        // follow-ups: complaints, what could not be done, the hotline, findings, bad ratings
        Route::get("/api/v1/followups", AT_FOLLOWUPS, followups::list, "The follow-ups that whoever asks may see, and that are not over, or were on a day").asks("closed_on").answers::<FollowupsView>(200),
        Route::post("/api/v1/followups", AT_FOLLOWUPS, followups::open, "Enter what was brought up").takes::<OpenFollowup>().answers::<FollowupPressed>(201),
        Route::get("/api/v1/followups/{code}", AT_FOLLOWUPS, followups::look, "A follow-up").answers::<FollowupView>(200),
        Route::post("/api/v1/followups/{code}/assign", FOLLOW_UP, followups::assign, "Somebody answers for it").takes::<AssignFollowup>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/followups/{code}/state", AT_FOLLOWUPS, followups::state, "Whoever it is about is heard").takes::<FollowupText>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/followups/{code}/decide", FOLLOW_UP, followups::decide, "It is decided, or the appeal is").takes::<DecideFollowup>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/followups/{code}/rectify", FOLLOW_UP, followups::rectify, "Something was done so that it does not happen again").takes::<FollowupText>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/followups/{code}/call-back", FOLLOW_UP, followups::call_back, "Whoever brought it up was asked what they think of the answer").takes::<CallBackFollowup>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/followups/{code}/appeal", AT_FOLLOWUPS, followups::appeal, "Whoever it is about appeals, or staff for whoever brought it up").takes::<FollowupText>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/complaints", PACED, followups::bring_up, "Complain, or say what could not be done").takes::<BringUp>().answers::<FollowupPressed>(201),
        Route::get("/api/v1/complaints/{code}", PACED, followups::complaint, "Where a complaint stands, for whoever has its code").answers::<ComplaintView>(200),
        Route::post("/api/v1/complaints/{code}/call-back", PACED, followups::complaint_call_back, "What whoever complained thinks of the answer").takes::<CallBackFollowup>().answers::<FollowupPressed>(200),
        Route::post("/api/v1/complaints/{code}/appeal", PACED, followups::complaint_appeal, "Whoever complained appeals against the answer").takes::<FollowupText>().answers::<FollowupPressed>(200),
        // fees: the department charges, the bank collects
        Route::post("/api/v1/windows/{window}/fee-notices", AT_CASES, fees::issue, "The visitor who is served is charged: a fee notice").takes::<IssueFeeNotice>().answers::<FeePressed>(201),
        Route::get("/api/v1/fees", AUDIT_FEES, fees::list, "The fee notices of a period; as CSV item by item, for the audit").asks("from to standing format").answers::<FeesView>(200),
        Route::get("/api/v1/fees/{code}", LOOK_AT_FEES, fees::look, "A fee notice").answers::<FeeNoticeView>(200),
        Route::post("/api/v1/fees/{code}/pay", AT_CASES, fees::pay, "The bank collected, at a window that takes payments").takes::<PayFeeNotice>().answers::<FeePressed>(200),
        Route::post("/api/v1/fees/{code}/cancel", AT_CASES, fees::cancel, "A fee notice does not hold").takes::<CancelFeeNotice>().answers::<FeePressed>(200),
        Route::post("/api/v1/bank-lists", AUDIT_FEES, bank_lists::bring, "Compare a bank's list of payments with the fee notices").takes::<BankListImport>().answers::<BankListView>(200).large(),
        Route::get("/api/v1/bank-lists", AUDIT_FEES, bank_lists::list, "The bank lists of the last year").answers::<BankListsView>(200),
        Route::get("/api/v1/bank-lists/{list}", AUDIT_FEES, bank_lists::look, "A bank list, and what does not match").answers::<BankListView>(200),
        // ratings
        Route::post("/api/v1/windows/{window}/rate", AT_RATING, ratings::at_window, "Whoever was served last rates at the window's keys").takes::<WindowRating>().answers::<RatingPressed>(200),
        Route::post("/api/v1/visits/{token}/rate", PACED, ratings::say, "The holder of a ticket rates a leg of it").takes::<VisitRating>().answers::<RatingPressed>(200),
        Route::post("/api/v1/visits/{token}/disown-rating", PACED, ratings::disown, "The holder of a ticket did not press the window's keys").takes::<DisownRating>().answers::<RatingPressed>(200),
        Route::post("/api/v1/visits/{token}/explain-rating", PACED, ratings::explain, "The holder of a ticket says why a rating is bad").takes::<ExplainRating>().answers::<RatingPressed>(200),
        Route::get("/api/v1/ratings", LOOK_AT_RATINGS, ratings::list, "Doubtful ratings that wait for a second person, and bad ones; never whose").answers::<RatingsView>(200),
        Route::post("/api/v1/ratings/{code}/look-at", LOOK_AT_RATINGS, ratings::look_at, "Whether a doubtful rating stands").takes::<LookAtRating>().answers::<RatingPressed>(200),
        Route::get("/api/v1/ratings/mine", CLERKS, ratings::mine, "What visitors say of the clerk who asks: of months and days that are over").answers::<MyRatings>(200),
        Route::get("/api/v1/reports/ratings", LOOK_AT_RATINGS, ratings::figures, "What visitors said on a service day, by department, service and window").asks("day format").answers::<Vec<RatingsOf>>(200),
        // first-asked responsibility
        Route::get("/api/v1/responsibilities", SIGNED_IN, responsible::look, "Who answers for which visitor").answers::<ResponsibilitiesView>(200),
        Route::get("/api/v1/responsibilities/events", SIGNED_IN, responsible::events, "The same, whenever it changes").streams::<ResponsibilitiesView>(),
        // guides
        Route::get("/api/v1/escorts", LOOK_AT_ESCORTS, escorts::list, "The open escorts").answers::<EscortsView>(200),
        Route::get("/api/v1/escorts/events", LOOK_AT_ESCORTS, escorts::events, "The open escorts, whenever they change").streams::<EscortsView>(),
        Route::post("/api/v1/escorts", ASK_FOR_GUIDES, escorts::request, "Ask for a guide").takes::<EscortRequest>().answers::<EscortView>(201),
        Route::get("/api/v1/escorts/mine", GUIDES, escorts::mine, "What is offered to the guide who asks, and what this guide leads").answers::<GuideView>(200),
        Route::get("/api/v1/escorts/mine/events", GUIDES, escorts::mine_events, "The same, whenever it changes").streams::<GuideView>(),
        Route::post("/api/v1/escorts/on-duty", GUIDES, escorts::on_duty, "Sign on at a place").takes::<SignOn>().answers::<GuideDuty>(200),
        Route::post("/api/v1/escorts/off-duty", GUIDES, escorts::off_duty, "Sign off").takes::<Press>().answers::<GuideDuty>(200),
        Route::post("/api/v1/escorts/{escort}/accept", WHO_GUIDE, escorts::accept, "A guide is on the way").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/decline", GUIDES, escorts::decline, "Not this one: open to all").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/release", WHO_GUIDE, escorts::release, "Give the job back").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/meet", WHO_GUIDE, escorts::meet, "The guide is with the visitor").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/hand-over", WHO_GUIDE, escorts::hand_over, "The visitor is at a window").takes::<HandOver>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/fetch", WHO_GUIDE, escorts::fetch, "A guide comes back for the visitor").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/done", WHO_GUIDE, escorts::done, "The job is over").takes::<Press>().answers::<EscortView>(200),
        Route::post("/api/v1/escorts/{escort}/cancel", ASK_FOR_GUIDES, escorts::cancel, "The guide is not wanted any more").takes::<Press>().answers::<EscortView>(200),
        // the visitor, by the token on the slip
        Route::get("/api/v1/visits/{token}", ANYONE, visits::look, "Where a ticket stands").answers::<VisitView>(200),
        Route::get("/api/v1/visits/{token}/events", ANYONE, visits::events, "Where a ticket stands, whenever it changes").streams::<VisitView>(),
        Route::post("/api/v1/visits/{token}/withdraw", PACED, visits::withdraw, "Give the number back").takes::<Press>().answers::<Done>(200),
        Route::post("/api/v1/visits/{token}/reactivate", PACED, visits::reactivate, "Here after all").takes::<Press>().answers::<Done>(200),
        Route::post("/api/v1/visits/{token}/postpone", PACED, visits::postpone, "Home while a stop lasts, with a priority re-visit").takes::<Press>().answers::<Done>(200),
        Route::post("/api/v1/visits/{token}/help", PACED, visits::help, "Ask for a guide").takes::<HelpRequest>().answers::<EscortView>(201),
        // boards
        Route::get("/api/v1/boards/{area}", ANYONE, boards::look, "An area's board").answers::<BoardView>(200),
        Route::get("/api/v1/boards/{area}/events", ANYONE, boards::events, "An area's board, whenever it changes").streams::<BoardView>(),
        // the manager
        Route::get("/api/v1/live", MANAGERS, manager::live, "The live queue").answers::<LiveView>(200),
        Route::get("/api/v1/live/events", MANAGERS, manager::live_events, "The live queue, whenever it changes").streams::<LiveView>(),
        // what no ticket stands for
        Route::post("/api/v1/advice", ADVISE, by_hand::advice, "Somebody only asked").takes::<AdviceRequest>().answers::<AdviceCount>(200),
        Route::post("/api/v1/elsewhere", KIOSKS, by_hand::elsewhere, "Somebody looked at a kiosk where something is handled that is not handled here").takes::<ElsewhereRequest>().answers::<Done>(200),
        Route::post("/api/v1/late-entries", ENTER_LATER, by_hand::late_entry, "A line of the manual-call sheet of an hour without power").takes::<LateEntry>().answers::<Done>(200),
        Route::get("/api/v1/hall/today", MANAGERS, hall_day::look, "What stands in the way of an ordinary day").answers::<HallDayView>(200),
        Route::post("/api/v1/hall/stops", MANAGERS, hall_day::stop, "Something does not work").takes::<StopRequest>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/stops/{stop}/end", MANAGERS, hall_day::end_stop, "It works again").takes::<Press>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/stops/{stop}/postpone", MANAGERS, hall_day::postpone, "Whoever it holds up goes home with a priority re-visit").takes::<Press>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/reroute", MANAGERS, hall_day::reroute, "Whoever waits for one service waits for another").takes::<RerouteRequest>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/close-early", MANAGERS, hall_day::close_early, "The hall closes before its time").takes::<CloseEarlyRequest>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/announcements", MANAGERS, hall_day::announce, "Tell everybody something").takes::<AnnounceRequest>().answers::<HallDayView>(200),
        Route::post("/api/v1/hall/announcements/{announcement}/end", MANAGERS, hall_day::end_announcement, "Enough of an announcement").takes::<Press>().answers::<HallDayView>(200),
        Route::post("/api/v1/windows/{window}/cover", AT_WINDOWS, hall_day::cover, "Another window serves for this one").takes::<CoverRequest>().answers::<HallDayView>(200),
        Route::post("/api/v1/windows/{window}/end-cover", MANAGERS, hall_day::end_cover, "It does not any more").takes::<Press>().answers::<HallDayView>(200),
        Route::get("/api/v1/reports/fees", REPORTS, manager::fees, "What a service day came to in fees, by department").asks("day format").answers::<Vec<FeesOf>>(200),
        Route::get("/api/v1/reports/day", REPORTS, manager::day_report, "A service day in figures").asks("day format").answers::<DayReport>(200),
        Route::get("/api/v1/reports/legs", REPORTS, manager::legs, "Every finished leg of a service day").asks("day format").answers::<Vec<LegRow>>(200),
        Route::get("/api/v1/reports/escorts", REPORTS, manager::escorts, "The finished escorts of a service day, by kind and place").asks("day format").answers::<Vec<EscortsOf>>(200),
        Route::get("/api/v1/reports/cases", REPORTS, manager::cases, "What a service day did to cases, by department").asks("day format").answers::<Vec<CasesOf>>(200),
        Route::get("/api/v1/reports/followups", REPORTS, manager::followups, "What a service day did to follow-ups, by kind").asks("day format").answers::<Vec<FollowupsOf>>(200),
        Route::get("/api/v1/reports/classes", REPORTS, manager::classes, "How each class was claimed and looked at on a service day").asks("day format").answers::<Vec<ClassFigures>>(200),
        Route::get("/api/v1/reports/mandates", REPORTS, manager::mandates, "Who came with the cases of a service day, and what happened to mandates").asks("day format").answers::<MandateFigures>(200),
        Route::get("/api/v1/reports/elsewhere", REPORTS, manager::elsewhere, "How often, and where, people asked on a service day for what is not handled here").asks("day format").answers::<Vec<AskedElsewhere>>(200),
        Route::get("/api/v1/journal", FOLLOW_UP, journal::list, "The journal, newest first; without what whoever asks may not see").asks("before limit day event person device window number").answers::<Vec<JournalEntry>>(200),
        // the plan
        Route::get("/api/v1/plan", MANAGERS, plans::look, "The plan that holds, and its version").answers::<PlanNow>(200),
        Route::get("/api/v1/plan/export", MANAGERS, plans::export, "The plan that holds, as a plan file").text(),
        Route::post("/api/v1/plan/check", MANAGERS, plans::check, "Whether a plan holds together, and what it needs").takes::<PlanText>().answers::<PlanChecked>(200).large(),
        Route::get("/api/v1/plan/versions", MANAGERS, plans::versions, "The versions of the plan, newest first").answers::<PlanVersions>(200),
        Route::get("/api/v1/plan/versions/{version}", MANAGERS, plans::version, "What a version says; as TOML for whoever accepts it").answers::<PlanDocument>(200),
        Route::post("/api/v1/plan/versions", MANAGERS, plans::propose, "Let another plan hold").takes::<PlanProposal>().answers::<PlanPressed>(200).large(),
        Route::post("/api/v1/plan/versions/{version}/approve", MANAGERS, plans::approve, "The second person agrees").takes::<PlanPress>().answers::<PlanPressed>(200),
        Route::post("/api/v1/plan/versions/{version}/reject", MANAGERS, plans::reject, "It will not hold").takes::<PlanPress>().answers::<PlanPressed>(200),
        // people and devices
        Route::post("/api/v1/sessions", PACED, identities::sign_in, "Sign in").takes::<SignIn>().answers::<SignedIn>(201),
        Route::delete("/api/v1/sessions", SIGNED_IN, identities::sign_out, "Sign out"),
        Route::post("/api/v1/devices/codes", MANAGERS, identities::new_code, "Let a device in: a one-time code").takes::<NewDevice>().answers::<DeviceCode>(201),
        Route::post("/api/v1/devices/redeem", PACED, identities::redeem, "Turn a one-time code into an identity").takes::<Redeem>().answers::<DeviceIdentity>(201),
        Route::delete("/api/v1/devices/{device}", MANAGERS, identities::revoke, "End a device's identity"),
        Route::get("/api/v1/devices/{device}/plan", DEVICES, identities::plan, "The plan that holds, with an ETag").answers::<PlanDocument>(200),
        Route::get("/api/v1/devices/{device}/day-key", KIOSKS, identities::day_key, "The day's key, by which a reader's card numbers are made unreadable").answers::<DayKey>(200),
        Route::post("/api/v1/devices/{device}/health", DEVICES, identities::health, "How a device is").takes::<Health>(),
        // operations
        Route::get("/healthz", ANYONE, operations::health, "Whether the process lives").text(),
        Route::get("/readyz", ANYONE, operations::ready, "Whether commands are accepted").text(),
        Route::get("/metrics", ANYONE, operations::metrics, "Counters for Prometheus, for programs on this machine").text(),
        Route::get("/api/openapi.json", ANYONE, openapi::serve, "This document").text(),
    ]
}

/// The address of every route.
#[cfg(test)]
pub(crate) fn paths() -> Vec<&'static str> {
    table().iter().map(|route| route.path).collect()
}

/// The whole server as one router.
pub fn router(state: HallState) -> Router {
    let api = table()
        .into_iter()
        .fold(Router::new(), |router, route| route.join(router, &state));
    api.merge(crate::pages::routes(&state))
        .fallback(problems::no_such_route)
        .method_not_allowed_fallback(problems::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), count_request))
        .layer(from_fn(guards::same_origin))
        .layer(axum::middleware::map_response(guards::security_headers))
        .with_state(state)
}

//! A hall driven by hand: a clock that is wound, presses that number themselves.

pub mod frozen;
mod replayed;
mod rules;

use self::rules::{rules, timetable};
use jiff::Timestamp;
use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use proptest::test_runner::Config as ProptestConfig;
use queue_core::command::{
    Ending, EscortCommand, EscortVerb, Issue, Matter, Onward, VisitCommand, VisitVerb, WindowCommand,
    WindowVerb,
};
use queue_core::event::EntryBody;
use queue_core::hall::Touched;
use queue_core::leg::{Leg, LegState, Outcome};
use queue_core::plan::{
    Area, CaseRules, Claimant, Class, ClassMark, Department, EscortPost, GuideSkills, HallIdentity,
    InterpreterLanguage, Language, Names, Person, Position, QueueGroup, Role, Service, WindowPlan,
};
use queue_core::visit::{Channel, Evidence, Visit};
use queue_core::{
    Actor, AreaCode, ClassCode, Command, DeviceId, Entry, Event, GroupLetter, Hall, HallPlan, LanguageCode,
    Now, PersonCode, PlanParts, Rejection, RequestId, Seq, ServiceCode, ServiceDay, Shelf, TicketNumber,
    TokenHash, VisitId, WindowNumber,
};

pub const DAY: Date = date(2026, 11, 24);

pub fn at(clock: &str) -> Timestamp {
    let time: Time = clock.parse().expect("a civil time");
    TimeZone::UTC
        .to_timestamp(DAY.to_datetime(time))
        .expect("an instant")
}

pub fn names(text: &str) -> Names {
    Names {
        zh_hant: text.to_owned(),
        zh_hans: text.to_owned(),
        en: text.to_owned(),
    }
}

pub fn letter(letter: char) -> GroupLetter {
    GroupLetter::new(letter).expect("a letter")
}

fn class(code: &str, minutes: u32, claim: &[Claimant], mark: ClassMark) -> Class {
    Class {
        code: ClassCode::new(code),
        names: names(code),
        promise_s: minutes * 60,
        claim: claim.to_vec(),
        mark,
    }
}

/// Groups X and Y with a service each; window 1 serves X as its own and Y as a helper, window 2 the reverse.
#[expect(clippy::too_many_lines, reason = "one literal")]
pub fn small_plan() -> PlanParts {
    let service = |code: &str, group: char| Service {
        code: ServiceCode::new(code),
        group: letter(group),
        department: "GA".to_owned(),
        decided_by: None,
        names: names(code),
        documents: Vec::new(),
        usual_minutes: 8,
        limit_days: 0,
        fees: Vec::new(),
        usual_outcome: Outcome::DoneOnSpot,
        next: None,
        hours: Vec::new(),
        ticket_stop_s: None,
        next_lag_s: 0,
        bookable: true,
        channels: Vec::new(),
        collects: false,
    };
    let window = |number: u16, primary: char, secondary: char| WindowPlan {
        number: WindowNumber::new(number),
        area: AreaCode::new("a"),
        primary: vec![letter(primary)],
        secondary: vec![letter(secondary)],
        excludes: Vec::new(),
        names: Names::default(),
        at: position(10 * number + 10),
        deputy: None,
        tides: Vec::new(),
    };
    let person = |code: &str, role: Role, windows: &[u16]| Person {
        code: PersonCode::new(code),
        role,
        windows: windows.iter().map(|number| WindowNumber::new(*number)).collect(),
        skills: GuideSkills::default(),
        oversees: Vec::new(),
        home: None,
    };
    let group = |group: char| QueueGroup {
        letter: letter(group),
        names: names("group"),
        numbers_per_day: 999,
        half_day: None,
        remote: false,
        by_card: false,
        ticket_stop_s: None,
    };
    PlanParts {
        hall: HallIdentity {
            code: "test".to_owned(),
            names: names("hall"),
            zone: "UTC".to_owned(),
            public_url: "http://hall.test".to_owned(),
        },
        timetables: vec![timetable()],
        departments: vec![Department {
            code: "GA".to_owned(),
            names: names("department"),
            chief: None,
            deputies: Vec::new(),
            on_behalf: false,
        }],
        groups: vec![group('X'), group('Y')],
        services: vec![service("X01", 'X'), service("Y01", 'Y')],
        areas: vec![Area {
            code: AreaCode::new("a"),
            names: names("area"),
        }],
        windows: vec![window(1, 'X', 'Y'), window(2, 'Y', 'X')],
        classes: vec![
            class("ordinary", 30, &[], ClassMark::None),
            class(
                "elderly",
                15,
                &[Claimant::Kiosk, Claimant::Reception],
                ClassMark::Priority,
            ),
            class("veteran", 15, &[Claimant::Reception], ClassMark::Priority),
            class("appointment", 10, &[], ClassMark::Booked),
            class("next_leg", 15, &[], ClassMark::None),
        ],
        rules: rules(),
        cases: CaseRules::default(),
        agency: queue_core::plan::AgencyRules::default(),
        ratings: queue_core::plan::RatingRules::default(),
        followups: queue_core::plan::FollowupRules::default(),
        kiosks: vec![queue_core::plan::Kiosk {
            id: DeviceId::new("kiosk-1"),
            names: names("kiosk"),
            area: AreaCode::new("a"),
            at: position(10),
        }],
        escort_posts: vec![EscortPost {
            id: DeviceId::new("post-door"),
            names: names("door"),
            at: position(0),
        }],
        people: vec![
            person("c1", Role::Clerk, &[1, 2]),
            person("c2", Role::Clerk, &[2]),
            guide_who("g1", &["en"], false),
            guide_who("g2", &[], true),
            person("r1", Role::Reception, &[]),
            person("m1", Role::Manager, &[]),
        ],
        holidays: Vec::new(),
        workdays: Vec::new(),
        early_stops: Vec::new(),
        journeys: Vec::new(),
        payer_kinds: Vec::new(),
        complaint_channels: Vec::new(),
        appraisal: queue_core::plan::AppraisalRules::default(),
        elsewhere: Vec::new(),
        agents: Vec::new(),
        interpreter_languages: ["en", "ug"]
            .map(|code| InterpreterLanguage {
                code: LanguageCode::new(code),
                names: names(code),
            })
            .into(),
    }
}

/// So many metres along the only corridor.
#[expect(clippy::unnecessary_wraps, reason = "a plan's position may be left out")]
fn position(x_m: u16) -> Option<Position> {
    Some(Position { x_m, y_m: 0 })
}

fn guide_who(code: &str, languages: &[&str], signing: bool) -> Person {
    Person {
        code: PersonCode::new(code),
        role: Role::Guide,
        windows: Vec::new(),
        skills: GuideSkills {
            languages: languages.iter().map(|code| LanguageCode::new(*code)).collect(),
            signing,
        },
        oversees: Vec::new(),
        home: None,
    }
}

pub fn clerk(code: &str) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role: Role::Clerk,
    }
}

pub fn guide(code: &str) -> Actor {
    Actor::Person {
        code: PersonCode::new(code),
        role: Role::Guide,
    }
}

pub fn kiosk() -> Actor {
    Actor::Device {
        id: DeviceId::new("kiosk-1"),
    }
}

pub fn ticket(number: &str) -> TicketNumber {
    TicketNumber::new(number)
}

/// A hall, its journal, its clock. When it goes, its journal must replay to the living hall (I3).
pub struct Driven {
    pub hall: Hall,
    pub shelf: Shelf,
    pub journal: Vec<Entry>,
    pub now: Timestamp,
    presses: u64,
}

/// Call whoever is next; who is served is finished by it.
pub fn call_next(serving: Option<&str>) -> WindowVerb {
    WindowVerb::CallNext {
        serving: serving.map(ticket),
        ending: Ending::usual(Onward::No),
    }
}

impl Driven {
    pub fn open() -> Self {
        Self::with(small_plan())
    }

    pub fn with(parts: PlanParts) -> Self {
        let plan = HallPlan::new(parts).expect("a sound plan");
        let mut driven = Self {
            hall: Hall::empty(),
            shelf: Shelf::default(),
            journal: Vec::new(),
            now: at("08:30"),
            presses: 0,
        };
        let opening = driven
            .hall
            .opening(&plan, ServiceDay(DAY), &TimeZone::UTC)
            .expect("hours");
        driven.enter(Actor::Hall, None, vec![opening]);
        driven
    }

    /// Opens the day after the one that was closed, with the same plan.
    pub fn open_next_day(&mut self) {
        let ServiceDay(last) = self.hall.last_day().expect("a day was closed");
        let day = ServiceDay(last.tomorrow().expect("a day after"));
        let plan = self.hall.plan_on(day).expect("a day was open").clone();
        self.open_next_day_with(&plan);
    }

    /// Opens the day after the one that was closed.
    pub fn open_next_day_with(&mut self, plan: &HallPlan) {
        let ServiceDay(last) = self.hall.last_day().expect("a day was closed");
        let day = ServiceDay(last.tomorrow().expect("a day after"));
        let opening = self.hall.opening(plan, day, &TimeZone::UTC).expect("hours");
        let times = plan.day_times(day, &TimeZone::UTC).expect("hours");
        self.now = times.doors_open_at;
        self.enter(Actor::Hall, None, vec![opening]);
    }

    /// Both windows open, at nine.
    pub fn staffed() -> Self {
        Self::staffed_with(small_plan())
    }

    pub fn staffed_with(parts: PlanParts) -> Self {
        let mut driven = Self::with(parts);
        driven.wind(at("09:00"));
        driven.press("c1", 1, WindowVerb::Open).expect("open");
        driven.press("c2", 2, WindowVerb::Open).expect("open");
        driven
    }

    /// Both windows open and both guides on duty, at nine: g1 at the door, g2 at the kiosk.
    pub fn guided() -> Self {
        Self::guided_with(small_plan())
    }

    pub fn guided_with(parts: PlanParts) -> Self {
        let mut driven = Self::staffed_with(parts);
        driven.sign_on("g1", "post-door");
        driven.sign_on("g2", "kiosk-1");
        driven
    }

    pub fn sign_on(&mut self, code: &str, place: &str) {
        let place = DeviceId::new(place);
        self.escort(guide(code), EscortVerb::OnDuty { place })
            .expect("on duty");
    }

    fn enter(&mut self, by: Actor, request: Option<RequestId>, events: Vec<Event>) -> Touched {
        let seq = Seq(self.journal.len() as u64 + 1);
        let entry = Entry {
            seq,
            at: self.now,
            body: EntryBody { by, request, events },
        };
        let touched = self.hall.apply(&entry);
        self.shelf.apply(&entry);
        let opened = entry
            .body
            .events
            .iter()
            .any(|event| matches!(event, Event::DayOpened { .. }));
        self.journal.push(entry);
        if opened {
            self.morning();
        }
        touched
    }

    /// What has fallen due of what outlives a day, as the shell asks for it when one begins.
    fn morning(&mut self) {
        let (plan, day) = (
            self.hall.last_plan().expect("a plan").clone(),
            self.hall.day().expect("a day"),
        );
        let due = self.shelf.due(&plan, day);
        if !due.is_empty() {
            self.enter(Actor::Hall, None, due);
        }
    }

    /// Winds the clock, stopping at everything that falls due.
    pub fn wind(&mut self, to: Timestamp) {
        while let Some(deadline) = self.hall.next_deadline().filter(|deadline| *deadline <= to) {
            self.now = self.now.max(deadline);
            let due = self.hall.due(self.now);
            assert!(
                !due.is_empty(),
                "a deadline at which nothing is due would never pass"
            );
            self.enter(Actor::Hall, None, due);
        }
        self.now = to;
    }

    pub fn request(&mut self) -> RequestId {
        self.presses += 1;
        RequestId::new(u128::from(self.presses).to_be_bytes())
    }

    /// Something happens that another decision brings with it.
    pub fn happen(&mut self, by: Actor, event: Event) {
        self.enter(by, None, vec![event]);
    }

    pub fn moment(&self) -> Now {
        Now {
            at: self.now,
            date: TimeZone::UTC.to_datetime(self.now).date(),
        }
    }

    pub fn run(&mut self, by: Actor, command: &Command) -> Result<Touched, Rejection> {
        let events = self.shelf.decide(&self.hall, self.moment(), &by, command)?;
        if events.is_empty() {
            return Ok(Touched::default());
        }
        Ok(self.enter(by, command.request(), events))
    }

    pub fn issue_of(&mut self, service: &str, class: Option<&str>, booked: Option<&str>) -> Issue {
        let request = self.request();
        let mut token = [0; 32];
        token[..16].copy_from_slice(request.as_bytes());
        Issue {
            request,
            token: TokenHash::new(token),
            matters: vec![Matter::Service(ServiceCode::new(service))],
            cases: 1,
            class: class.map(ClassCode::new),
            booked_at: booked.map(at),
            booking: None,
            holder: None,
            language: Language::ZhHant,
            assistance: Vec::new(),
            notify: Vec::new(),
            prechecked: Vec::new(),
            channel: Channel::Kiosk,
        }
    }

    /// Takes a ticket at a kiosk whose printer proves at once.
    pub fn take(
        &mut self,
        service: &str,
        class: Option<&str>,
        booked: Option<&str>,
    ) -> Result<String, Rejection> {
        let issue = self.issue_of(service, class, booked);
        let request = issue.request;
        self.run(kiosk(), &Command::Issue(issue))?;
        self.run(
            kiosk(),
            &Command::Confirm {
                request,
                evidence: Evidence::Proof,
            },
        )?;
        Ok(self
            .hall
            .visit_by_request(&request)
            .expect("issued")
            .ticket
            .number
            .to_string())
    }

    /// Takes a ticket on the phone.
    pub fn take_remote(&mut self, service: &str) -> VisitId {
        let mut issue = self.issue_of(service, None, None);
        issue.channel = Channel::Phone;
        let request = issue.request;
        self.run(Actor::Public, &Command::Issue(issue))
            .expect("a remote ticket");
        let visit = self.hall.visit_by_request(&request).expect("issued");
        visit.ticket.visit
    }

    /// Paper came out for a ticket.
    pub fn confirm(&mut self, number: &str) {
        let request = self.visit(number).ticket.request;
        let evidence = Evidence::Proof;
        self.run(kiosk(), &Command::Confirm { request, evidence })
            .expect("confirmed");
    }

    pub fn take_at(&mut self, clock: &str, service: &str) -> String {
        self.wind(at(clock));
        self.take(service, None, None).expect("a ticket")
    }

    pub fn command(&mut self, window: u16, verb: WindowVerb) -> Command {
        let press = self.request();
        Command::Window(WindowCommand {
            window: WindowNumber::new(window),
            press,
            verb,
        })
    }

    pub fn visit_press(&mut self, by: Actor, visit: VisitId, verb: VisitVerb) -> Result<Touched, Rejection> {
        let press = self.request();
        self.run(by, &Command::Visit(VisitCommand { visit, press, verb }))
    }

    pub fn press(&mut self, code: &str, window: u16, verb: WindowVerb) -> Result<Touched, Rejection> {
        let command = self.command(window, verb);
        self.run(clerk(code), &command)
    }

    /// Calls the next one, and says who it was.
    pub fn call(&mut self, window: u16) -> Result<String, Rejection> {
        let code = self.clerk_at(window);
        let serving = self.at_window(window).filter(|_| self.is_serving(window));
        self.press(&code, window, call_next(serving.as_deref()))?;
        Ok(self.at_window(window).expect("somebody was called"))
    }

    fn is_serving(&self, window: u16) -> bool {
        let current = self
            .hall
            .window(WindowNumber::new(window))
            .and_then(|window| self.hall.leg(window.current?));
        current.is_some_and(|leg| matches!(leg.state, LegState::Serving { .. }))
    }

    /// Calls the next one, serves and finishes at once.
    pub fn serve(&mut self, window: u16) -> String {
        let number = self.call(window).expect("somebody waits");
        let code = self.clerk_at(window);
        self.start(&code, window, &number);
        self.finish(&code, window, &number, Onward::No);
        number
    }

    /// The visitor who was called is here.
    pub fn start(&mut self, code: &str, window: u16, number: &str) {
        let ticket = ticket(number);
        self.press(code, window, WindowVerb::Start { ticket })
            .expect("start");
    }

    /// Done, with the service's usual outcome.
    pub fn finish(&mut self, code: &str, window: u16, number: &str, next: Onward) {
        let finish = WindowVerb::Finish {
            ticket: ticket(number),
            ending: Ending::usual(next),
        };
        self.press(code, window, finish).expect("finish");
    }

    fn clerk_at(&self, window: u16) -> String {
        let window = self.hall.window(WindowNumber::new(window));
        let clerk = window.and_then(|window| window.clerk());
        clerk.map(ToString::to_string).unwrap_or_default()
    }

    pub fn escort(&mut self, by: Actor, verb: EscortVerb) -> Result<Touched, Rejection> {
        let press = self.request();
        self.run(by, &Command::Escort(EscortCommand { press, verb }))
    }

    pub fn at_window(&self, window: u16) -> Option<String> {
        let leg = self.hall.window(WindowNumber::new(window))?.current?;
        Some(self.hall.visit(leg.visit)?.ticket.number.to_string())
    }

    pub fn visit(&self, number: &str) -> &Visit {
        self.hall.visit_by_number(&ticket(number)).expect("a visit")
    }

    /// The service of the leg that says where the visitor stands.
    pub fn foremost(&self, number: &str) -> String {
        let leg = self.visit(number).foremost().expect("a leg");
        leg.opened.service.to_string()
    }

    pub fn last_leg(&self, number: &str) -> &Leg {
        self.visit(number).legs.last().expect("a leg")
    }

    pub fn first_leg(&self, number: &str) -> &Leg {
        self.visit(number).legs.first().expect("a leg")
    }
}

/// How much a property looks at: so many cases, unless `PROPTEST_CASES` says otherwise.
pub(crate) fn generated(usual: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

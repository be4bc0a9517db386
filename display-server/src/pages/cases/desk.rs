//! One case: what happened to it, and everything that can be decided about it by whoever looks.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::case::{CaseView, CompletionName, StandingName};
use queue_core::MatterCode;
use queue_core::case::Case;
use queue_core::command::CaseVerb;
use queue_core::plan::Role;

use crate::http::Refused;
use crate::http::cases::{case_view, code_of};
use crate::http::records::decide_about;
use crate::identity::Caller;
use crate::pages::faults::place_faults_of_verb;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::press_id;
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::completion_of;

/// Where its forms show a fault.
const FIELDS: [&str; 8] = [
    "answer-answer",
    "extend-days",
    "extend-why",
    "leave-holder",
    "stop-evidence",
    "supervise-question",
    "tell-missing",
    "tell-remark",
];

#[derive(Template)]
#[template(path = "cases/case.html")]
struct Page<'a> {
    f: Frame<'a>,
    case: &'a CaseView,
    /// What the page showed: a press of what has changed meanwhile is another press.
    seen: u64,
    qr: String,
    can: Can,
    form: Filled,
    /// Code and name.
    departments: Vec<(String, String)>,
    reasons: Vec<(String, String, u32)>,
    documents: Vec<String>,
}

/// What is offered.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one yes or no for each form of the page"
)]
struct Can {
    tell: bool,
    accept: bool,
    stop: bool,
    start: bool,
    ask_extension: bool,
    decide_extension: bool,
    leave: bool,
    come_back: bool,
    take_over: bool,
    complete: bool,
    supervise: bool,
    answer: bool,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = code_of(&code)?;
    show(&reader, &code, Filled::default(), (StatusCode::OK, None)).await
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let code = code_of(&code)?;
    let press = press_id(
        &reader,
        &["case", code.as_str(), form.one("verb"), form.one("seen")],
    );
    let verb = |texts: &mut Brought| verb_of(&form, texts);
    match decide_about(&reader.state, &reader.caller, (press, code.clone()), verb).await {
        Ok(_done) => Ok(Redirect::to(&format!("/cases/{code}")).into_response()),
        Err(refused) => {
            let note = place_faults_of_verb(&reader, &mut form, &refused, &FIELDS);
            show(&reader, &code, form, (refused.status(), note)).await
        }
    }
}

fn verb_of(form: &Filled, texts: &mut Brought) -> Result<CaseVerb, Refused> {
    let mut text = |field: &str| texts.keep(field, form.one(field));
    Ok(match form.one("verb") {
        "tell" => CaseVerb::Tell {
            documents: form
                .all("missing")
                .filter_map(|place| place.parse().ok())
                .collect(),
            remark: (!form.one("remark").is_empty())
                .then(|| text("remark"))
                .transpose()?,
        },
        "accept" => CaseVerb::Accept,
        "stop" => CaseVerb::StopClock {
            reason: form.one("reason").to_owned(),
            evidence: (!form.one("evidence").is_empty())
                .then(|| text("evidence"))
                .transpose()?,
        },
        "start" => CaseVerb::StartClock,
        "extend" => CaseVerb::AskExtension {
            days: form
                .one("days")
                .parse()
                .map_err(|_| Refused::bad_field("days", "expected a number"))?,
            reason: text("why")?,
        },
        "grant" => CaseVerb::DecideExtension { granted: true },
        "deny" => CaseVerb::DecideExtension { granted: false },
        "leave" => CaseVerb::LeaveHall {
            to: form.one("to").to_owned(),
            holder: text("holder")?,
        },
        "back" => CaseVerb::ComeBack,
        "take-over" => CaseVerb::TakeOver,
        "complete" => CaseVerb::Complete {
            how: how_of(form.one("how"))?,
        },
        "supervise" => CaseVerb::Supervise {
            addressee: form.one("addressee").to_owned(),
            question: text("question")?,
        },
        "answer" => CaseVerb::Answer {
            answer: text("answer")?,
        },
        _ => return Err(Refused::bad_field("verb", "unknown")),
    })
}

fn how_of(word: &str) -> Result<queue_core::case::Completion, Refused> {
    let known = CompletionName::ALL.into_iter().find(|known| known.name() == word);
    known
        .map(completion_of)
        .ok_or_else(|| Refused::bad_field("how", "choose one of the list"))
}

async fn show(
    reader: &Reader,
    code: &MatterCode,
    form: Filled,
    (status, note): (StatusCode, Option<String>),
) -> Shown {
    let case = case_view(&reader.state, &reader.caller, code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("case-title"));
    frame.path = format!("/cases/{code}");
    frame.note = note;
    let parts = reader.plan.parts();
    let service = parts
        .services
        .iter()
        .find(|service| service.code.as_str() == case.service.code);
    let documents = service.map_or(&[][..], |service| &service.documents);
    let kept = kept(reader, code).await?;
    let can = Can::of(reader, &case, kept.as_ref());
    let reasons = reasons_left(reader, kept.as_ref(), &locale);
    let page = Page {
        seen: case.seq,
        qr: qr(&super::progress_url(&locale, &case.code))?,
        can: Can {
            stop: can.stop && !reasons.is_empty(),
            ..can
        },
        departments: parts
            .departments
            .iter()
            .map(|one| (one.code.clone(), locale.plan_name(&one.names)))
            .collect(),
        reasons,
        documents: documents.iter().map(|names| locale.plan_name(names)).collect(),
        case: &case,
        form,
        f: frame,
    };
    Ok((status, drawn(&page)?).into_response())
}

impl Can {
    /// What the reader may do to a case as it stands. Whether it holds is the hall's to decide.
    fn of(reader: &Reader, case: &CaseView, kept: Option<&Case>) -> Self {
        let is_manager = matches!(&reader.caller, Caller::Person(person) if person.role == Role::Manager);
        let handles = is_manager || handles(reader, kept);
        let open = case.standing == StandingName::Open;
        let waits = matches!(
            case.standing,
            StandingName::Received | StandingName::AwaitingCorrection
        );
        let stands = case.stops.last().is_some_and(|stop| stop.until.is_none());
        let away = case.outside.last().is_some_and(|outside| outside.until.is_none());
        let asked = case.extensions.last().is_some_and(|one| one.decided_by.is_none());
        let overdue = case.limit == Some(hall_protocol::case::LimitName::Overdue);
        Self {
            tell: handles && case.standing == StandingName::Received,
            accept: handles && waits,
            stop: handles && open && !stands,
            start: handles && stands,
            ask_extension: handles && open && !asked && reader.plan.cases().extend_days > 0,
            decide_extension: is_manager && open && asked,
            leave: handles && (open || waits) && !away,
            come_back: handles && away,
            take_over: handles && case.standing != StandingName::Closed && !is_mine(reader, case),
            complete: handles && (open || waits) && !away,
            supervise: (is_manager || supervises(reader)) && overdue,
            answer: handles && case.supervisions.iter().any(|one| one.answered_on.is_none()),
        }
    }
}

/// Whether the reader oversees discipline: 監察.
fn supervises(reader: &Reader) -> bool {
    matches!(&reader.caller, Caller::Person(person)
        if person.role == Role::Overseer && queue_core::followup::follows_up(&reader.plan, &person.code))
}

fn is_mine(reader: &Reader, case: &CaseView) -> bool {
    matches!(&reader.caller, Caller::Person(person) if person.code.as_str() == case.clerk)
}

fn handles(reader: &Reader, kept: Option<&Case>) -> bool {
    let Caller::Person(person) = &reader.caller else {
        return false;
    };
    person.role == Role::Clerk && kept.is_some_and(|case| case.is_handled_by(&reader.plan, &person.code))
}

async fn kept(reader: &Reader, code: &MatterCode) -> Result<Option<Case>, Refused> {
    let record = reader.state.reports.record::<Case>(code.clone()).await?;
    Ok(record.map(|(_, case)| case))
}

/// The reasons for which its clock may still stand: code, name, and for how many working days more.
fn reasons_left(reader: &Reader, kept: Option<&Case>, locale: &Locale<'_>) -> Vec<(String, String, u32)> {
    let reasons = &reader.plan.cases().stop_reasons;
    let left = |reason| kept.map_or(0, |case| case.stop_days_left(&reader.plan, reason));
    reasons
        .iter()
        .map(|reason| (reason.code.clone(), locale.plan_name(&reason.names), left(reason)))
        .filter(|(_, _, left)| *left > 0)
        .collect()
}

impl Page<'_> {
    fn mark(&self) -> &'static str {
        super::mark(self.case.standing, self.case.limit)
    }

    fn department(&self, code: &str) -> String {
        self.f.s.department(code)
    }

    fn used_percent(&self) -> u32 {
        super::used_percent(self.case)
    }

    fn completions(&self) -> impl Iterator<Item = &'static str> {
        let only_back = self.case.standing != StandingName::Open;
        let all = CompletionName::ALL.into_iter();
        all.filter(move |how| {
            !only_back || matches!(how, CompletionName::FileReturned | CompletionName::TakenBack)
        })
        .map(CompletionName::name)
    }

    /// What is wrong with a field of a form.
    fn fault(&self, field: &str) -> Option<&str> {
        self.form.fault(field)
    }

    /// What was typed into a form that came back; other forms stay empty.
    fn typed(&self, verb: &str, field: &str) -> &str {
        if self.form.one("verb") == verb {
            self.form.one(field)
        } else {
            ""
        }
    }
}

//! Refusals as problem bodies (RFC 9457): a stable name, a sentence a person can act on, the fields at fault.

use std::fmt::Display;

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hall_protocol::Problem;
use hall_protocol::problem::{FieldFault, PROBLEM_JSON};
use queue_core::Rejection;
use queue_core::case::CaseRefusal;
use queue_core::fee::FeeRefusal;

use crate::hall_owner::SubmitError;
use crate::identity::IdentityError;
use crate::store::ReadError;

/// A refusal that is answered as a problem body.
#[derive(Debug, Clone)]
pub struct Refused(Box<Problem>, RetryAfterS);

/// After how many seconds it is worth asking again, where that is known.
type RetryAfterS = Option<u32>;

impl Refused {
    pub(crate) fn new(name: &str, status: StatusCode, detail: impl Into<String>) -> Self {
        let retry_s = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(1);
        Self(
            Box::new(Problem::new(name, status.as_u16(), title(name), detail)),
            retry_s,
        )
    }

    /// The problem body.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0
    }

    /// The status by which it is answered.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The same, with other words.
    pub(crate) fn with_detail(mut self, words: String) -> Self {
        self.0.detail = words;
        self
    }

    pub(crate) fn who_are_you() -> Self {
        Self::new(
            "no-identity",
            StatusCode::UNAUTHORIZED,
            "sign in, or show the device's token",
        )
    }

    pub(crate) fn not_yours() -> Self {
        Self::new(
            "not-yours",
            StatusCode::FORBIDDEN,
            "this is not yours to do; sign in with the right role",
        )
    }

    /// One address asks too much of what anybody may ask.
    pub(crate) fn too_often(wait_s: u32) -> Self {
        let detail = format!("too much is asked from this address; try again in {wait_s} s");
        let refused = Self::new("too-often", StatusCode::TOO_MANY_REQUESTS, detail);
        Self(refused.0, Some(wait_s))
    }

    /// Whether what was asked was not done, and is not done by asking again as it was.
    pub(crate) fn is_for_good(&self) -> bool {
        (400..500).contains(&self.0.status)
    }

    /// After how many seconds it is worth asking again, as its header says it.
    pub(crate) fn retry_after(&self) -> Option<HeaderValue> {
        self.1.map(HeaderValue::from)
    }

    pub(super) fn foreign_origin() -> Self {
        let detail = "this request comes from a page of another origin; use the hall's own pages";
        Self::new("foreign-origin", StatusCode::FORBIDDEN, detail)
    }

    /// Unknown and expired look the same.
    pub(crate) fn no_such() -> Self {
        Self::new(
            "not-found",
            StatusCode::NOT_FOUND,
            "there is nothing here; check the address",
        )
    }

    pub(super) fn bad_fields(fields: Vec<FieldFault>) -> Self {
        let names: Vec<&str> = fields.iter().map(|fault| fault.field.as_str()).collect();
        let detail = format!(
            "{} field(s) are not as they should be: {}",
            names.len(),
            names.join(", ")
        );
        let mut refused = Self::new("bad-body", StatusCode::UNPROCESSABLE_ENTITY, detail);
        refused.0.fields = fields;
        refused
    }

    pub(crate) fn bad_field(field: &str, problem: impl Display) -> Self {
        Self::bad_fields(vec![FieldFault {
            field: field.to_owned(),
            problem: problem.to_string(),
        }])
    }

    /// The same, with more fields at fault.
    pub(super) fn with_fields(mut self, fields: impl Iterator<Item = FieldFault>) -> Self {
        self.0.fields.extend(fields);
        self
    }

    /// A field with a fault that has a name of its own.
    pub(crate) fn named_field(name: &str, field: &str, problem: String) -> Self {
        let mut refused = Self::new(
            name,
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("{field} {problem}"),
        );
        refused.0.fields.push(FieldFault {
            field: field.to_owned(),
            problem,
        });
        refused
    }

    pub(super) fn internal(error: &dyn Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(
            "failed",
            StatusCode::INTERNAL_SERVER_ERROR,
            "the server failed; the cause is in its log",
        )
    }
}

/// `numbers-used-up` → `Numbers used up`.
fn title(name: &str) -> String {
    let mut title = name.replace('-', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = self.status();
        let retry_after = self.retry_after();
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, seconds);
        }
        response
    }
}

impl From<SubmitError> for Refused {
    fn from(error: SubmitError) -> Self {
        let detail = error.to_string();
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        match error {
            SubmitError::Busy => Self::new("busy", unavailable, detail),
            SubmitError::CannotStore => Self::new("cannot-store", unavailable, detail),
            SubmitError::ReadOnly { .. } => Self::new("read-only", unavailable, detail),
            SubmitError::Stopping => Self::new("stopping", unavailable, detail),
            SubmitError::SameIdAnotherBody => Self::new("same-id-another-body", StatusCode::CONFLICT, detail),
            SubmitError::AnotherDay { .. } => Self::new("another-day", StatusCode::CONFLICT, detail),
            SubmitError::NoSuch => Self::no_such(),
            SubmitError::Refused(rejection) => rejection.into(),
        }
    }
}

/// The status of a refusal by its stable name, and the field of a body that it is about.
#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "a table: the refusals of each part of the rules stand together"
)]
fn judged(kind: &str) -> (StatusCode, Option<&'static str>) {
    match kind {
        "unknown-ticket"
        | "unknown-window"
        | "unknown-escort"
        | "unknown-booking"
        | "unknown-stop"
        | "unknown-announcement"
        | "unknown-version" => (StatusCode::NOT_FOUND, None),
        "unknown-followup" => (StatusCode::NOT_FOUND, None),
        "unknown-staff" | "about-yourself" | "about-nobody" => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some("about"))
        }
        "nothing-said" => (StatusCode::UNPROCESSABLE_ENTITY, Some("text")),
        "no-order-number" => (StatusCode::UNPROCESSABLE_ENTITY, Some("order")),
        "bad-answer-day" => (StatusCode::UNPROCESSABLE_ENTITY, Some("answer_by")),
        "bad-verdict" => (StatusCode::UNPROCESSABLE_ENTITY, Some("verdict")),
        "unknown-measure" => (StatusCode::UNPROCESSABLE_ENTITY, Some("measure")),
        "unknown-cause" => (StatusCode::UNPROCESSABLE_ENTITY, Some("cause")),
        "cannot-handle" => (StatusCode::UNPROCESSABLE_ENTITY, Some("to")),
        "followup-needs-another" => (StatusCode::FORBIDDEN, None),
        "unknown-matter" => (StatusCode::NOT_FOUND, Some("matter")),
        "unknown-notice" => (StatusCode::NOT_FOUND, None),
        "bad-item-count" => (StatusCode::UNPROCESSABLE_ENTITY, Some("items")),
        "bad-fee-items" => (StatusCode::UNPROCESSABLE_ENTITY, None),
        "unknown-payer" => (StatusCode::UNPROCESSABLE_ENTITY, Some("payer")),
        "bad-list-part" => (StatusCode::UNPROCESSABLE_ENTITY, Some("text")),
        "collector-issued" | "not-your-notice" => (StatusCode::FORBIDDEN, None),
        "nothing-missing" | "no-such-document" | "not-missing" => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some("missing"))
        }
        "no-evidence" => (StatusCode::UNPROCESSABLE_ENTITY, Some("evidence")),
        "unknown-department" => (StatusCode::UNPROCESSABLE_ENTITY, Some("department")),
        "extension-too-long" => (StatusCode::UNPROCESSABLE_ENTITY, Some("days")),
        "unknown-record" => (StatusCode::NOT_FOUND, Some("code")),
        "bad-visit-date" => (StatusCode::UNPROCESSABLE_ENTITY, Some("on")),
        "unknown-person" | "no-authority" => (StatusCode::UNPROCESSABLE_ENTITY, Some("to")),
        "no-such-department" => (StatusCode::UNPROCESSABLE_ENTITY, Some("department")),
        "unknown-agent" | "agent-may-not" => (StatusCode::UNPROCESSABLE_ENTITY, Some("agent")),
        "acts-already" => (StatusCode::CONFLICT, Some("to")),
        "project-or-none" => (StatusCode::UNPROCESSABLE_ENTITY, Some("project")),
        "bad-mandate-date" => (StatusCode::UNPROCESSABLE_ENTITY, Some("until")),
        "too-many-services" => (StatusCode::UNPROCESSABLE_ENTITY, Some("services")),
        "no-mandate"
        | "unknown-mandate"
        | "mandate-twice"
        | "too-many-principals"
        | "mandate-of-another-agent"
        | "one-matter-one-mandate" => (StatusCode::UNPROCESSABLE_ENTITY, Some("mandates")),
        "attached-already" => (StatusCode::CONFLICT, Some("matter")),
        "bad-list-days" => (StatusCode::UNPROCESSABLE_ENTITY, Some("from")),
        "nothing-to-compare" | "too-many-rows" => (StatusCode::UNPROCESSABLE_ENTITY, Some("csv")),
        "unknown-elsewhere" => (StatusCode::UNPROCESSABLE_ENTITY, Some("entry")),
        "unknown-service" => (StatusCode::UNPROCESSABLE_ENTITY, Some("service")),
        "no-matter" | "too-many-matters" | "matter-twice" => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some("services"))
        }
        "unknown-journey" => (StatusCode::UNPROCESSABLE_ENTITY, Some("journeys")),
        "bad-cases" => (StatusCode::UNPROCESSABLE_ENTITY, Some("cases")),
        "unknown-scope" => (StatusCode::UNPROCESSABLE_ENTITY, Some("scope")),
        "unknown-area" => (StatusCode::UNPROCESSABLE_ENTITY, Some("areas")),
        "bad-length" => (StatusCode::UNPROCESSABLE_ENTITY, Some("for_s")),
        "bad-closing" => (StatusCode::UNPROCESSABLE_ENTITY, Some("issue_until")),
        "bad-effect-day" => (StatusCode::UNPROCESSABLE_ENTITY, Some("from")),
        "no-such-slot" => (StatusCode::UNPROCESSABLE_ENTITY, Some("at")),
        "unknown-class" => (StatusCode::UNPROCESSABLE_ENTITY, Some("class")),
        "unknown-reason" | "unknown-clock-reason" => (StatusCode::UNPROCESSABLE_ENTITY, Some("reason")),
        "unknown-language" => (StatusCode::UNPROCESSABLE_ENTITY, Some("language")),
        "unknown-place" => (StatusCode::UNPROCESSABLE_ENTITY, Some("place")),
        "unknown-month" | "unknown-point" | "not-appraised" => (StatusCode::NOT_FOUND, None),
        "bad-marks" => (StatusCode::UNPROCESSABLE_ENTITY, Some("marks")),
        "bad-points" => (StatusCode::UNPROCESSABLE_ENTITY, Some("points")),
        "unknown-point-reason" => (StatusCode::UNPROCESSABLE_ENTITY, Some("reason")),
        "month-to-come" => (StatusCode::UNPROCESSABLE_ENTITY, Some("month")),
        "appeal-needs-another" | "strike-needs-another" => (StatusCode::FORBIDDEN, None),
        "not-yours" | "not-your-window" | "not-your-case" | "extension-needs-another" => {
            (StatusCode::FORBIDDEN, None)
        }
        _ => (StatusCode::CONFLICT, None),
    }
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        let (status, field) = judged(rejection.kind());
        let mut refused = Self::new(rejection.kind(), status, rejection.to_string());
        let field = field.map(|field| (field, rejection.to_string()));
        // A kiosk says the day in its own words.
        let field = if let Rejection::BookingOtherDay { day } = &rejection {
            Some(("day", day.to_string()))
        } else {
            field
        };
        refused.0.fields.extend(field.map(|(field, problem)| FieldFault {
            field: field.to_owned(),
            problem,
        }));
        refused.0.fields.extend(concerned(&rejection));
        refused
    }
}

/// Whom and what a refused plan is about, one by one.
fn concerned(rejection: &Rejection) -> Vec<FieldFault> {
    let fault = |field: &str, problem: String| FieldFault {
        field: field.to_owned(),
        problem,
    };
    if let Rejection::WouldStrand { strands } = rejection {
        let tickets = strands.tickets.iter();
        let tickets = tickets.map(|(number, service)| fault("ticket", format!("{number} {service}")));
        let bookings = strands.bookings.iter();
        let bookings = bookings.map(|(code, day)| fault("booking", format!("{code} {day}")));
        tickets.chain(bookings).collect()
    } else if let Rejection::NotWithinDay { things } = rejection {
        let parts = things.iter().map(queue_core::version::PlanThing::parts);
        parts.map(|(kind, name)| fault(kind, name)).collect()
    } else if let Rejection::Case(CaseRefusal::MatterOpen {
        since, window, clerk, ..
    }) = rejection
    {
        let window = window.map(|window| fault("window", window.to_string()));
        [
            fault("since", since.to_string()),
            fault("clerk", clerk.to_string()),
        ]
        .into_iter()
        .chain(window)
        .collect()
    } else if let Rejection::Fee(refusal) = rejection {
        about_fee(refusal)
    } else {
        Vec::new()
    }
}

/// Every item at fault by its place, and where payments are taken.
fn about_fee(refusal: &FeeRefusal) -> Vec<FieldFault> {
    let fault = |field: String, problem: String| FieldFault { field, problem };
    if let FeeRefusal::BadItems { faults } = refusal {
        let items = faults.iter();
        let items = items.map(|one| {
            let field = format!("items[{}].{}", one.place, one.wrong.field());
            fault(field, one.wrong.to_string())
        });
        items.collect()
    } else if let FeeRefusal::WindowDoesNotCollect { collect, .. } = refusal {
        let windows: Vec<String> = collect.iter().map(ToString::to_string).collect();
        let windows = Some(windows.join(", ")).filter(|windows| !windows.is_empty());
        windows
            .into_iter()
            .map(|windows| fault("windows".to_owned(), windows))
            .collect()
    } else {
        Vec::new()
    }
}

impl From<IdentityError> for Refused {
    fn from(error: IdentityError) -> Self {
        let detail = error.to_string();
        match error {
            IdentityError::WrongPin => Self::new("wrong-pin", StatusCode::UNAUTHORIZED, detail),
            IdentityError::Locked { .. } => Self::new("locked", StatusCode::TOO_MANY_REQUESTS, detail),
            IdentityError::BadPin(_) => Self::bad_field("pin", detail),
            IdentityError::UnknownPerson { .. } => Self::bad_field("code", detail),
            IdentityError::BadCode => Self::new("bad-code", StatusCode::NOT_FOUND, detail),
            IdentityError::OtherRole { .. } => {
                Self::new("code-of-another-device", StatusCode::CONFLICT, detail)
            }
            IdentityError::PadWithoutWindow => Self::bad_field("window", detail),
            IdentityError::Busy => Self::new("busy", StatusCode::SERVICE_UNAVAILABLE, detail),
            IdentityError::Stopping => Self::new("stopping", StatusCode::SERVICE_UNAVAILABLE, detail),
            IdentityError::Random(error) => Self::internal(&error),
            IdentityError::Sqlite(error) => Self::internal(&error),
        }
    }
}

impl From<ReadError> for Refused {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLong | ReadError::Stopping => {
                Self::new("busy", StatusCode::SERVICE_UNAVAILABLE, error.to_string())
            }
            ReadError::Sqlite(error) => Self::internal(&error),
        }
    }
}

impl From<serde_json::Error> for Refused {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(&error)
    }
}

pub(super) async fn no_such_route() -> Refused {
    Refused::no_such()
}

pub(super) async fn no_such_method() -> Refused {
    let detail = "this address is not asked that way; see /api/openapi.json";
    Refused::new("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, detail)
}

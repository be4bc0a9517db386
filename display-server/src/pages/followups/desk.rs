//! One follow-up: what was said, what happened, and what whoever looks may do about it now.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::followup::{FollowupView, PartName, SatisfactionName, VerbName, VerdictName};
use queue_core::command::FollowupVerb;
use queue_core::followup::{Decision, Verdict};
use queue_core::{FollowupCode, PersonCode};

use crate::http::Refused;
use crate::http::clean;
use crate::http::followups::{ask, followup_code, followup_view, optional};
use crate::pages::complaints::{follow_url, said};
use crate::pages::faults::place_faults_of_verb;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::pressing::{bad_field, press_id};
use crate::pages::qr::qr;
use crate::pages::reader::Reader;
use crate::texts::Brought;
use crate::views::{kind_of, satisfaction_of, verdict_name, verdict_of};

/// Where its forms show a fault.
const FIELDS: [&str; 10] = [
    "appeal-text",
    "assign-to",
    "call_back-how",
    "call_back-text",
    "decide-cause",
    "decide-measure",
    "decide-text",
    "decide-verdict",
    "rectify-text",
    "state-text",
];

#[derive(Template)]
#[template(path = "followups/desk.html")]
struct Page<'a> {
    f: Frame<'a>,
    view: &'a FollowupView,
    form: Filled,
    /// For whoever brought it up; none: nobody asks after it by its code.
    qr: Option<String>,
    verdicts: Vec<VerdictName>,
    measures: Vec<(String, String)>,
    causes: Vec<(String, String)>,
    handlers: Vec<String>,
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let code = followup_code(&code)?;
    show(&reader, &code, Filled::default(), StatusCode::OK, None).await
}

pub(in crate::pages) async fn press(reader: Reader, Path(code): Path<String>, mut form: Filled) -> Shown {
    let code = followup_code(&code)?;
    let by = reader.caller.actor().ok_or_else(Refused::who_are_you)?;
    let press = press_id(
        &reader,
        &["followup", code.as_str(), form.one("verb"), form.one("seen")],
    );
    let verb = |texts: &mut Brought| verb_of(&form, texts);
    match ask(&reader.state, by, (press, code.clone()), verb).await {
        Ok(_done) => Ok(Redirect::to(&format!("/followups/{code}")).into_response()),
        Err(refused) => {
            let note = place_faults_of_verb(&reader, &mut form, &refused, &FIELDS);
            show(&reader, &code, form, refused.status(), note).await
        }
    }
}

fn verb_of(form: &Filled, texts: &mut Brought) -> Result<FollowupVerb, Refused> {
    let verb = VerbName::of(form.one("verb")).ok_or_else(|| bad_field("verb", &"unknown"))?;
    let there = |field: &str| Some(clean(form.one(field))).filter(|text| !text.is_empty());
    Ok(match verb {
        VerbName::Assign => FollowupVerb::Assign {
            to: PersonCode::new(there("to").unwrap_or_default()),
        },
        VerbName::State => FollowupVerb::State {
            statement: said(texts, form)?,
        },
        VerbName::Decide => {
            let verdict = VerdictName::of(form.one("verdict"));
            let verdict = verdict
                .ok_or_else(|| Refused::named_field("bad-verdict", "verdict", "is none".to_owned()))?;
            FollowupVerb::Decide(Decision {
                verdict: verdict_of(verdict),
                measure: there("measure"),
                cause: there("cause"),
                answer: said(texts, form)?,
            })
        }
        VerbName::Rectify => FollowupVerb::Rectify {
            what: said(texts, form)?,
        },
        VerbName::CallBack => {
            let how = SatisfactionName::of(form.one("how"));
            FollowupVerb::CallBack {
                how: satisfaction_of(how.ok_or_else(|| Refused::bad_field("how", "choose one of the list"))?),
                remark: optional(texts, "text", Some(form.one("text")))?,
            }
        }
        VerbName::Appeal => FollowupVerb::Appeal {
            reason: said(texts, form)?,
        },
    })
}

async fn show(
    reader: &Reader,
    code: &FollowupCode,
    form: Filled,
    status: StatusCode,
    note: Option<String>,
) -> Shown {
    let view = followup_view(&reader.state, &reader.caller, code).await?;
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.of("followup-kind", view.line.kind.name()));
    frame.path = format!("/followups/{code}");
    frame.note = note;
    let rules = reader.plan.followups();
    let named = |codes: &queue_core::plan::FollowupCodes| {
        let all = codes.0.iter();
        all.map(|one| (one.code.clone(), locale.plan_name(&one.names)))
            .collect()
    };
    let kind = kind_of(view.line.kind);
    let is_asked_after = kind.is_asked_after() && view.part == PartName::Handling;
    let page = drawn(&Page {
        qr: is_asked_after
            .then(|| qr(&follow_url(reader, &view.line.code)))
            .transpose()?,
        verdicts: Verdict::of(kind).iter().map(|one| verdict_name(*one)).collect(),
        measures: named(&rules.measures),
        causes: named(&rules.causes),
        handlers: super::handlers(&reader.plan, view.line.overseers_only)
            .map(str::to_owned)
            .collect(),
        view: &view,
        form,
        f: frame,
    })?;
    Ok((status, page).into_response())
}

impl Page<'_> {
    fn mark(&self) -> &'static str {
        super::mark(&self.view.line)
    }

    fn about(&self) -> String {
        super::about(self.f.s, &self.view.line)
    }

    fn can(&self, verb: &str) -> bool {
        self.view.can.iter().any(|known| known.name() == verb)
    }

    fn is(&self, kind: &str) -> bool {
        self.view.line.kind.name() == kind
    }

    fn handles(&self) -> bool {
        self.view.part == PartName::Handling
    }

    fn satisfactions(&self) -> impl Iterator<Item = &'static str> {
        SatisfactionName::ALL.iter().map(|how| how.name())
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

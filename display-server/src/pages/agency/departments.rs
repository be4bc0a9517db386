//! `/departments`: who may decide for each department today, and their own presses.

use askama::Template;
use hall_protocol::agency::{AuthorityLine, DepartmentLine, DepartmentsView};
use queue_core::command::{AgencyCommand, AgencyVerb, Command};
use queue_core::plan::Role;
use queue_core::{PersonCode, ServiceDay};

use crate::http::{Refused, clean};
use crate::identity::Caller;
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::pressing::{bad_field, press_id, pressed, submit};
use crate::pages::reader::Reader;
use crate::pages::streams;
use crate::views::{Topic, ViewBody};

#[derive(Template)]
#[template(path = "agency/departments.html")]
struct Page<'a> {
    f: Frame<'a>,
    stream: String,
    fragment: &'a str,
    seq: u64,
    day: jiff::civil::Date,
    /// Those for whom the reader may speak: everybody for themselves, a manager for all.
    mine: Vec<(&'a DepartmentLine, &'a AuthorityLine)>,
}

#[derive(Template)]
#[template(path = "agency/departments_fragment.html")]
struct Fragment<'a> {
    s: &'a Locale<'a>,
    view: &'a DepartmentsView,
}

pub(in crate::pages) async fn page(reader: Reader) -> Shown {
    let fragment = streams::fragment(&reader, Topic::Departments).await?;
    let view = reader.state.owner.view(Topic::Departments).await?;
    let ViewBody::Departments(view) = &view.body else {
        return Err(Refused::no_such().into());
    };
    let locale = reader.locale();
    let everybody = view.departments.iter();
    let everybody = everybody.flat_map(|line| line.people.iter().map(move |person| (line, person)));
    drawn(&Page {
        f: reader.frame(&locale, locale.say("departments-title")),
        stream: reader.stream(),
        fragment: &fragment,
        seq: view.seq,
        day: view.day,
        mine: everybody
            .filter(|(_, person)| speaks_for(&reader.caller, &person.person))
            .collect(),
    })
}

fn speaks_for(caller: &Caller, person: &str) -> bool {
    match caller {
        Caller::Person(caller) => caller.role == Role::Manager || caller.code.as_str() == person,
        Caller::Device(_) | Caller::Nobody => false,
    }
}

pub(in crate::pages) async fn events(reader: Reader) -> Shown {
    streams::stream(reader, Topic::Departments).await
}

pub(in crate::pages) async fn press(reader: Reader, form: Filled) -> Shown {
    let outcome = say(&reader, &form).await;
    pressed(&reader, "/departments", outcome)
}

async fn say(reader: &Reader, form: &Filled) -> Result<(), Refused> {
    let day = form
        .one("day")
        .parse()
        .map_err(|problem| bad_field("day", &problem))?;
    let parts = ["department", "person", "present", "seq"].map(|field| form.one(field));
    let [department, person, present, _] = parts;
    let command = Command::Agency(AgencyCommand {
        press: press_id(reader, &parts),
        verb: AgencyVerb::Authority {
            department: clean(department),
            person: PersonCode::new(clean(person)),
            present: present == "yes",
        },
    });
    submit(reader, ServiceDay(day), command).await.map(drop)
}

/// Draws the part of the page that changes.
pub(in crate::pages) fn fragment(view: &DepartmentsView, locale: &Locale<'_>) -> askama::Result<String> {
    Fragment { s: locale, view }.render()
}

impl Fragment<'_> {
    fn mark(&self, line: &DepartmentLine) -> &'static str {
        match line.authority.as_str() {
            "present" => "done",
            "deputised" => "called",
            "absent" => "overdue",
            _ => "paused",
        }
    }
}

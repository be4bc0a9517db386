//! `/services`: what is handled here, by group or by department, found by a word; and each service's own page.

use askama::Template;
use axum::extract::{Path, Query};
use queue_core::ServiceCode;
use queue_core::plan::{Names, Service};

use super::Facts;
use crate::http::{Refused, clean};
use crate::pages::filled::Filled;
use crate::pages::frame::Frame;
use crate::pages::guard::{Shown, drawn};
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;
use crate::views::{Topic, ViewBody, takes_longer};

#[derive(Template)]
#[template(path = "openness/services.html")]
struct List<'a> {
    f: Frame<'a>,
    find: String,
    by_department: bool,
    sections: Vec<Section>,
    has_elsewhere: bool,
    has_agents: bool,
}

/// Services under one heading: a group's or a department's.
struct Section {
    name: String,
    /// Code and name.
    services: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "openness/service.html")]
struct Page<'a> {
    f: Frame<'a>,
    facts: Facts,
    can_book: bool,
    can_take: bool,
    /// Whether nobody is here who may decide it on the spot.
    takes_longer: bool,
}

pub(in crate::pages) async fn list(reader: Reader, query: Query<Vec<(String, String)>>) -> Shown {
    let asked = Filled::sent(query.0);
    let locale = reader.locale();
    let by_department = asked.one("by") == "department";
    let find = asked.one("find").trim().to_owned();
    let wanted = |service: &&Service| holds(&locale, service, &find.to_lowercase());
    let mut frame = reader.frame(&locale, locale.say("services-title"));
    if by_department {
        "by=department&".clone_into(&mut frame.kept);
    }
    drawn(&List {
        sections: sections(&locale, by_department, wanted),
        has_elsewhere: !locale.plan.parts().elsewhere.is_empty(),
        has_agents: !locale.plan.parts().agents.is_empty(),
        by_department,
        find,
        f: frame,
    })
}

fn sections(locale: &Locale<'_>, by_department: bool, wanted: impl Fn(&&Service) -> bool) -> Vec<Section> {
    let parts = locale.plan.parts();
    let section = |names: &Names, belongs: &dyn Fn(&Service) -> bool| {
        let services = parts.services.iter().filter(|one| belongs(one)).filter(&wanted);
        Section {
            name: locale.plan_name(names),
            services: services
                .map(|one| (one.code.to_string(), locale.plan_name(&one.names)))
                .collect(),
        }
    };
    let all: Vec<Section> = if by_department {
        let departments = parts.departments.iter();
        departments
            .map(|one| section(&one.names, &|service| service.department == one.code))
            .collect()
    } else {
        let groups = parts.groups.iter();
        groups
            .map(|one| section(&one.names, &|service| service.group == one.letter))
            .collect()
    };
    all.into_iter()
        .filter(|section| !section.services.is_empty())
        .collect()
}

/// Whether a word is in the code, or in the name of the service or of its department, in whichever language.
fn holds(locale: &Locale<'_>, service: &Service, word: &str) -> bool {
    let department = locale.plan.department(&service.department);
    let named = [Some(&service.names), department.map(|one| &one.names)];
    let mut names = named
        .into_iter()
        .flatten()
        .flat_map(|names| [&names.zh_hant, &names.zh_hans, &names.en]);
    service.code.as_str().to_lowercase().starts_with(word)
        || names.any(|name| name.to_lowercase().contains(word))
}

pub(in crate::pages) async fn page(reader: Reader, Path(code): Path<String>) -> Shown {
    let locale = reader.locale();
    let code = ServiceCode::new(clean(&code));
    let service = locale.plan.service(&code).ok_or_else(Refused::no_such)?;
    let group = locale.plan.group(service.group);
    let day = reader.state.owner.view(Topic::Day).await?;
    let takes_longer = matches!(&day.body, ViewBody::Day(day) if takes_longer(day, &code));
    drawn(&Page {
        f: reader.frame(&locale, locale.plan_name(&service.names)),
        facts: Facts::of(&locale, service),
        can_book: service.bookable,
        can_take: group.is_some_and(|group| group.remote),
        takes_longer,
    })
}

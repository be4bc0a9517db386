//! The plan's services, classes and places as lists to choose from.

use hall_protocol::escort::EscortKindName;
use queue_core::escort::{EscortKind, Need};
use queue_core::ids::{ElsewhereCode, LanguageCode};
use queue_core::plan::{Claimant, Elsewhere, Service};

use super::locale::Locale;
use crate::http::clean;
use crate::views::escort_kind_of;

/// A queue group with its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupChoices {
    pub(super) letter: char,
    pub(super) name: String,
    /// Code and name, in the plan's order.
    pub(super) services: Vec<(String, String)>,
}

/// All services, by queue group; groups without any are left out.
pub(super) fn service_choices(locale: &Locale<'_>) -> Vec<GroupChoices> {
    choices(locale, |_| true)
}

/// Some of the services, by queue group; groups without any are left out.
pub(super) fn choices(locale: &Locale<'_>, wanted: impl Fn(&Service) -> bool) -> Vec<GroupChoices> {
    let parts = locale.plan.parts();
    let groups = parts.groups.iter().map(|group| {
        let services = parts
            .services
            .iter()
            .filter(|service| service.group == group.letter && wanted(service));
        GroupChoices {
            letter: group.letter.as_char(),
            name: locale.plan_name(&group.names),
            services: services
                .map(|service| (service.code.to_string(), locale.plan_name(&service.names)))
                .collect(),
        }
    });
    groups.filter(|group| !group.services.is_empty()).collect()
}

/// The classes that reception may grant: code and name.
pub(super) fn class_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    claimable(locale, Claimant::Reception)
}

/// The classes that somebody may claim: code and name.
pub(super) fn claimable(locale: &Locale<'_>, claimant: Claimant) -> Vec<(String, String)> {
    let classes = locale.plan.parts().classes.iter();
    let claimable = classes.filter(|class| class.claim.contains(&claimant));
    claimable
        .map(|class| (class.code.to_string(), locale.plan_name(&class.names)))
        .collect()
}

/// The places a guide can be called to: escort posts, then kiosks; id and name.
pub(super) fn place_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    let parts = locale.plan.parts();
    let posts = parts.escort_posts.iter().map(|post| (&post.id, &post.names));
    let kiosks = parts.kiosks.iter().map(|kiosk| (&kiosk.id, &kiosk.names));
    posts
        .chain(kiosks)
        .map(|(id, names)| (id.to_string(), locale.plan_name(names)))
        .collect()
}

/// What a guide can be called for: a word that [`need_of`] reads, and its name.
pub(super) fn need_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    let named = |kind: EscortKindName| (kind.name().to_owned(), locale.of("escort-kind", kind.name()));
    let languages = locale.plan.parts().interpreter_languages.iter().map(|language| {
        let name = locale.plan_name(&language.names);
        let word = format!("{}:{}", EscortKindName::Interpreter.name(), language.code);
        (
            word,
            locale.fill("escort-interpreter", &[("language", name.as_str())]),
        )
    });
    [named(EscortKindName::Escort), named(EscortKindName::Signing)]
        .into_iter()
        .chain(languages)
        .collect()
}

/// What a word of [`need_choices`] means; anything else is to be led.
pub(super) fn need_of(word: &str) -> Need {
    let (kind, language) = match word.split_once(':') {
        Some((kind, language)) => (kind, Some(LanguageCode::new(language))),
        None => (word, None),
    };
    let known = EscortKindName::ALL.into_iter().find(|known| known.name() == kind);
    Need {
        kind: known.map_or(EscortKind::Escort, escort_kind_of),
        language,
    }
}

/// What is not handled here, each with where it is: what reception and windows say to those who ask.
pub(super) fn elsewhere_choices(locale: &Locale<'_>) -> Vec<(String, String)> {
    let entries = locale.plan.parts().elsewhere.iter();
    let say = |entry: &Elsewhere| {
        let [name, place] = [&entry.names, &entry.place].map(|names| locale.plan_name(names));
        (entry.code.to_string(), format!("{name} → {place}"))
    };
    entries.map(say).collect()
}

/// What a form says was asked for; none: something else.
pub(super) fn entry_of(code: &str) -> Option<ElsewhereCode> {
    (!code.is_empty()).then(|| ElsewhereCode::new(clean(code)))
}

//! What the day suggests for the fields of the page's forms.

use hall_protocol::Language;
use hall_protocol::notice::HallDayView;

use crate::pages::filled::Filled;
use crate::pages::locale::Locale;
use crate::pages::reader::Reader;
use crate::pages::words::Words;

/// A ready-made announcement: its texts are `announce-…` in the hall's languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadyMade {
    /// The end of its key.
    pub(super) name: &'static str,
    /// How it is spoken and shown.
    kind: &'static str,
    /// For how long.
    minutes: &'static str,
}

/// The ready-made announcements. None has a name in it: who is sought comes to reception and asks.
pub(super) const TEMPLATES: [ReadyMade; 4] = [
    ReadyMade {
        name: "closing-soon",
        kind: "notice",
        minutes: "30",
    },
    ReadyMade {
        name: "system-down",
        kind: "notice",
        minutes: "60",
    },
    ReadyMade {
        name: "lost-child",
        kind: "urgent",
        minutes: "10",
    },
    ReadyMade {
        name: "evacuation",
        kind: "evacuation",
        minutes: "60",
    },
];

/// The fields of an announcement's text, with their languages.
pub(super) const TEXTS: [(&str, Language); 3] = [
    ("zh_hant", Language::ZhHant),
    ("zh_hans", Language::ZhHans),
    ("en", Language::En),
];

/// What the day suggests: today's times, the service that a link names, a ready-made announcement.
pub(super) fn fresh(reader: &Reader, view: &HallDayView, locale: &Locale<'_>) -> Filled {
    let mut fields = vec![
        ("issue_until".to_owned(), locale.hm(&view.issue_until)),
        ("day_ends_at".to_owned(), locale.hm(&view.day_ends_at)),
        (
            "from".to_owned(),
            reader.asked("from").unwrap_or_default().to_owned(),
        ),
    ];
    let wanted = reader.asked("template");
    let template = TEMPLATES.iter().find(|template| Some(template.name) == wanted);
    let (kind, minutes) = template.map_or(("notice", "30"), |template| (template.kind, template.minutes));
    fields.push(("kind".to_owned(), kind.to_owned()));
    fields.push(("minutes".to_owned(), minutes.to_owned()));
    if let Some(template) = template {
        let at = locale.hm(&view.issue_until);
        let key = format!("announce-{}", template.name);
        let text = |language| Words::new(language).fill(&key, &[("at", &at)]);
        fields.extend(TEXTS.map(|(field, language)| (field.to_owned(), text(language))));
    }
    Filled::sent(fields)
}

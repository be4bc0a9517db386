//! What stands in the fields of the page's forms: what the day suggests, or what was sent and what is wrong with it.

use hall_protocol::Language;
use hall_protocol::notice::HallDayView;

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

/// Fields with what stands in them, and what is wrong with some.
#[derive(Debug, Default)]
pub(super) struct Filled {
    fields: Vec<(String, String)>,
    faults: Vec<(&'static str, String)>,
}

impl Filled {
    /// What was sent.
    pub(super) fn sent(fields: Vec<(String, String)>) -> Self {
        Self {
            fields,
            faults: Vec::new(),
        }
    }

    /// What the day suggests: today's times, the service that a link names, a ready-made announcement.
    pub(super) fn fresh(reader: &Reader, view: &HallDayView, locale: &Locale<'_>) -> Self {
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
        Self::sent(fields)
    }

    /// What was sent, and for the forms that were not sent what the day suggests.
    pub(super) fn over(mut self, fresh: Self) -> Self {
        let missing = |(name, _): &(String, String)| !self.fields.iter().any(|(sent, _)| sent == name);
        let fresh: Vec<_> = fresh.fields.into_iter().filter(missing).collect();
        self.fields.extend(fresh);
        self
    }

    /// What stands in a field; nothing when it is empty.
    pub(super) fn one(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// What is ticked of a list.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter().filter(move |(field, _)| field == name);
        fields.map(|(_, value)| value.trim())
    }

    /// Whether something is chosen or ticked.
    pub(super) fn has(&self, name: &str, value: impl AsRef<str>) -> bool {
        self.all(name).any(|ticked| ticked == value.as_ref())
    }

    /// What is wrong with a field.
    pub(super) fn fault(&self, name: &str) -> Option<&str> {
        let mut faults = self.faults.iter();
        faults
            .find(|(field, _)| *field == name)
            .map(|(_, fault)| fault.as_str())
    }

    /// Notes a field's fault.
    pub(super) fn add_fault(&mut self, field: &'static str, fault: String) {
        self.faults.push((field, fault));
    }

    /// Whether some field is at fault.
    pub(super) fn is_at_fault(&self) -> bool {
        !self.faults.is_empty()
    }
}

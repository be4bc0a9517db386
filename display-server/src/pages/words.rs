//! What pages say: the hall's texts in its languages, from `locales/`.
//!
//! Invariant: every key exists in every language and is used (tested); a key that should be missing all the same
//! shows itself, never a blank.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid};
use hall_protocol::notice::StopView;
use hall_protocol::problem::FieldFault;
use hall_protocol::{Language, Names};
use queue_core::plan;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "zh-Hant",
        // Isolation marks are for mixed directions; none of our languages runs from right to left.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The texts in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    /// Which language.
    pub(super) language: Language,
}

impl Words {
    /// The texts in a language.
    #[must_use]
    pub(super) fn new(language: Language) -> Self {
        Self { language }
    }

    /// A text without blanks to fill.
    #[must_use]
    pub(super) fn say(self, key: &str) -> String {
        self.said(key).unwrap_or_else(|| key.to_owned())
    }

    /// A text without blanks is always the same: it is looked up once. A page has dozens, and thousands of phones have one each.
    fn said(self, key: &str) -> Option<String> {
        static SAID: [RwLock<BTreeMap<String, String>>; 3] = [const { RwLock::new(BTreeMap::new()) }; 3];
        let [zh_hant, zh_hans, en] = &SAID;
        let said = match self.language {
            Language::ZhHant => zh_hant,
            Language::ZhHans => zh_hans,
            Language::En => en,
        };
        if let Some(text) = said.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Some(text.clone());
        }
        // Keys that are not there are not remembered: what is remembered is bounded by `locales/`.
        let text = self.looked_up(key, [])?;
        let mut said = said.write().unwrap_or_else(PoisonError::into_inner);
        said.insert(key.to_owned(), text.clone());
        Some(text)
    }

    fn looked_up(
        self,
        key: &str,
        blanks: impl IntoIterator<Item = (Cow<'static, str>, FluentValue<'static>)>,
    ) -> Option<String> {
        let blanks = blanks.into_iter().collect();
        LOCALES.lookup_single_language(self.id(), key, Some(&blanks)).ok()
    }

    /// A text with a number, `{ $n }`, in it.
    #[must_use]
    pub(super) fn count(self, key: &str, n: impl Into<i64>) -> String {
        self.filled(key, [("n", FluentValue::from(n.into()))])
    }

    /// A text with words to fill in.
    #[must_use]
    pub(super) fn fill(self, key: &str, blanks: &[(&'static str, &str)]) -> String {
        self.filled(
            key,
            blanks
                .iter()
                .map(|(name, text)| (*name, FluentValue::from((*text).to_owned()))),
        )
    }

    fn filled(
        self,
        key: &str,
        blanks: impl IntoIterator<Item = (&'static str, FluentValue<'static>)>,
    ) -> String {
        let blanks = blanks
            .into_iter()
            .map(|(name, value)| (Cow::Borrowed(name), value));
        self.looked_up(key, blanks).unwrap_or_else(|| key.to_owned())
    }

    /// The text of a wire word in a family of keys: `of("outcome", "done_on_spot")` says `outcome-done-on-spot`.
    #[must_use]
    pub(super) fn of(self, family: &str, code: &str) -> String {
        self.say(&format!("{family}-{}", code.replace('_', "-")))
    }

    /// Like [`Words::of`], or none when the family has no such word.
    #[must_use]
    pub(super) fn known(self, family: &str, code: &str) -> Option<String> {
        self.said(&format!("{family}-{}", code.replace('_', "-")))
    }

    /// A text with what a problem is about filled in, field by field; none when there is no such text.
    #[must_use]
    pub(super) fn known_filled(self, key: &str, fields: &[FieldFault]) -> Option<String> {
        let blanks = fields.iter().map(|fault| {
            let value = FluentValue::from(fault.problem.clone());
            (Cow::Owned(fault.field.clone()), value)
        });
        self.looked_up(key, blanks)
    }

    /// A thing's name.
    #[must_use]
    pub(super) fn name(self, names: &Names) -> String {
        names.get(self.language).to_owned()
    }

    /// What a stop stops and why: `業務系統故障：身份證、戶籍暫停辦理`.
    #[must_use]
    pub(super) fn stopped(self, stop: &StopView) -> String {
        let about: Vec<String> = stop.about.iter().map(|names| self.name(names)).collect();
        let about = match about.as_slice() {
            [] => self.say("stop-everything"),
            names => names.join(&self.say("list-comma")),
        };
        let cause = self.of("stop-cause", &stop.cause);
        self.fill("stop-sentence", &[("cause", &cause), ("about", &about)])
    }

    /// A name of the plan.
    #[must_use]
    pub(super) fn plan_name(self, names: &plan::Names) -> String {
        let language = match self.language {
            Language::ZhHant => plan::Language::ZhHant,
            Language::ZhHans => plan::Language::ZhHans,
            Language::En => plan::Language::En,
        };
        names.in_language(language).to_owned()
    }

    fn id(self) -> &'static LanguageIdentifier {
        static IDS: [LanguageIdentifier; 3] = [langid!("zh-Hant"), langid!("zh-Hans"), langid!("en")];
        let [zh_hant, zh_hans, en] = &IDS;
        match self.language {
            Language::ZhHant => zh_hant,
            Language::ZhHans => zh_hans,
            Language::En => en,
        }
    }
}

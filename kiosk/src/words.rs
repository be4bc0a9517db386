//! The kiosk's words in every language of the hall, from `locales/` (Project Fluent).
//!
//! Invariant: every key is in every language; a test compares the files.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader};
use hall_protocol::Language;

use loader::LOCALES;

#[expect(
    clippy::disallowed_types,
    reason = "the macro's own map, looked into by key and never walked through"
)]
mod loader {
    fluent_templates::static_loader! {
        pub(super) static LOCALES = {
            locales: "./locales",
            fallback_language: "zh-Hant",
            // Isolation marks are for mixed directions; we have none, and printers draw them as boxes.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

static TAGS: LazyLock<[LanguageIdentifier; 3]> =
    LazyLock::new(|| Language::ALL.map(|language| language.tag().parse().unwrap_or_default()));

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Language);

impl Words {
    /// A sentence.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        LOCALES.lookup(self.tag(), key)
    }

    /// A sentence with a figure, `{ $n }`.
    #[must_use]
    pub fn count(self, key: &str, figure: impl Into<u64>) -> String {
        self.fill(key, [("n", FluentValue::from(figure.into()))])
    }

    /// A sentence with a name or a time, `{ $it }`.
    #[must_use]
    pub fn about(self, key: &str, it: &str) -> String {
        self.filled(key, &[("it", it)])
    }

    /// A sentence with several names to fill in.
    #[must_use]
    pub fn filled(self, key: &str, blanks: &[(&'static str, &str)]) -> String {
        let blanks = blanks.iter();
        self.fill(
            key,
            blanks.map(|(name, text)| (*name, FluentValue::from((*text).to_owned()))),
        )
    }

    /// Several things in one sentence: `1、2、3`.
    #[must_use]
    pub fn list(self, things: impl IntoIterator<Item = String>) -> String {
        let comma = match self.0 {
            Language::ZhHant | Language::ZhHans => "、",
            Language::En => ", ",
        };
        things.into_iter().collect::<Vec<_>>().join(comma)
    }

    /// Two remarks in one line, each a phrase of its own.
    #[must_use]
    pub fn join(self, remarks: &[String]) -> String {
        remarks.join(match self.0 {
            Language::ZhHant | Language::ZhHans => "；",
            Language::En => "; ",
        })
    }

    fn fill(
        self,
        key: &str,
        blanks: impl IntoIterator<Item = (&'static str, FluentValue<'static>)>,
    ) -> String {
        let blanks = blanks.into_iter();
        let values = blanks.map(|(name, value)| (Cow::Borrowed(name), value)).collect();
        LOCALES.lookup_with_args(self.tag(), key, &values)
    }

    fn tag(self) -> &'static LanguageIdentifier {
        let [traditional, simplified, english] = &*TAGS;
        match self.0 {
            Language::ZhHant => traditional,
            Language::ZhHans => simplified,
            Language::En => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use hall_protocol::Language;

    use super::Words;

    /// Key → the placeholders of its text.
    fn keys_of(language: Language) -> BTreeMap<String, Vec<String>> {
        let file = format!(
            "{}/locales/{}/kiosk.ftl",
            env!("CARGO_MANIFEST_DIR"),
            language.tag()
        );
        let text = std::fs::read_to_string(&file).expect(&file);
        text.lines()
            .filter_map(|line| line.split_once(" = "))
            .filter(|(key, _)| !key.starts_with([' ', '#']))
            .map(|(key, text)| {
                let places = text.split("{ $").skip(1).filter_map(|rest| rest.split_once(" }"));
                (key.to_owned(), places.map(|(name, _)| name.to_owned()).collect())
            })
            .collect()
    }

    #[test]
    fn every_key_is_in_every_language_with_the_same_places_to_fill() {
        let [first, others @ ..] = Language::ALL;
        let expected = keys_of(first);
        assert!(expected.len() > 60);
        for language in others {
            assert_eq!(keys_of(language), expected, "{}", language.tag());
        }
    }

    #[test]
    fn a_missed_call_is_sent_to_the_code_and_to_reception_and_to_no_kiosk_which_cannot_restore_it() {
        for (language, code, reception, kiosk) in [
            (Language::ZhHant, "掃碼", "總服務台", "自助機"),
            (Language::ZhHans, "扫码", "总服务台", "自助机"),
            (Language::En, "code", "reception", "kiosk"),
        ] {
            let said = Words(language).say("slip-missed-call");
            assert!(said.contains(code) && said.contains(reception), "{said}");
            assert!(!said.contains(kiosk), "{said}");
        }
    }

    #[test]
    fn each_language_speaks_its_own_words() {
        let said = Language::ALL.map(|language| Words(language).count("ahead", 3_u32));
        assert_eq!(said, ["前面 3 人", "前面 3 人", "3 ahead"]);
        let said = Language::ALL.map(|language| Words(language).say("back"));
        assert_eq!(said, ["返回", "返回", "Back"]);
        let said = Language::ALL.map(|language| Words(language).say("home-title"));
        assert_eq!(
            said,
            ["請點選要辦的事", "请点选要办的事", "Touch what you came for"]
        );
    }
}

//! A thing's name in every language of the hall.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One name in three languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// 繁體字形.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
    /// 简体字形.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    /// English.
    pub en: String,
}

impl Names {
    /// Whether nothing is said in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same in every language: a code that nothing names any more.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self {
            zh_hant: text.to_owned(),
            zh_hans: text.to_owned(),
            en: text.to_owned(),
        }
    }

    /// The name in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::ZhHant => &self.zh_hant,
            Language::ZhHans => &self.zh_hans,
            Language::En => &self.en,
        }
    }
}

/// The languages of a hall, by their BCP 47 tags.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum Language {
    /// 繁體字形, the default.
    #[default]
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// 简体字形.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::ZhHant, Self::ZhHans, Self::En];

    /// The BCP 47 tag, as in `lang="zh-Hant"`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhHant => "zh-Hant",
            Self::ZhHans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The language of a tag; none when the hall does not speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
    }
}

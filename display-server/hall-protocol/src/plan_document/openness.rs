//! What the public is told before a ticket: fees, who pays the lower limit, where to complain.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::words::CalendarDate;
use crate::names::{Language, Names};

/// An amount of money, written in yuan: `"20"` or `"0.30"`. Whole fen, never a fraction of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Yuan {
    /// The amount, in fen.
    pub fen: u64,
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an amount, expected yuan such as \"20\" or \"0.30\", with at most two digits after the point"
)]
pub struct BadYuan(String);

impl Yuan {
    /// The most digits before the point.
    const DIGITS: usize = 12;

    fn read(text: &str) -> Option<u64> {
        let (yuan, rest) = text
            .split_once('.')
            .map_or((text, None), |(yuan, fen)| (yuan, Some(fen)));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = !yuan.is_empty() && yuan.len() <= Self::DIGITS && all_digits(yuan);
        let fen = match rest {
            None => 0,
            Some(tens) if tens.len() == 1 && all_digits(tens) => tens.parse::<u64>().ok()? * 10,
            Some(fen) if fen.len() == 2 && all_digits(fen) => fen.parse().ok()?,
            Some(_) => return None,
        };
        let yuan = yuan.parse::<u64>().ok().filter(|_| is_number)?;
        Some(yuan * 100 + fen)
    }
}

impl TryFrom<String> for Yuan {
    type Error = BadYuan;

    fn try_from(text: String) -> Result<Self, BadYuan> {
        let fen = Self::read(&text);
        fen.map(|fen| Self { fen }).ok_or(BadYuan(text))
    }
}

impl From<Yuan> for String {
    fn from(amount: Yuan) -> String {
        amount.to_string()
    }
}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (yuan, fen) = (self.fen / 100, self.fen % 100);
        if fen == 0 {
            write!(f, "{yuan}")
        } else {
            write!(f, "{yuan}.{fen:02}")
        }
    }
}

/// What a fee comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanFeeKind {
    /// The same for everybody: `amount`.
    Fixed,
    /// Between `lower` and `upper`, for each unit.
    Range,
    /// Nothing is charged, on a ground that is worth telling.
    Free,
    /// A tax, which is no fee.
    Tax,
    /// What an enterprise publishes.
    Tariff,
}

impl PlanFeeKind {
    /// The word for it on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Range => "range",
            Self::Free => "free",
            Self::Tax => "tax",
            Self::Tariff => "tariff",
        }
    }
}

/// One fee of a service: an item, what it comes to, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFee {
    /// Its code, unique within its service, such as `card`.
    pub code: String,
    /// What is charged.
    pub name: Names,
    /// What it comes to.
    pub kind: PlanFeeKind,
    /// Of a fixed fee: the amount, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "20")]
    pub amount: Option<Yuan>,
    /// Of a range: its lower limit, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "0.30")]
    pub lower: Option<Yuan>,
    /// Of a range: its upper limit, in yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "0.60")]
    pub upper: Option<Yuan>,
    /// What an amount is for, such as a card or a square metre; a range needs it.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub unit: Names,
    /// How the amount is published, where there is more to say than the amount.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub wording: Names,
    /// The published ground, such as a document number.
    pub basis: String,
    /// Of a range: who must be charged the lower limit and no more, by codes of `[[payer_kind]]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lower_limit_for: Vec<String>,
    /// Who pays nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<PlanExemption>,
    /// Who supervises this fee besides those of its service, by codes of `[[complaint_channel]]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
}

impl PlanFee {
    /// What it comes to, in words. `fill` fills the blanks `amount`, `lower`, `upper`, `it` and `more` of a text of a family
    /// `fee-amount`: one text a kind, `unit` for an amount of a unit, `wording` for an amount with more to say.
    #[must_use]
    pub fn amount_in(
        &self,
        language: Language,
        fill: impl Fn(&str, &[(&'static str, &str)]) -> String,
    ) -> String {
        let wording = self.wording.get(language);
        let written = |amount: Option<Yuan>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        let (amount, lower, upper) = (written(self.amount), written(self.lower), written(self.upper));
        let blanks = [("amount", amount.as_str()), ("lower", &lower), ("upper", &upper)];
        let has_amount = matches!(self.kind, PlanFeeKind::Fixed | PlanFeeKind::Range);
        if !has_amount && !wording.is_empty() {
            return wording.to_owned();
        }
        let mut text = fill(self.kind.name(), &blanks);
        for (key, more) in [("unit", self.unit.get(language)), ("wording", wording)] {
            if !more.is_empty() {
                text = fill(key, &[("it", &text), ("more", more)]);
            }
        }
        text
    }
}

/// A reason for which a fee is not charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanExemption {
    /// Its code, unique within its fee, such as `small_micro`.
    pub code: String,
    /// Who is exempt.
    pub name: Names,
    /// The published ground; absent: that of the fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// `[[payer_kind]]`: a kind of payer for whom a fee's lower limit may be compulsory (收費從低).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanPayerKind {
    /// Its code, such as `key_project`.
    pub code: String,
    /// What it is called.
    pub name: Names,
}

/// `[[complaint_channel]]`: where to complain, and who supervises (監督渠道).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanComplaintChannel {
    /// Its code, such as `hotline`.
    pub code: String,
    /// What it is called.
    pub name: Names,
    /// Its telephone number; it or the place must be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where it is found.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub place: Names,
    /// Whether it is told only where a service or a fee names it; absent: for every service.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named_only: bool,
}

/// Why something is not handled here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanElsewhereReason {
    /// 分廳: a branch hall handles it.
    BranchHall,
    /// 涉密: it is secret.
    Classified,
    /// It needs premises that this hall does not have.
    Premises,
    /// Another authority's: a county's or a district's.
    OtherAuthority,
}

impl PlanElsewhereReason {
    /// The word for it on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BranchHall => "branch_hall",
            Self::Classified => "classified",
            Self::Premises => "premises",
            Self::OtherAuthority => "other_authority",
        }
    }
}

/// `[[elsewhere]]`: something that is not handled in this hall; it has no ticket, and the asking is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanElsewhere {
    /// Its code, such as `marriage`.
    pub code: String,
    /// What it is.
    pub name: Names,
    /// Where it is handled.
    pub place: Names,
    /// The telephone number there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Why it is not handled here.
    pub reason: PlanElsewhereReason,
    /// Who agreed that it stays outside.
    pub approved_by: Names,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub approved_on: Option<CalendarDate>,
    /// The last day on which that holds, to be looked at again by then; absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub approved_until: Option<CalendarDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<u64> {
        Yuan::try_from(text.to_owned()).ok().map(|amount| amount.fen)
    }

    #[test]
    fn an_amount_is_whole_fen() {
        for (text, fen) in [
            ("20", 2000),
            ("0.30", 30),
            ("0.3", 30),
            ("1234.05", 123_405),
            ("007", 700),
        ] {
            assert_eq!(read(text), Some(fen), "{text}");
        }
        let wrong = [
            "",
            ".",
            ".5",
            "5.",
            "0.305",
            "-1",
            "+1",
            "1,000",
            "2e3",
            "１２",
            " 5",
            "1.-1",
            "9999999999999",
        ];
        for text in wrong {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_is_written_as_it_is_read() {
        for text in ["0", "20", "0.30", "15.05"] {
            assert_eq!(Yuan::try_from(text.to_owned()).unwrap().to_string(), text);
        }
    }

    fn names(text: &str) -> Names {
        Names {
            zh_hant: text.into(),
            zh_hans: text.into(),
            en: text.into(),
        }
    }

    #[test]
    fn a_fee_says_its_amount_its_unit_and_what_else_is_published() {
        let mut fee: PlanFee = serde_json::from_value(serde_json::json!({
            "code": "road", "name": names("占"), "kind": "range", "lower": "0.30", "upper": "0.6", "basis": "x",
        }))
        .unwrap();
        let said = |fee: &PlanFee| {
            fee.amount_in(Language::En, |key, blanks| {
                let filled: Vec<&str> = blanks
                    .iter()
                    .map(|(_, text)| *text)
                    .filter(|text| !text.is_empty())
                    .collect();
                format!("{key}({})", filled.join(","))
            })
        };
        assert_eq!(said(&fee), "range(0.30,0.60)");
        fee.unit = names("m²");
        fee.wording = names("by area");
        assert_eq!(said(&fee), "wording(unit(range(0.30,0.60),m²),by area)");
        fee.kind = PlanFeeKind::Tax;
        assert_eq!(said(&fee), "by area");
        fee.wording = Names::default();
        fee.unit = Names::default();
        assert_eq!(said(&fee), "tax(0.30,0.60)");
    }
}

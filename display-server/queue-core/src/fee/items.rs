//! What is charged, item by item, within what the plan publishes: 收費從低.
//!
//! Invariant: what [`charged`] gives is within the plan's bounds, whoever asks for whatever.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{ExemptionCode, FeeCode, PayerCode, TextId};
use crate::plan::{Exemption, Fee, FeeKind, Names, Service};

/// No item of a notice is larger, in fen: ten thousand million yuan.
pub const LARGEST_FEN: u64 = 1_000_000_000_000;
/// The largest quantity of an item.
pub const QUANTITY_LIMIT: u32 = 9_999;

/// An item that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAsked {
    /// Which fee of the service.
    pub fee: FeeCode,
    /// How many units, 1–9,999.
    pub quantity: u32,
    /// What it comes to, in fen; none: what it must come to, where there is only one amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<u64>,
    /// Why nothing is charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<ExemptAsked>,
}

/// An exemption that is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExemptAsked {
    /// Which exemption of the fee.
    pub code: ExemptionCode,
    /// What shows it, in words.
    pub reason: Option<TextId>,
}

/// An item of a notice, with what the plan published when it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeItem {
    /// Which fee of the service.
    pub fee: FeeCode,
    /// What is charged, as it was called.
    pub names: Names,
    /// What an amount is for; empty: the matter as a whole.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub unit: Names,
    /// How many units.
    pub quantity: u32,
    /// What was published.
    pub terms: Terms,
    /// The published ground.
    pub basis: String,
    /// What it comes to, in fen.
    pub amount_fen: u64,
    /// Why nothing is charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
}

/// What was published of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Terms {
    /// The same for everybody, for each unit.
    Fixed {
        /// In fen.
        each_fen: u64,
    },
    /// Between two limits, for each unit.
    Range {
        /// The lower limit, in fen.
        lower_fen: u64,
        /// The upper limit, in fen.
        upper_fen: u64,
        /// Whether this payer must be charged the lower limit and no more.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        lowest: bool,
    },
    /// Nothing is charged.
    Free,
    /// What an enterprise publishes.
    Tariff,
}

/// Why nothing is charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempt {
    /// Which exemption of the fee.
    pub code: ExemptionCode,
    /// Who is exempt, as it was called.
    pub names: Names,
    /// The published ground.
    pub basis: String,
    /// What shows it, in words.
    pub reason: TextId,
}

/// An item that cannot be charged as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFault {
    /// Its place among the items, from 0.
    pub place: u16,
    /// Which fee was asked for.
    pub fee: FeeCode,
    /// What is wrong.
    pub wrong: ItemWrong,
}

/// What is wrong with an item. Bounds are those of the item, its quantity counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemWrong {
    /// The service has no such fee.
    #[error("the service has no such fee; choose one of its list")]
    UnknownFee,
    /// A tax is no fee.
    #[error("a tax is no fee and stands on no fee notice; leave it out")]
    Tax,
    /// The same once more.
    #[error("it is there twice; write the quantity instead")]
    Twice,
    /// A quantity out of range.
    #[error("the quantity is out of range; write 1 to {QUANTITY_LIMIT}")]
    BadQuantity,
    /// Larger than anything that is charged.
    #[error("no item is as large as this; check the quantity and the amount")]
    TooLarge,
    /// The plan leaves the amount to whoever charges it.
    #[error("write the amount: {} to {} yuan", yuan(*.lower_fen), yuan(*.upper_fen))]
    AmountNeeded {
        /// The least, in fen.
        lower_fen: u64,
        /// The most, in fen.
        upper_fen: u64,
    },
    /// Another amount than the fixed one.
    #[error("it comes to {} yuan; leave the amount out, or write that", yuan(*.due_fen))]
    NotTheAmount {
        /// What it comes to, in fen.
        due_fen: u64,
    },
    /// Less than the lower limit.
    #[error("it is under its lower limit: charge {} to {} yuan", yuan(*.lower_fen), yuan(*.upper_fen))]
    UnderLowerLimit {
        /// The least, in fen.
        lower_fen: u64,
        /// The most, in fen.
        upper_fen: u64,
    },
    /// More than the upper limit.
    #[error("it is above its upper limit: charge {} to {} yuan", yuan(*.lower_fen), yuan(*.upper_fen))]
    AboveUpperLimit {
        /// The least, in fen.
        lower_fen: u64,
        /// The most, in fen.
        upper_fen: u64,
    },
    /// More than the lower limit, for whom that is compulsory.
    #[error("the lower limit is compulsory for this payer: charge exactly {} yuan", yuan(*.lower_fen))]
    AboveCompulsoryLower {
        /// What must be charged, in fen.
        lower_fen: u64,
    },
    /// The fee has no such exemption.
    #[error("the fee has no such exemption; choose one of its list, or none")]
    UnknownExemption,
    /// An exemption that nobody can check.
    #[error("an exemption needs its reason: write what shows it")]
    NoReason,
}

impl ItemWrong {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UnknownFee => "unknown-fee",
            Self::Tax => "tax",
            Self::Twice => "twice",
            Self::BadQuantity => "bad-quantity",
            Self::TooLarge => "too-large",
            Self::AmountNeeded { .. } => "amount-needed",
            Self::NotTheAmount { .. } => "not-the-amount",
            Self::UnderLowerLimit { .. } => "under-lower-limit",
            Self::AboveUpperLimit { .. } => "above-upper-limit",
            Self::AboveCompulsoryLower { .. } => "above-compulsory-lower",
            Self::UnknownExemption => "unknown-exemption",
            Self::NoReason => "no-reason",
        }
    }

    /// The field of the item that is at fault.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::UnknownFee | Self::Tax | Self::Twice => "fee",
            Self::BadQuantity | Self::TooLarge => "quantity",
            Self::AmountNeeded { .. }
            | Self::NotTheAmount { .. }
            | Self::UnderLowerLimit { .. }
            | Self::AboveUpperLimit { .. }
            | Self::AboveCompulsoryLower { .. } => "amount_fen",
            Self::UnknownExemption => "exemption",
            Self::NoReason => "reason",
        }
    }

    /// What must be charged at least and at most, in fen, where the fault is about that.
    #[must_use]
    pub fn bounds_fen(&self) -> Option<(u64, u64)> {
        match self {
            Self::AmountNeeded { lower_fen, upper_fen }
            | Self::UnderLowerLimit { lower_fen, upper_fen }
            | Self::AboveUpperLimit { lower_fen, upper_fen } => Some((*lower_fen, *upper_fen)),
            Self::NotTheAmount { due_fen } => Some((*due_fen, *due_fen)),
            Self::AboveCompulsoryLower { lower_fen } => Some((*lower_fen, *lower_fen)),
            Self::UnknownFee
            | Self::Tax
            | Self::Twice
            | Self::BadQuantity
            | Self::TooLarge
            | Self::UnknownExemption
            | Self::NoReason => None,
        }
    }
}

impl fmt::Display for ItemFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.fee, self.wrong)
    }
}

/// An amount in yuan with two digits after the point, as notices and lists write it.
#[must_use]
pub fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// The items as they are charged.
///
/// # Errors
/// Every item at fault, at once.
pub fn charged(
    service: &Service,
    payer: Option<&PayerCode>,
    asked: &[ItemAsked],
) -> Result<Vec<FeeItem>, Vec<ItemFault>> {
    let (mut items, mut faults) = (Vec::new(), Vec::new());
    for (place, item) in asked.iter().enumerate() {
        let earlier = asked.get(..place).unwrap_or_default();
        let is_twice = earlier.iter().any(|other| is_same(other, item));
        let charged = if is_twice {
            Err(ItemWrong::Twice)
        } else {
            one(service, payer, item)
        };
        match charged {
            Ok(item) => items.push(item),
            Err(wrong) => faults.push(ItemFault {
                place: u16::try_from(place).unwrap_or(u16::MAX),
                fee: item.fee.clone(),
                wrong,
            }),
        }
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

/// Of one fee some units may be exempt and others not.
fn is_same(one: &ItemAsked, other: &ItemAsked) -> bool {
    let exemption = |item: &ItemAsked| item.exempt.as_ref().map(|exempt| exempt.code.clone());
    one.fee == other.fee && exemption(one) == exemption(other)
}

fn one(service: &Service, payer: Option<&PayerCode>, asked: &ItemAsked) -> Result<FeeItem, ItemWrong> {
    let fee = service.fee(&asked.fee).ok_or(ItemWrong::UnknownFee)?;
    let terms = terms(fee, payer)?;
    if !(1..=QUANTITY_LIMIT).contains(&asked.quantity) {
        return Err(ItemWrong::BadQuantity);
    }
    let exempt = asked
        .exempt
        .as_ref()
        .map(|exempt| exempted(fee, exempt))
        .transpose()?;
    let amount_fen = if exempt.is_some() {
        exactly(0, asked.amount_fen)?
    } else {
        terms.amount(asked.quantity, asked.amount_fen)?
    };
    Ok(FeeItem {
        fee: fee.code.clone(),
        names: fee.names.clone(),
        unit: fee.unit.clone(),
        quantity: asked.quantity,
        terms,
        basis: fee.basis.clone(),
        amount_fen,
        exempt,
    })
}

fn terms(fee: &Fee, payer: Option<&PayerCode>) -> Result<Terms, ItemWrong> {
    match fee.kind {
        FeeKind::Fixed { amount_fen } => Ok(Terms::Fixed { each_fen: amount_fen }),
        FeeKind::Range { lower_fen, upper_fen } => Ok(Terms::Range {
            lower_fen,
            upper_fen,
            lowest: payer.is_some_and(|payer| fee.lower_limit_for.contains(payer)),
        }),
        FeeKind::Free => Ok(Terms::Free),
        FeeKind::Tariff => Ok(Terms::Tariff),
        FeeKind::Tax => Err(ItemWrong::Tax),
    }
}

fn exempted(fee: &Fee, asked: &ExemptAsked) -> Result<Exempt, ItemWrong> {
    let is_it = |known: &&Exemption| known.code == asked.code;
    let known = fee.exemptions.iter().find(is_it);
    let known = known.ok_or(ItemWrong::UnknownExemption)?;
    Ok(Exempt {
        code: known.code.clone(),
        names: known.names.clone(),
        basis: known.basis.as_ref().unwrap_or(&fee.basis).clone(),
        reason: asked.reason.ok_or(ItemWrong::NoReason)?,
    })
}

fn exactly(due_fen: u64, asked_fen: Option<u64>) -> Result<u64, ItemWrong> {
    if asked_fen.is_none_or(|asked_fen| asked_fen == due_fen) {
        Ok(due_fen)
    } else {
        Err(ItemWrong::NotTheAmount { due_fen })
    }
}

impl Terms {
    /// What so many units come to.
    fn amount(self, quantity: u32, asked_fen: Option<u64>) -> Result<u64, ItemWrong> {
        let times = |each_fen: u64| {
            let product = each_fen.checked_mul(u64::from(quantity));
            product
                .filter(|fen| *fen <= LARGEST_FEN)
                .ok_or(ItemWrong::TooLarge)
        };
        match self {
            Self::Fixed { each_fen } => exactly(times(each_fen)?, asked_fen),
            Self::Free => exactly(0, asked_fen),
            Self::Tariff => within(0, LARGEST_FEN, asked_fen),
            Self::Range {
                lower_fen,
                upper_fen,
                lowest: false,
            } => within(times(lower_fen)?, times(upper_fen)?, asked_fen),
            Self::Range {
                lower_fen,
                lowest: true,
                ..
            } => at_lowest(times(lower_fen)?, asked_fen),
        }
    }

    /// Whether the lower limit of a range was compulsory.
    #[must_use]
    pub fn is_at_lowest(self) -> bool {
        matches!(self, Self::Range { lowest: true, .. })
    }
}

fn within(lower_fen: u64, upper_fen: u64, asked_fen: Option<u64>) -> Result<u64, ItemWrong> {
    match asked_fen {
        None => Err(ItemWrong::AmountNeeded { lower_fen, upper_fen }),
        Some(fen) if fen < lower_fen => Err(ItemWrong::UnderLowerLimit { lower_fen, upper_fen }),
        Some(fen) if fen > upper_fen => Err(ItemWrong::AboveUpperLimit { lower_fen, upper_fen }),
        Some(fen) => Ok(fen),
    }
}

fn at_lowest(lower_fen: u64, asked_fen: Option<u64>) -> Result<u64, ItemWrong> {
    match asked_fen {
        Some(fen) if fen > lower_fen => Err(ItemWrong::AboveCompulsoryLower { lower_fen }),
        Some(fen) if fen < lower_fen => Err(ItemWrong::UnderLowerLimit {
            lower_fen,
            upper_fen: lower_fen,
        }),
        Some(_) | None => Ok(lower_fen),
    }
}

//! What a hall owes the public before anybody takes a ticket: what each service costs and on what ground, who pays the
//! lower limit only, who is exempt, and where to complain.
//!
//! Amounts are whole fen. This system stores what is published and never holds money.

use serde::{Deserialize, Serialize};

use super::{HallPlan, Names, Service};
use crate::ids::{ChannelCode, ExemptionCode, FeeCode, PayerCode, ServiceCode};

/// One fee of a service: an item, what it comes to, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// Its code, unique within its service.
    pub code: FeeCode,
    /// What is charged.
    pub names: Names,
    /// What it comes to.
    pub kind: FeeKind,
    /// What an amount is for, such as a card or a square metre; empty: the matter as a whole.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub unit: Names,
    /// How the amount is published, where there is more to say than the amount; empty: nothing more.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub wording: Names,
    /// The published ground, such as a document number.
    pub basis: String,
    /// Who must be charged the lower limit of a range and no more (收費從低).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lower_limit_for: Vec<PayerCode>,
    /// Who pays nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
    /// Who supervises this fee besides those of its service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelCode>,
}

/// What a fee comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// The same for everybody.
    Fixed {
        /// For each unit, in fen.
        amount_fen: u64,
    },
    /// Between two limits, for each unit.
    Range {
        /// The lower limit, in fen.
        lower_fen: u64,
        /// The upper limit, in fen.
        upper_fen: u64,
    },
    /// Nothing is charged, on a ground that is worth telling.
    Free,
    /// A tax, which is no fee.
    Tax,
    /// What an enterprise publishes (水電氣暖).
    Tariff,
}

/// A reason for which a fee is not charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// Its code, unique within its fee.
    pub code: ExemptionCode,
    /// Who is exempt.
    pub names: Names,
    /// The published ground; none: that of the fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// A kind of payer for whom a lower limit may be compulsory, such as a key project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayerKind {
    /// Its code, such as `key_project`.
    pub code: PayerCode,
    /// What it is called.
    pub names: Names,
}

/// Where to complain, and who supervises (監督渠道).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintChannel {
    /// Its code, such as `hotline`.
    pub code: ChannelCode,
    /// What it is called.
    pub names: Names,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where it is found; empty: on the telephone only.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub place: Names,
    /// Whether it is told only where a service or a fee names it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named_only: bool,
}

impl Service {
    /// A fee by its code.
    #[must_use]
    pub fn fee(&self, code: &FeeCode) -> Option<&Fee> {
        self.fees.iter().find(|fee| fee.code == *code)
    }
}

impl HallPlan {
    /// A fee of a service, by the codes of both.
    #[must_use]
    pub fn fee(&self, service: &ServiceCode, code: &FeeCode) -> Option<&Fee> {
        self.service(service)?.fee(code)
    }

    /// A kind of payer by code.
    #[must_use]
    pub fn payer_kind(&self, code: &PayerCode) -> Option<&PayerKind> {
        self.parts.payer_kinds.iter().find(|payer| payer.code == *code)
    }

    /// Where to complain about a service: what it names itself first, then what holds for the whole hall.
    #[must_use]
    pub fn channels_of(&self, service: &Service) -> Vec<&ComplaintChannel> {
        let all = self.parts.complaint_channels.iter();
        let own = service.channels.iter().filter_map(|code| self.channel(code));
        let everywhere =
            all.filter(|channel| !channel.named_only && !service.channels.contains(&channel.code));
        own.chain(everywhere).collect()
    }

    /// A complaint channel by code.
    #[must_use]
    pub fn channel(&self, code: &ChannelCode) -> Option<&ComplaintChannel> {
        let mut all = self.parts.complaint_channels.iter();
        all.find(|channel| channel.code == *code)
    }
}

//! The form of `device.toml`: what its author may write, each value with its place in the text.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDevice {
    pub(crate) id: Spanned<String>,
    pub(crate) role: Spanned<String>,
    pub(crate) window: Option<Spanned<i64>>,
    pub(crate) place: Option<Spanned<String>>,
    pub(crate) server: RawServer,
    pub(crate) screen: Option<RawScreen>,
    pub(crate) printer: Option<RawPrinter>,
    #[serde(default)]
    pub(crate) key: Vec<RawKey>,
    #[serde(default)]
    pub(crate) lamp: Vec<RawLamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawServer {
    pub(crate) url: Spanned<String>,
    pub(crate) bearer_file: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawScreen {
    pub(crate) width_px: Spanned<i64>,
    pub(crate) width_mm: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPrinter {
    pub(crate) tcp: Spanned<String>,
    pub(crate) paper_mm: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawKey {
    pub(crate) pin: Spanned<i64>,
    pub(crate) does: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawLamp {
    pub(crate) pin: Spanned<i64>,
    pub(crate) shows: Spanned<String>,
}

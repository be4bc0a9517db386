//! The form of `device.toml`: what its author may write, each value with its place in the text.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDevice {
    pub(crate) id: Spanned<String>,
    pub(crate) role: Spanned<String>,
    pub(crate) window: Option<Spanned<i64>>,
    pub(crate) place: Option<Spanned<String>>,
    pub(crate) board: Option<RawBoard>,
    pub(crate) server: RawServer,
    pub(crate) screen: Option<RawScreen>,
    pub(crate) sounds: Option<RawSounds>,
    pub(crate) printer: Option<RawPrinter>,
    #[serde(default)]
    pub(crate) key: Vec<RawKey>,
    #[serde(default)]
    pub(crate) lamp: Vec<RawLamp>,
    #[serde(default)]
    pub(crate) buzzer: Vec<RawBuzzer>,
    pub(crate) number_pad: Option<RawNumberPad>,
    pub(crate) scanner: Option<RawTypingReader>,
    pub(crate) card_reader: Option<RawTypingReader>,
    pub(crate) digits: Option<RawDigits>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBoard {
    pub(crate) model: Option<Spanned<String>>,
    pub(crate) pins: Option<Spanned<String>>,
    pub(crate) chip: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) i2c: bool,
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
    pub(crate) distance_mm: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSounds {
    pub(crate) volume_percent: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPrinter {
    pub(crate) model: Spanned<String>,
    pub(crate) paper_mm: Spanned<i64>,
    pub(crate) roll_m: Option<Spanned<i64>>,
    pub(crate) tcp: Option<Spanned<String>>,
    pub(crate) usb: Option<Spanned<RawUsb>>,
    pub(crate) serial: Option<RawSerial>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawUsb {
    pub(crate) vendor: Spanned<i64>,
    pub(crate) product: Spanned<i64>,
    pub(crate) serial: Option<Spanned<String>>,
    pub(crate) port: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawSerial {
    pub(crate) path: Spanned<String>,
    pub(crate) baud: Spanned<i64>,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawBuzzer {
    pub(crate) pin: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNumberPad {
    pub(crate) port: Spanned<String>,
    pub(crate) keys: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTypingReader {
    pub(crate) port: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawDigits {
    pub(crate) brightness: Spanned<i64>,
    pub(crate) chip_select: Spanned<i64>,
}

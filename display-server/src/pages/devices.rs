//! Devices: how they are, and letting a new one in with a one-time code.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use jiff::Timestamp;
use serde::Deserialize;

use super::frame::Frame;
use super::guard::{Shown, drawn};
use super::pressing::bad_field;
use super::reader::Reader;
use super::services::place_choices;
use crate::devices::{HeardDevice, SILENT_AFTER};
use crate::http::{Refused, device_name};
use crate::identity::{DeviceRole, OneTimeCode};

#[derive(Template)]
#[template(path = "start/devices.html")]
struct Page<'a> {
    f: Frame<'a>,
    now: Timestamp,
    code: Option<OneTimeCode>,
    heard: Vec<HeardDevice>,
    places: Vec<(String, String)>,
}

/// The device that is to be let in.
#[derive(Debug, Deserialize)]
pub(super) struct DeviceForm {
    role: String,
    device: String,
    /// The window of a pad or a rating screen; empty for others.
    #[serde(default)]
    window: String,
}

pub(super) async fn page(reader: Reader) -> Shown {
    show(&reader, None, None)
}

pub(super) async fn new_code(reader: Reader, form: Result<Form<DeviceForm>, FormRejection>) -> Shown {
    let made = match form {
        Ok(Form(form)) => make(&reader, &form),
        Err(problem) => Err(bad_field("form", &problem)),
    };
    match made {
        Ok(code) => show(&reader, Some(code), None),
        Err(refused) => show(&reader, None, Some(reader.say_problem(refused.problem()))),
    }
}

fn make(reader: &Reader, form: &DeviceForm) -> Result<OneTimeCode, Refused> {
    let role = DeviceRole::from_name(&form.role).ok_or_else(|| bad_field("role", &"unknown"))?;
    let device = device_name(form.device.trim()).map_err(|problem| bad_field("device", &problem))?;
    let window = form.window.trim();
    let window = (!window.is_empty()).then(|| window.parse()).transpose();
    let window = window.map_err(|problem| bad_field("window", &problem))?;
    Ok(reader.state.identities.new_code(&device, role, window)?)
}

impl Page<'_> {
    fn roles(&self) -> impl Iterator<Item = &'static str> {
        DeviceRole::ALL.into_iter().map(DeviceRole::name)
    }
}

fn show(reader: &Reader, code: Option<OneTimeCode>, note: Option<String>) -> Shown {
    let locale = reader.locale();
    let mut frame = reader.frame(&locale, locale.say("devices-title"));
    frame.note = note;
    drawn(&Page {
        now: reader.state.clock.now(),
        code,
        heard: reader.state.devices.all(SILENT_AFTER),
        places: place_choices(&locale),
        f: frame,
    })
}

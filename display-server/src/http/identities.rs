//! Signing in, letting devices in, and what a device asks about itself.

use axum::Extension;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_NONE_MATCH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use hall_protocol::identity::{
    DayKey, DeviceCode, DeviceFault, DeviceIdentity, Health, NewDevice, Redeem, SignIn, SignedIn,
};
use queue_core::{Rejection, WindowNumber};
use sha2::{Digest, Sha256};

use super::answers::{self, Answered};
use super::body::{Faults, Sent};
use super::clean;
use super::pace::Asker;
use super::problems::Refused;
use crate::identity::{Caller, DeviceRole, SESSION_COOKIE, secret_of};
use crate::plan_file::document_of;
use crate::state::HallState;
use crate::views::role_name;

/// How long a browser keeps a person's session: as long as it lasts, twelve hours.
pub(crate) const SESSION_COOKIE_S: u32 = 12 * 3600;
/// How long a browser keeps a device's identity, which has no end of its own: 400 days, the longest browsers allow.
pub(crate) const DEVICE_COOKIE_S: u32 = 400 * 24 * 3600;

/// Faults kept of a device; one with more is to be changed as a whole.
const FAULTS_KEPT: usize = 16;

pub(super) async fn sign_in(
    State(state): State<HallState>,
    Asker(from): Asker,
    Sent(sent): Sent<SignIn>,
) -> Answered {
    let session = state.identities.sign_in(&sent.code, &sent.pin, from).await?;
    let signed_in = SignedIn {
        code: session.code.to_string(),
        role: role_name(session.role).to_owned(),
        expires_at: session.expires_at,
        bearer: session.bearer,
    };
    let cookie = session_cookie(&signed_in.bearer, SESSION_COOKIE_S);
    Ok((StatusCode::CREATED, [(SET_COOKIE, cookie)], Json(signed_in)).into_response())
}

pub(super) async fn sign_out(State(state): State<HallState>, headers: HeaderMap) -> Answered {
    if let Some(secret) = secret_of(&headers) {
        state.identities.sign_out(secret)?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, ended_cookie())]).into_response())
}

pub(super) async fn new_code(State(state): State<HallState>, Sent(sent): Sent<NewDevice>) -> Answered {
    let mut faults = Faults::default();
    let device = faults.take("device", device_name(&sent.device));
    let role = DeviceRole::from_name(&sent.role)
        .ok_or("expected one of kiosk, pad, board, escort_post, rating_screen");
    let role = faults.take("role", role);
    let (device, role) = faults.or(device.zip(role))?;
    let code = state.identities.new_code(&device, role, sent.window)?;
    let code = DeviceCode {
        code: code.code,
        expires_at: code.expires_at,
    };
    Ok((StatusCode::CREATED, Json(code)).into_response())
}

pub(super) async fn redeem(State(state): State<HallState>, Sent(sent): Sent<Redeem>) -> Answered {
    let grant = state.identities.redeem(&sent.code)?;
    let identity = DeviceIdentity {
        device: grant.device.to_string(),
        role: grant.role.name().to_owned(),
        window: grant.window.map(WindowNumber::get),
        bearer: grant.bearer,
    };
    let cookie = session_cookie(&identity.bearer, DEVICE_COOKIE_S);
    Ok((StatusCode::CREATED, [(SET_COOKIE, cookie)], Json(identity)).into_response())
}

pub(super) async fn revoke(State(state): State<HallState>, Path(device): Path<String>) -> Answered {
    state.identities.revoke_device(&device)?;
    state.devices.forget(&device);
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn plan(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(device): Path<String>,
    headers: HeaderMap,
) -> Answered {
    own(&caller, &device)?;
    let plan = state.owner.plan().await?;
    let mut document = document_of(&plan);
    // A device need not know who works here.
    document.person.clear();
    let body = serde_json::to_vec(&document)?;
    let tag = format!("\"{}\"", hex::encode(Sha256::digest(&body)));
    let same = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let etag = [(ETAG, tag)];
    if same {
        return Ok((StatusCode::NOT_MODIFIED, etag).into_response());
    }
    Ok((etag, answers::json(StatusCode::OK, body.into())).into_response())
}

/// The key of the open day, for a kiosk with a reader.
pub(super) async fn day_key(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(device): Path<String>,
) -> Answered {
    own(&caller, &device)?;
    let (day, key) = state.owner.day_key().await?.ok_or(Rejection::HallClosed)?;
    let key = key?;
    Ok(Json(DayKey {
        day: day.0,
        key: hex::encode(key),
    })
    .into_response())
}

pub(super) async fn health(
    State(state): State<HallState>,
    Extension(caller): Extension<Caller>,
    Path(device): Path<String>,
    Sent(sent): Sent<Health>,
) -> Answered {
    own(&caller, &device)?;
    let health = Health {
        printer: clean(&sent.printer),
        version: clean(&sent.version),
        uptime_s: sent.uptime_s,
        paper_left_m: sent.paper_left_m,
        faults: sent.faults.iter().take(FAULTS_KEPT).map(cleaned).collect(),
    };
    state.devices.heard(&device, health, state.clock.now());
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn cleaned(fault: &DeviceFault) -> DeviceFault {
    DeviceFault {
        fault: clean(&fault.fault),
        part: clean(&fault.part),
    }
}

/// A device asks about itself only.
fn own(caller: &Caller, device: &str) -> Result<(), Refused> {
    match caller {
        Caller::Device(known) if known.id.as_str() == device => Ok(()),
        Caller::Device(_) | Caller::Person(_) | Caller::Nobody => Err(Refused::not_yours()),
    }
}

/// A device's name, if it can be one.
pub(crate) fn device_name(text: &str) -> Result<String, &'static str> {
    let good = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if (1..=64).contains(&text.len()) && text.chars().all(good) {
        Ok(text.to_owned())
    } else {
        Err("expected 1 to 64 letters, digits, - and _")
    }
}

/// The cookie of a session: never seen by scripts, never sent from other sites.
pub(crate) fn session_cookie(bearer: &str, max_age_s: u32) -> HeaderValue {
    let cookie = format!("{SESSION_COOKIE}={bearer}; Path=/; HttpOnly; SameSite=Strict; Max-Age={max_age_s}");
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}

/// What makes a browser forget its session.
pub(crate) fn ended_cookie() -> HeaderValue {
    HeaderValue::from_static("hall_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

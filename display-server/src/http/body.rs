//! Bodies that are sent: read as their type, or refused with every field at fault.

use std::fmt::Display;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use hall_protocol::problem::FieldFault;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};
use utoipa::ToSchema;

use super::problems::Refused;
use super::schema_check;
use crate::state::HallState;

/// A body that was sent as JSON.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned + ToSchema> FromRequest<HallState> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &HallState) -> Result<Self, Refused> {
        if !is_json(request.headers()) {
            let detail = "send the body as application/json";
            return Err(Refused::new(
                "not-json",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                detail,
            ));
        }
        let body = Bytes::from_request(request, state).await.map_err(|error| {
            let name = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                "body-too-large"
            } else {
                "bad-body"
            };
            Refused::new(
                name,
                error.status(),
                "the body cannot be read; 16 KiB are the limit, 1 MiB for a whole plan",
            )
        })?;
        read(&body).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
}

/// The good case reads the bytes once; only a bad body is compared with the type's description, field by field.
fn read<T: DeserializeOwned + ToSchema>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| {
        let faults = match serde_json::from_slice(body) {
            Ok(value) => schema_check::faults::<T>(&value),
            Err(_) => Vec::new(),
        };
        if faults.is_empty() {
            Refused::bad_field("body", super::clean(&error.to_string()))
        } else {
            Refused::bad_fields(faults)
        }
    })
}

/// The faults of a body whose fields are read one by one.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<FieldFault>);

impl Faults {
    /// Takes a field's value, or notes its fault.
    pub(super) fn take<T, E: Display>(&mut self, field: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|problem| self.add(field, problem)).ok()
    }

    /// Notes a fault.
    pub(super) fn add(&mut self, field: &str, problem: impl Display) {
        self.0.push(FieldFault {
            field: field.to_owned(),
            problem: super::clean(&problem.to_string()),
        });
    }

    /// The value, if nothing was at fault.
    pub(super) fn or<T>(self, value: Option<T>) -> Result<T, Refused> {
        value
            .filter(|_| self.0.is_empty())
            .ok_or_else(|| Refused::bad_fields(self.0))
    }
}

/// One of the words of an enum, as serde spells it.
pub(super) fn word<T: for<'a> Deserialize<'a>>(text: &str) -> Result<T, WordError> {
    T::deserialize(StrDeserializer::new(text))
}

//! Forms that carry a file.

use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use super::filled::Filled;
use super::guard::Sorry;
use super::pressing::bad_field;
use crate::http::Refused;

/// A file that was chosen.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) bytes: Bytes,
}

/// The fields of a form, and the file in its field `file`; none: none was chosen.
#[derive(Debug)]
pub(super) struct WithFile {
    pub(super) form: Filled,
    pub(super) file: Option<Chosen>,
}

impl<S: Send + Sync> FromRequest<S> for WithFile {
    type Rejection = Sorry;

    async fn from_request(request: Request, state: &S) -> Result<Self, Sorry> {
        let form: Result<Multipart, MultipartRejection> = Multipart::from_request(request, state).await;
        let form = form.map_err(|problem| bad_field("form", &problem))?;
        Ok(read(form).await.map_err(|error| unreadable(&error))?)
    }
}

async fn read(mut form: Multipart) -> Result<WithFile, MultipartError> {
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let name = crate::http::clean(field.file_name().unwrap_or_default());
            let bytes = field.bytes().await?;
            // Where none was chosen, browsers send one of no name and no length.
            file = (!name.is_empty() || !bytes.is_empty()).then_some(Chosen { name, bytes });
        } else {
            fields.push((name, field.text().await?));
        }
    }
    let form = Filled::sent(fields);
    Ok(WithFile { form, file })
}

fn unreadable(error: &MultipartError) -> Refused {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Refused::new("body-too-large", error.status(), error.body_text());
    }
    bad_field("form", error)
}

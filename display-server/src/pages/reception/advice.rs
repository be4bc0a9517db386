//! 諮詢 +1: somebody asked and was answered.

use axum::Json;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::by_hand::AdviceCount;
use queue_core::RequestId;
use queue_core::command::{Advice, Command};

use super::{day, refused};
use crate::http::Refused;
use crate::pages::filled::Filled;
use crate::pages::guard::{Shown, Sorry};
use crate::pages::pressing::{bad_field, press_id, submit};
use crate::pages::reader::Reader;
use crate::pages::services::entry_of;

pub(in crate::pages) async fn advice(reader: Reader, form: Filled) -> Shown {
    match count(&reader, &form).await {
        Ok(count) if reader.wants_json => Ok(Json(count).into_response()),
        Ok(count) => Ok(Redirect::to(&format!("/reception?advice={}", count.today)).into_response()),
        Err(problem) if reader.wants_json => Err(Sorry::from(problem)),
        Err(problem) => refused(&reader, form, &problem).await,
    }
}

/// The page counts its own presses, so that the next is one of its own and a repeat is not.
async fn count(reader: &Reader, form: &Filled) -> Result<AdviceCount, Refused> {
    let request = RequestId::parse(form.one("request")).map_err(|problem| bad_field("request", &problem))?;
    let command = Command::Advice(Advice {
        press: press_id(
            reader,
            &[
                "advice",
                &request.to_string(),
                form.one("count"),
                form.one("elsewhere"),
            ],
        ),
        window: None,
        service: None,
        missing: None,
        elsewhere: entry_of(form.one("elsewhere")),
    });
    let answer = submit(reader, day(form)?, command).await?;
    Ok(serde_json::from_slice(&answer.body)?)
}

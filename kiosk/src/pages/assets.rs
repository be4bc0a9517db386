//! Styles and scripts, embedded in the binary.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/pages"]
struct Assets;

pub(super) async fn asset(Path(file): Path<String>) -> Response {
    let Some(asset) = Assets::get(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "text/javascript; charset=utf-8",
    };
    // A new build may follow at any restart; the page is on the same machine, so asking costs nothing.
    (
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")],
        asset.data.into_owned(),
    )
        .into_response()
}

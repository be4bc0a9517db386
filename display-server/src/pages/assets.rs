//! Styles and scripts, embedded in the binary.
//!
//! Invariant: an asset's address holds the build, so that browsers may keep it for ever and a new build is seen at once.

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// Names the build: the version, and what styles and scripts hold.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for name in Assets::iter() {
        hash.update(name.as_bytes());
        hash.update(Assets::get(&name).map(|file| file.data).unwrap_or_default());
    }
    let hash = hex::encode(hash.finalize());
    format!("{}-{hash:.12}", env!("CARGO_PKG_VERSION"))
});

/// Names the build that serves.
pub(super) fn build() -> &'static str {
    &BUILD
}

pub(super) async fn serve(Path((build, name)): Path<(String, String)>) -> Response {
    let Some(file) = Assets::get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // An old page may ask for an asset of its own build; it has the new one, and must not keep it under the old name.
    let keep = if build == *BUILD {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let headers = [(CONTENT_TYPE, media(&name)), (CACHE_CONTROL, keep)];
    (headers, Body::from(file.data.into_owned())).into_response()
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some(_) | None => "application/octet-stream",
    }
}

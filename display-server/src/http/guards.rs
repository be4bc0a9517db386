//! What holds for every request and every response: the same origin for writes, and the headers of safety.

use axum::extract::Request;
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problems::Refused;

/// A page of another origin cannot write in the name of a browser that is signed in here.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    if !request.method().is_safe() && is_foreign(request.headers()) {
        return Refused::foreign_origin().into_response();
    }
    next.run(request).await
}

/// Daemons send no `Origin` and no cookie; browsers send `Origin` with every write.
fn is_foreign(headers: &HeaderMap) -> bool {
    match headers.get(ORIGIN) {
        Some(origin) => {
            let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
            let host = headers.get(HOST).and_then(|host| host.to_str().ok());
            origin.map(|(_, host)| host) != host
        }
        None => headers.contains_key(COOKIE) && !headers.contains_key(AUTHORIZATION),
    }
}

/// Adds the headers of safety, unless the page has said something of its own.
pub(super) async fn security_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let defaults = [
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in defaults {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

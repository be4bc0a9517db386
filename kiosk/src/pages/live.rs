//! Live pages: one stream per page, with the fragment as it changes and a heartbeat in between.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::watch;
use tokio_stream::wrappers::{IntervalStream, WatchStream};

/// The heart's beat; a page that misses three says so.
const BEAT: Duration = Duration::from_secs(2);
/// How soon a page comes back after a broken stream.
const RETRY: Duration = Duration::from_secs(2);

/// The fragments of a page, the present one first.
pub(super) fn stream_of<T, F>(
    news: watch::Receiver<T>,
    draw: F,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T) -> String + Send + 'static,
{
    let build = Event::default()
        .event("build")
        .data(env!("CARGO_PKG_VERSION"))
        .retry(RETRY);
    let fragments =
        WatchStream::new(news).map(move |news| Event::default().event("fragment").data(draw(news)));
    let beats =
        IntervalStream::new(tokio::time::interval(BEAT)).map(|_| Event::default().event("beat").data("-"));
    let events = stream::once(async { build }).chain(stream::select(fragments, beats));
    Sse::new(events.map(Ok))
}

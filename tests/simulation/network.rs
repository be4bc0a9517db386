//! The simulated network: HTTP over it, from a kiosk or a desk to the hall.
//!
//! A host's work is one task: what a runtime has several of it drops, at a crash, in the order of numbers that the whole
//! process counts, and a seed would not have the same day again.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::HOST;
use axum::http::{self, HeaderValue};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use kiosk::server_link::{Carried, Carrier, NotCarried};
use tower::ServiceExt;
use turmoil::net::{TcpListener, TcpStream};

/// The hall's name in it.
pub(crate) const HALL: &str = "hall";
/// Its address, as a device's configuration says it.
pub(crate) const HALL_URL: &str = "http://hall";
const PORT: u16 = 80;
/// How long a request without a deadline of its own may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Carries requests over it, each on a connection of its own.
#[derive(Debug)]
pub(crate) struct SimulatedNetwork;

impl Carrier for SimulatedNetwork {
    fn carry(&self, request: reqwest::Request) -> Carried {
        let patience = request.timeout().copied().unwrap_or(PATIENCE);
        Box::pin(async move {
            let answer = tokio::time::timeout(patience, exchange(request)).await;
            answer.map_err(|_| NotCarried)?.map_err(|_| NotCarried)
        })
    }
}

async fn exchange(request: reqwest::Request) -> Result<reqwest::Response> {
    let mut request: http::Request<reqwest::Body> = request.try_into()?;
    let host = request.uri().host().context("a host")?.to_owned();
    let path = request.uri().path_and_query().context("a path")?.clone();
    request.headers_mut().insert(HOST, HeaderValue::from_str(&host)?);
    *request.uri_mut() = path.into();
    let stream = TcpStream::connect((host, PORT)).await?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let answer = async {
        let (head, body) = sender.send_request(request).await?.into_parts();
        let body = to_bytes(Body::new(body), usize::MAX).await?;
        anyhow::Ok(http::Response::from_parts(head, body).into())
    };
    tokio::pin!(answer);
    tokio::select! {
        biased;
        answer = &mut answer => answer,
        // It may have ended with the answer's last byte.
        ended = connection => {
            ended?;
            answer.await
        }
    }
}

/// Serves a router for ever.
pub(crate) async fn serve(router: Router) -> std::io::Result<()> {
    let listener = TcpListener::bind(("0.0.0.0", PORT)).await?;
    let mut connections = FuturesUnordered::new();
    loop {
        tokio::select! {
            biased;
            accepted = listener.accept() => {
                let (stream, from) = accepted?;
                let router = router.clone();
                let service = service_fn(move |request| answer(router.clone(), from, request));
                let http = hyper::server::conn::http1::Builder::new();
                connections.push(http.serve_connection(TokioIo::new(stream), service));
            }
            Some(_ended) = connections.next() => {}
        }
    }
}

async fn answer(
    router: Router,
    from: SocketAddr,
    request: http::Request<Incoming>,
) -> Result<http::Response<Body>, std::convert::Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    router.oneshot(request).await
}

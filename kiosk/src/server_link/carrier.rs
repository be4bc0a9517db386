//! What carries a device's requests to the hall: the network, or what stands for it in a simulation.

use std::fmt::Debug;

use futures_util::future::BoxFuture;
use reqwest::{Client, Request, Response};

/// What becomes of a request that is carried: the answer, or none, whatever the reason.
pub type Carried = BoxFuture<'static, Result<Response, NotCarried>>;

/// No answer came back; whether the request arrived nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no answer came back")]
pub struct NotCarried;

/// Carries requests, each within the time it says it has.
pub trait Carrier: Debug + Send + Sync {
    /// Carries one.
    fn carry(&self, request: Request) -> Carried;
}

impl Carrier for Client {
    fn carry(&self, request: Request) -> Carried {
        let answer = self.execute(request);
        Box::pin(async move { answer.await.map_err(|_| NotCarried) })
    }
}

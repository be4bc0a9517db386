//! A line of the table of routes.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post};
use hall_protocol::offline::EPOCH_HEADER;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::access::{Access, Entry};
use super::offline::another_epoch;
use super::problems::Refused;
use super::{BODY_LIMIT, PLAN_LIMIT};
use crate::identity::{Caller, secret_of};
use crate::state::HallState;

/// One route: how it is reached, who may, what is sent and answered.
pub(crate) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) access: Access,
    pub(super) summary: &'static str,
    pub(super) query: &'static str,
    pub(super) takes: Option<ShapeOf>,
    pub(super) answers: AnswerShape,
    /// The largest body, in bytes.
    limit: usize,
    handler: MethodRouter<HallState>,
}

/// Makes a body's shape, for the document: all shapes at once are some 6 MB, which a hall that only serves never needs.
pub(super) type ShapeOf = fn() -> BodyShape;

/// The shape of a body, and of everything it refers to.
pub(super) struct BodyShape {
    pub(super) schema: RefOr<Schema>,
    pub(super) parts: Vec<(String, RefOr<Schema>)>,
}

/// What a route answers when all is well.
pub(super) struct AnswerShape {
    pub(super) status: StatusCode,
    pub(super) media: &'static str,
    pub(super) body: Option<ShapeOf>,
}

impl BodyShape {
    fn of<T: ToSchema>() -> Self {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        Self {
            schema: <T as PartialSchema>::schema(),
            parts,
        }
    }
}

impl Route {
    pub(super) fn get<H, T>(path: &'static str, access: Access, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, HallState>,
        T: 'static,
    {
        Self::new(Method::GET, path, access, get(handler), summary)
    }

    pub(super) fn post<H, T>(path: &'static str, access: Access, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, HallState>,
        T: 'static,
    {
        Self::new(Method::POST, path, access, post(handler), summary)
    }

    pub(super) fn delete<H, T>(path: &'static str, access: Access, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, HallState>,
        T: 'static,
    {
        Self::new(Method::DELETE, path, access, delete(handler), summary)
    }

    fn new(
        method: Method,
        path: &'static str,
        access: Access,
        handler: MethodRouter<HallState>,
        summary: &'static str,
    ) -> Self {
        let answers = AnswerShape {
            status: StatusCode::NO_CONTENT,
            media: "application/json",
            body: None,
        };
        Self {
            method,
            path,
            access,
            summary,
            query: "",
            takes: None,
            answers,
            limit: BODY_LIMIT,
            handler,
        }
    }

    /// Takes a whole plan.
    pub(super) fn large(mut self) -> Self {
        self.limit = PLAN_LIMIT;
        self
    }

    /// The body that is sent.
    pub(super) fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(BodyShape::of::<T>);
        self
    }

    /// The parameters of the query, separated by blanks.
    pub(super) fn asks(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    /// The JSON that is answered.
    pub(super) fn answers<T: ToSchema>(mut self, status: u16) -> Self {
        self.answers.status = StatusCode::from_u16(status).unwrap_or_default();
        self.answers.body = Some(BodyShape::of::<T>);
        self
    }

    /// Server-Sent Events, each with the whole view.
    pub(super) fn streams<T: ToSchema>(self) -> Self {
        let mut route = self.answers::<T>(200);
        route.answers.media = "text/event-stream";
        route
    }

    /// Text without a shape.
    pub(super) fn text(mut self) -> Self {
        self.answers = AnswerShape {
            status: StatusCode::OK,
            media: "text/plain",
            body: None,
        };
        self
    }

    /// Makes the route part of a router, behind its guard.
    pub(super) fn join(self, router: Router<HallState>, state: &HallState) -> Router<HallState> {
        let guard = from_fn_with_state((state.clone(), self.access), guard);
        let handler = self.handler.route_layer(guard);
        router.route(self.path, handler.layer(DefaultBodyLimit::max(self.limit)))
    }
}

/// Whether a device that wants something changed knows the epoch in which numbers are given here. One that knows an earlier
/// one reads the day again; one that knows a later one has met an old server. The server's own epoch never follows from what
/// a device says: a second device would not have said it yet.
fn is_of_our_epoch(state: &HallState, parts: &Parts, caller: &Caller) -> Result<(), Refused> {
    let said = parts.headers.get(EPOCH_HEADER);
    let changes = parts.method != Method::GET;
    match said.filter(|_| changes && matches!(caller, Caller::Device(_))) {
        Some(said) if said.to_str().ok() != Some(state.epoch.to_string().as_str()) => {
            tracing::warn!(
                said = said.to_str().unwrap_or_default(),
                ours = state.epoch,
                "a device knows another epoch"
            );
            Err(another_epoch(state.epoch))
        }
        Some(_) | None => Ok(()),
    }
}

/// Lets in whom the table lets in; the handler finds the caller among the request's extensions.
async fn guard(State((state, access)): State<(HallState, Access)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let caller = secret_of(&parts.headers).and_then(|secret| state.identities.recognise(secret));
    let caller = caller.unwrap_or(Caller::Nobody);
    match access.check(&caller) {
        Entry::Open => {}
        Entry::WhoAreYou => return Refused::who_are_you().into_response(),
        Entry::NotYours => return Refused::not_yours().into_response(),
    }
    if let Err(refused) = is_of_our_epoch(&state, &parts, &caller) {
        return refused.into_response();
    }
    let is_paced = access.holds_to_pace(&caller);
    parts.extensions.insert(caller);
    let request = Request::from_parts(parts, body);
    if is_paced {
        let held = state.paces.hold(&state.clock, request, next).await;
        held.unwrap_or_else(Refused::into_response)
    } else {
        next.run(request).await
    }
}

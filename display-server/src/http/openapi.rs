//! The OpenAPI 3.1 document, made from the table of routes.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use hall_protocol::Problem;
use hall_protocol::problem::PROBLEM_JSON;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Paths, Ref,
    Required, Response as Described, ResponseBuilder, Type,
};
use utoipa::{PartialSchema, ToSchema};

use super::answers;
use super::route::{AnswerShape, Route};
use super::table;

static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| Bytes::from(document().to_json().unwrap_or_default()));

pub(super) async fn serve() -> Response {
    answers::json(StatusCode::OK, DOCUMENT.clone())
}

/// The document of every route.
pub(super) fn document() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = ComponentsBuilder::new()
        .schema(
            <Problem as ToSchema>::name(),
            <Problem as PartialSchema>::schema(),
        )
        .security_scheme(
            "bearer",
            SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
        );
    let mut parts = Vec::new();
    <Problem as ToSchema>::schemas(&mut parts);
    for route in table() {
        let bodies = route.takes.iter().chain(&route.answers.body);
        parts.extend(bodies.flat_map(|shape| shape().parts));
        paths.add_path_operation(route.path, vec![method(&route.method)], operation(&route));
    }
    components = components.schemas_from_iter(parts);
    let info = InfoBuilder::new()
        .title("Hall server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("The queue of one service hall. Every write carries an id made by its sender; a repeat has the first one's answer."))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

fn operation(route: &Route) -> Operation {
    let mut operation = OperationBuilder::new().summary(Some(route.summary));
    for parameter in parameters(route) {
        operation = operation.parameter(parameter);
    }
    if let Some(shape) = route.takes {
        let content = ContentBuilder::new().schema(Some(shape().schema)).build();
        let body = RequestBodyBuilder::new()
            .content("application/json", content)
            .required(Some(Required::True));
        operation = operation.request_body(Some(body.build()));
    }
    operation = operation.response(route.answers.status.as_str(), described(&route.answers));
    if let Some(roles) = route.access.roles() {
        let scopes: Vec<&str> = roles.split(' ').collect();
        operation = operation
            .description(Some(format!("For {}.", scopes.join(", "))))
            .security(SecurityRequirement::new("bearer", Vec::<String>::new()));
    }
    for (status, meaning) in refusals(route) {
        operation = operation.response(status, problem(meaning));
    }
    operation.build()
}

fn parameters(route: &Route) -> impl Iterator<Item = Parameter> {
    let in_path = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = in_path.map(|name| parameter(name, ParameterIn::Path, Required::True));
    let in_query = route
        .query
        .split_whitespace()
        .map(|name| parameter(name, ParameterIn::Query, Required::False));
    in_path.chain(in_query)
}

fn parameter(name: &str, place: ParameterIn, required: Required) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .schema(Some(text))
        .build()
}

fn described(answer: &AnswerShape) -> Described {
    let mut content = ContentBuilder::new();
    if let Some(shape) = answer.body {
        content = content.schema(Some(shape().schema));
    }
    let described = ResponseBuilder::new().description("Done");
    if answer.status == StatusCode::NO_CONTENT {
        return described.build();
    }
    described.content(answer.media, content.build()).build()
}

/// What a route may refuse, and what that means.
fn refusals(route: &Route) -> Vec<(&'static str, &'static str)> {
    let mut refusals = vec![];
    if route.access.roles().is_some() {
        refusals.extend([("401", "No identity"), ("403", "Not this role")]);
    }
    if route.path.contains('{') {
        refusals.push(("404", "Unknown, or not yours"));
    }
    if route.takes.is_some() {
        refusals.extend([
            ("409", "Refused by the hall's rules"),
            ("413", "The body is too large"),
            ("415", "The body is not JSON"),
            ("422", "Fields at fault"),
            ("429", "Too often"),
        ]);
    } else if route.access.is_paced() {
        refusals.push(("429", "Too often"));
    }
    if route.path.starts_with("/api/v1/") {
        refusals.push(("503", "Cannot store right now; nothing was done"));
    }
    refusals
}

fn problem(meaning: &str) -> Described {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(<Problem as ToSchema>::name())))
        .build();
    ResponseBuilder::new()
        .description(meaning)
        .content(PROBLEM_JSON, content)
        .build()
}

fn method(method: &Method) -> HttpMethod {
    if *method == Method::POST {
        HttpMethod::Post
    } else if *method == Method::DELETE {
        HttpMethod::Delete
    } else {
        HttpMethod::Get
    }
}

//! A hall of a few lines: it remembers what it is sent, numbers tickets by request id, and can be unwell.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::{Stream, StreamExt, stream};
use hall_protocol::Problem;
use hall_protocol::problem::FieldFault;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;

use super::PATIENCE;

pub(super) const DAY: &str = "2026-11-24";
const NOW: &str = "2026-11-24T01:41:00Z";
const PLAN: &str = include_str!("plan.json");

/// How the hall is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mood {
    Well,
    /// It takes the first request for a ticket, and its answer never arrives.
    LosesTheFirstReply,
    /// 503 to every request for a ticket, and to every asking.
    CannotStore,
    /// 503 to everything.
    Away,
    /// It gives a ticket to a person once, by the person's card.
    WantsCards,
    /// It takes every request for a guide, and its answer never arrives.
    LosesGuideReplies,
    /// 409 to every request for a guide.
    RefusesGuides,
    /// 401 to whoever says who it is.
    KnowsNobody,
    /// It gives numbers in epoch 2, and says so to whoever wants something changed; the day was read before.
    OfAnotherEpoch,
    /// It takes a confirmation, and answers when it is well again.
    HoldsConfirmations,
}

struct Memory {
    mood: Mood,
    posts: Vec<(String, Value)>,
    numbers: BTreeMap<String, usize>,
    guides: BTreeMap<String, usize>,
    holders: BTreeSet<String>,
    keys: usize,
    keeps_its_key: bool,
    day: String,
    epoch: u64,
    /// How many numbers of each letter are leased at once; 0: none are.
    lease: u32,
    leased: u32,
    /// The printed strings of what was given alone, in the order in which they were brought.
    brought: Vec<String>,
}

#[derive(Clone)]
struct Shared {
    memory: Arc<Mutex<Memory>>,
    count: Arc<watch::Sender<usize>>,
    window: Arc<watch::Sender<&'static str>>,
    /// What the board says of window 2.
    board: Arc<watch::Sender<(&'static str, Option<&'static str>)>>,
}

pub(super) struct StubHall {
    address: SocketAddr,
    shared: Shared,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for StubHall {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl StubHall {
    pub(super) async fn start() -> Self {
        let memory = Memory {
            mood: Mood::Well,
            posts: Vec::new(),
            numbers: BTreeMap::new(),
            guides: BTreeMap::new(),
            holders: BTreeSet::new(),
            keys: 0,
            keeps_its_key: false,
            day: DAY.to_owned(),
            epoch: 1,
            lease: 0,
            leased: 600,
            brought: Vec::new(),
        };
        let shared = Shared {
            memory: Arc::new(Mutex::new(memory)),
            count: Arc::new(watch::Sender::new(0)),
            window: Arc::new(watch::Sender::new("free")),
            board: Arc::new(watch::Sender::new(("free", None))),
        };
        let routes = Router::new()
            .route("/api/v1/day", get(day))
            .route("/api/v1/devices/{id}/plan", get(plan))
            .route("/api/v1/devices/{id}/day-key", get(day_key))
            .route("/api/v1/tickets", post(ticket))
            .route("/api/v1/leases", post(lease))
            .route("/api/v1/offline-tickets", post(bring))
            .route("/api/v1/arrivals", post(arrival))
            .route("/api/v1/escorts", post(guide))
            .route("/api/v1/windows/{n}/events", get(window_events))
            .route("/api/v1/boards/a/events", get(board_events))
            .route("/api/v1/{*path}", post(anything))
            .with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self {
            address,
            shared,
            server,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn set(&self, mood: Mood) {
        self.shared.memory.lock().unwrap().mood = mood;
        self.shared.count.send_modify(|_| ());
    }

    /// Window 2 is so, with this ticket.
    pub(super) fn board_shows(&self, state: &'static str, ticket: Option<&'static str>) {
        self.shared.board.send_replace((state, ticket));
    }

    /// The bodies sent to addresses that end so.
    pub(super) fn posts(&self, end: &str) -> Vec<Value> {
        let memory = self.shared.memory.lock().unwrap();
        memory
            .posts
            .iter()
            .filter(|(path, _)| path.ends_with(end))
            .map(|(_, body)| body.clone())
            .collect()
    }

    /// So many numbers of each letter are leased at once from now on.
    pub(super) fn leases(&self, length: u32) {
        self.shared.memory.lock().unwrap().lease = length;
    }

    /// The hall goes on in another epoch.
    pub(super) fn begin_epoch(&self, epoch: u64) {
        self.shared.memory.lock().unwrap().epoch = epoch;
    }

    /// What was given alone and brought, by its printed strings.
    pub(super) fn brought(&self) -> Vec<String> {
        self.shared.memory.lock().unwrap().brought.clone()
    }

    pub(super) fn forget_what_was_brought(&self) {
        self.shared.memory.lock().unwrap().brought.clear();
    }

    pub(super) fn tickets(&self) -> usize {
        self.shared.memory.lock().unwrap().numbers.len()
    }

    /// Whether the key is not to be had.
    pub(super) fn keep_its_key(&self, keeps: bool) {
        self.shared.memory.lock().unwrap().keeps_its_key = keeps;
    }

    /// Another service day.
    pub(super) fn turn_the_day(&self, day: &str) {
        self.shared.memory.lock().unwrap().day = day.to_owned();
    }

    /// How often the day's key was given.
    pub(super) fn keys(&self) -> usize {
        self.shared.memory.lock().unwrap().keys
    }

    pub(super) async fn wait_for_post(&self, end: &str) -> Value {
        self.wait_for(|path, _| path.ends_with(end)).await
    }

    /// Until so many posts have come.
    pub(super) async fn wait_for_posts(&self, end: &str, wanted: usize) {
        let mut count = self.shared.count.subscribe();
        let come = count.wait_for(|_| self.posts(end).len() >= wanted);
        tokio::time::timeout(PATIENCE, come)
            .await
            .expect("the posts")
            .unwrap();
    }

    /// The first post of a kind, once it has come.
    pub(super) async fn wait_for(&self, is_it: impl Fn(&str, &Value) -> bool) -> Value {
        let mut count = self.shared.count.subscribe();
        let find = || {
            let memory = self.shared.memory.lock().unwrap();
            memory
                .posts
                .iter()
                .find(|(path, body)| is_it(path, body))
                .map(|(_, body)| body.clone())
        };
        tokio::time::timeout(PATIENCE, count.wait_for(|_| find().is_some()))
            .await
            .expect("a post")
            .unwrap();
        find().expect("the post that was waited for")
    }
}

impl Shared {
    /// The number of a press: one for each id, however often it is sent.
    fn number(&self, body: &Value) -> usize {
        let mut memory = self.memory.lock().unwrap();
        let next = memory.numbers.len() + 1;
        *memory.numbers.entry(body["request"].to_string()).or_insert(next)
    }

    /// Why nobody, or somebody who has one, gets no ticket.
    fn refuses_the_card(&self, holder: &Value) -> Option<&'static str> {
        let Some(holder) = holder.as_str() else {
            return Some("card-needed");
        };
        let is_new = self.memory.lock().unwrap().holders.insert(holder.to_owned());
        (!is_new).then_some("second-live-ticket")
    }

    async fn is_no_longer(&self, mood: Mood) {
        let mut changes = self.count.subscribe();
        let changed = changes.wait_for(|_| self.memory.lock().unwrap().mood != mood);
        // The sender stands beside it: it is not gone.
        let _ = changed.await;
    }

    fn note(&self, path: &str, body: &Value) -> Mood {
        let mood = {
            let mut memory = self.memory.lock().unwrap();
            memory.posts.push((path.to_owned(), body.clone()));
            memory.mood
        };
        self.count.send_modify(|count| *count += 1);
        mood
    }
}

async fn plan(State(shared): State<Shared>) -> Response {
    if shared.memory.lock().unwrap().mood == Mood::KnowsNobody {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    ([("etag", "\"1\"")], PLAN).into_response()
}

async fn day(State(shared): State<Shared>) -> Response {
    let (today, epoch, mood) = {
        let memory = shared.memory.lock().unwrap();
        (memory.day.clone(), memory.epoch, memory.mood)
    };
    if mood == Mood::Away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let group = |letter: &str| json!({"letter": letter, "waiting": 3, "open": true, "from": null});
    let groups = [group("A"), group("P")];
    Json(json!({"day": today, "now": NOW, "epoch": epoch, "opens_at": null, "groups": groups}))
        .into_response()
}

/// A block of each letter, none twice.
async fn lease(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mood = shared.note("/leases", &body);
    let mut memory = shared.memory.lock().unwrap();
    if mood == Mood::Away || memory.lease == 0 {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let first = memory.leased + 1;
    memory.leased += memory.lease;
    let block = |letter: &Value| json!({"letter": letter, "first": first, "last": memory.leased});
    let leases: Vec<Value> = body["letters"].as_array().unwrap().iter().map(block).collect();
    let until = "2026-11-24T09:30:00Z";
    Json(json!({"day": memory.day, "epoch": memory.epoch, "until": until, "leases": leases})).into_response()
}

/// What was given alone: a number that came before is somebody else's.
async fn bring(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mood = shared.note("/offline-tickets", &body);
    if mood == Mood::Away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if mood == Mood::OfAnotherEpoch {
        return problem("another-epoch", 409, Some(("epoch", "2")));
    }
    let mut memory = shared.memory.lock().unwrap();
    let mut result = |row: &Value| {
        let number = row["number"].as_str().unwrap().to_owned();
        let is_new = !memory.brought.contains(&number);
        memory.brought.push(number);
        let result = if is_new { "accepted" } else { "quarantined" };
        json!({"request": row["request"], "result": result})
    };
    let results: Vec<Value> = body["rows"].as_array().unwrap().iter().map(&mut result).collect();
    Json(json!({ "results": results })).into_response()
}

async fn day_key(State(shared): State<Shared>) -> Response {
    let mut memory = shared.memory.lock().unwrap();
    if memory.keeps_its_key {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    memory.keys += 1;
    let key = if memory.day == DAY { "0b" } else { "0c" };
    Json(json!({"day": memory.day, "key": key.repeat(32)})).into_response()
}

async fn ticket(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mood = shared.note("/tickets", &body);
    if matches!(mood, Mood::CannotStore | Mood::Away) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if mood == Mood::OfAnotherEpoch {
        return problem("another-epoch", 409, Some(("epoch", "2")));
    }
    if mood == Mood::WantsCards
        && let Some(refused) = shared.refuses_the_card(&body["holder"])
    {
        return problem(refused, 409, None);
    }
    let plan: Value = serde_json::from_str(PLAN).unwrap();
    let mut services = services_of(&plan, &body);
    if services.is_empty() {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let first = services.remove(0);
    let number = shared.number(&body);
    if mood == Mood::LosesTheFirstReply {
        shared.memory.lock().unwrap().mood = Mood::Well;
        // Longer than the kiosk waits: the ticket is given, its answer is lost.
        return std::future::pending().await;
    }
    let mut answer = ticket_for(&plan, &first, number);
    let also = services.iter().map(|service| ticket_for(&plan, service, number));
    answer["also"] = also.collect();
    answer["cases"] = body["cases"].clone();
    (StatusCode::CREATED, Json(answer)).into_response()
}

/// The services that a request is for: its own, and those with which its journeys begin.
fn services_of(plan: &Value, body: &Value) -> Vec<Value> {
    let known = |code: &Value| {
        let mut services = plan["service"].as_array().unwrap().iter();
        services.find(|service| service["code"] == *code).cloned()
    };
    let journeys = plan["journey"].as_array().into_iter().flatten();
    let chosen = |journey: &&Value| body["journeys"].as_array().unwrap().contains(&journey["code"]);
    let begins = journeys.filter(chosen);
    let begins = begins.map(|journey| &journey["stages"][0]["legs"][0]["service"]);
    let services = body["services"].as_array().unwrap().iter();
    services.chain(begins).filter_map(known).collect()
}

fn ticket_for(plan: &Value, service: &Value, number: usize) -> Value {
    let letter = service["group"].as_str().unwrap();
    json!({
        "number": format!("{letter}{number:03}"), "day": DAY, "series": letter, "issued_at": NOW, "ahead": 3,
        "estimate": null, "service": {"code": service["code"], "names": service["name"]},
        "area": {"code": "a", "names": plan["area"][0]["name"]}, "windows": [1, 2], "mark": "none",
        "documents": [plan["documents"]["id"]], "then": [], "also": [], "cases": 1,
    })
}

/// What comes of what is shown, by how it begins.
async fn arrival(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mood = shared.note("/arrivals", &body);
    if mood == Mood::CannotStore {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let plan: Value = serde_json::from_str(PLAN).unwrap();
    let shown = body["shown"].as_str().unwrap();
    let is_late = shown.starts_with('3') && body["accept_late"] == false;
    let number = || shared.number(&body);
    let answer = match shown.chars().next() {
        Some('2') => return problem("booking-other-day", 409, Some(("day", "2026-11-27"))),
        Some('3') if is_late => return problem("late-check-in", 409, None),
        Some('1' | '3') => {
            let mut ticket = ticket_for(&plan, &plan["service"][0], number());
            ticket["mark"] = json!("booked");
            json!({"came_to": "ticket", "ticket": ticket})
        }
        Some('h') => json!({"came_to": "reactivated", "number": "A077", "ahead": 2}),
        _ => return problem("unknown-booking", 404, None),
    };
    if mood == Mood::LosesTheFirstReply {
        shared.memory.lock().unwrap().mood = Mood::Well;
        return std::future::pending().await;
    }
    Json(answer).into_response()
}

fn problem(name: &str, status: u16, field: Option<(&str, &str)>) -> Response {
    let mut problem = Problem::new(name, status, "", "");
    problem.fields.extend(field.map(|(field, problem)| FieldFault {
        field: field.to_owned(),
        problem: problem.to_owned(),
    }));
    (StatusCode::from_u16(status).unwrap(), Json(problem)).into_response()
}

/// One job for one request, however often it is sent.
async fn guide(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let mood = shared.note("/escorts", &body);
    if mood == Mood::RefusesGuides {
        let problem = Problem::new("unknown-ticket", 409, "", "");
        return (StatusCode::CONFLICT, Json(problem)).into_response();
    }
    let id = {
        let mut memory = shared.memory.lock().unwrap();
        let next = memory.guides.len() + 1;
        *memory.guides.entry(body["request"].to_string()).or_insert(next)
    };
    if mood == Mood::LosesGuideReplies {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    (StatusCode::CREATED, Json(escort(id, "requested"))).into_response()
}

fn escort(id: usize, state: &str) -> Value {
    let names = json!({"zh-Hant": "", "zh-Hans": "", "en": ""});
    json!({
        "id": id, "state": state, "place": "kiosk-a1", "place_names": names, "ticket": null, "requested_at": NOW,
        "accept_by": NOW, "overdue": false, "presses": 1, "guide": null, "window": null,
    })
}

async fn anything(
    State(shared): State<Shared>,
    Path(path): Path<String>,
    body: Option<Json<Value>>,
) -> Response {
    let path = format!("/{path}");
    let mood = shared.note(&path, &body.map_or(Value::Null, |Json(body)| body));
    if mood == Mood::Away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if path.ends_with("/confirm") && mood == Mood::HoldsConfirmations {
        shared.is_no_longer(mood).await;
    }
    if path == "/elsewhere" && mood == Mood::CannotStore {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if path.ends_with("/health") {
        return StatusCode::NO_CONTENT.into_response();
    }
    if path.starts_with("/escorts/") {
        return Json(escort(1, "cancelled")).into_response();
    }
    if path.starts_with("/windows/") {
        shared.window.send_replace("called");
        return Json(window("called")).into_response();
    }
    Json(json!({"done": "yes"})).into_response()
}

fn window(state: &str) -> Value {
    json!({
        "seq": 1, "day": DAY, "now": NOW, "window": 3, "state": state, "clerk": "3001", "pause_reason": null,
        "since": NOW, "current": null, "waiting": 2, "waiting_by_service": [], "next": [], "parked": [],
        "told": true, "undo_until": null,
    })
}

async fn window_events(State(shared): State<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let views = WatchStream::new(shared.window.subscribe());
    let events = views.map(|state| Event::default().event("window").data(window(state).to_string()));
    Sse::new(events.chain(stream::pending()).map(Ok))
}

fn board((state, ticket): (&str, Option<&str>)) -> Value {
    let names = json!({"zh-Hant": "", "zh-Hans": "", "en": ""});
    json!({
        "seq": 1, "day": DAY, "now": NOW, "hall": names, "area": {"code": "a", "names": names}, "waiting": 0,
        "windows": [{"window": 2, "state": state, "ticket": ticket, "waiting": 0}],
        "stops": [], "announcements": [], "calls": [],
    })
}

/// Without a heart: it says nothing until something changes.
async fn board_events(State(shared): State<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let views = WatchStream::new(shared.board.subscribe());
    let events = views.map(|line| Event::default().event("board").data(board(line).to_string()));
    Sse::new(events.chain(stream::pending()).map(Ok))
}

//! The link to the hall server: the API's verbs as a device needs them.
//!
//! Invariant: every request has a deadline, and a repeat carries the id of the first.
//! Invariant: the link decides nothing; whether to try again is its caller's to say.
//! Invariant: what changes something says the latest epoch that is known here, so that an old server takes none of it.

mod carrier;
mod events;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hall_protocol::Problem;
use hall_protocol::arrival::{ArrivalRequest, Arrived};
use hall_protocol::by_hand::ElsewhereRequest;
use hall_protocol::escort::{EscortRequest, EscortView};
use hall_protocol::identity::{DayKey, DayView, Health};
use hall_protocol::offline::{EPOCH_HEADER, LeaseRequest, LeasesGiven, OfflineTaken, OfflineTickets};
use hall_protocol::rating::{RatingPressed, WindowRating};
use hall_protocol::ticket::{ConfirmRequest, Done, IssueRequest, TicketIssued, VoidRequest};
use hall_protocol::window::{Press, WindowPressed};
use reqwest::header::{ETAG, IF_NONE_MATCH};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::journal::KeptPlan;

pub use carrier::{Carried, Carrier, NotCarried};
pub use events::{BoardWatch, WindowWatch};

/// How long one try at a ticket may take; longer, and a visitor believes that nothing happened.
const TICKET_DEADLINE: Duration = Duration::from_millis(800);
/// How long everything else may take.
const DEADLINE: Duration = Duration::from_secs(3);

/// Why there is no answer to use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// No answer in time, or the server cannot store now: the same id may be tried again.
    #[error("the hall server does not answer")]
    Away,
    /// The server does not know this device: pair it again.
    #[error("the hall server does not know this device; pair it again")]
    Unknown,
    /// The hall's rules refuse.
    #[error("refused: {}", .0.detail)]
    Refused(Problem),
    /// An answer that is none of the protocol's; the versions differ.
    #[error("the hall server answered {status} in words this version does not know; update this device")]
    Garbled {
        /// The HTTP status.
        status: u16,
    },
}

/// The link of one device.
#[derive(Debug, Clone)]
pub struct ServerLink {
    /// Makes requests.
    client: reqwest::Client,
    carrier: Arc<dyn Carrier>,
    base: String,
    bearer: String,
    device: String,
    /// The latest epoch that is known; 0: none is. Shared by all that speak to the hall.
    epoch: Arc<AtomicU64>,
}

/// The system's network library could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the network cannot be used: {0}")]
pub struct NoNetwork(#[from] reqwest::Error);

impl ServerLink {
    /// A link that knows where the server is, and who it is itself.
    pub fn new(base: &str, device: &str, bearer: &str) -> Result<Self, NoNetwork> {
        let network = network()?;
        Ok(Self::over(
            Arc::new(network.clone()),
            network,
            (base, device, bearer),
        ))
    }

    /// A link whose requests are carried by another than the network, for whoever simulates one.
    pub fn carried_by(
        carrier: Arc<dyn Carrier>,
        base: &str,
        device: &str,
        bearer: &str,
    ) -> Result<Self, NoNetwork> {
        Ok(Self::over(carrier, network()?, (base, device, bearer)))
    }

    fn over(
        carrier: Arc<dyn Carrier>,
        client: reqwest::Client,
        (base, device, bearer): (&str, &str, &str),
    ) -> Self {
        Self {
            client,
            carrier,
            base: base.trim_end_matches('/').to_owned(),
            bearer: bearer.to_owned(),
            device: device.to_owned(),
            epoch: Arc::default(),
        }
    }

    /// The same link for whom the latest epoch is another's knowledge too.
    #[must_use]
    pub fn knowing(mut self, other: &Self) -> Self {
        self.epoch = Arc::clone(&other.epoch);
        self
    }

    /// The latest epoch in which the hall is known to give numbers; 0: none is known.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// The hall gives numbers in this epoch, or a later one.
    pub fn note_epoch(&self, epoch: u64) {
        self.epoch.fetch_max(epoch, Ordering::AcqRel);
    }

    /// The device's id.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.device
    }

    /// Asks for a ticket, once.
    pub async fn issue(&self, request: &IssueRequest) -> Result<TicketIssued, LinkError> {
        self.post("tickets", request, TICKET_DEADLINE).await
    }

    /// Says that somebody who is expected is here, once.
    pub async fn arrive(&self, request: &ArrivalRequest) -> Result<Arrived, LinkError> {
        self.post("arrivals", request, TICKET_DEADLINE).await
    }

    /// Says what is known of a ticket's paper.
    pub async fn confirm(&self, request: &str, body: &ConfirmRequest) -> Result<Done, LinkError> {
        self.post(&format!("tickets/{request}/confirm"), body, DEADLINE)
            .await
    }

    /// Says that nobody has the ticket.
    pub async fn void(&self, request: &str, body: &VoidRequest) -> Result<Done, LinkError> {
        self.post(&format!("tickets/{request}/void"), body, DEADLINE)
            .await
    }

    /// Asks for numbers to give while the hall is away.
    pub async fn lease(&self, request: &LeaseRequest) -> Result<LeasesGiven, LinkError> {
        self.post("leases", request, DEADLINE).await
    }

    /// Brings tickets that were given while the hall was away.
    pub async fn bring(&self, tickets: &OfflineTickets) -> Result<OfflineTaken, LinkError> {
        self.post("offline-tickets", tickets, DEADLINE).await
    }

    /// Says that somebody asked for what is not handled in the hall.
    pub async fn count_asking(&self, asking: &ElsewhereRequest) -> Result<Done, LinkError> {
        self.post("elsewhere", asking, DEADLINE).await
    }

    /// Asks for a guide.
    pub async fn ask_guide(&self, request: &EscortRequest) -> Result<EscortView, LinkError> {
        self.post("escorts", request, DEADLINE).await
    }

    /// Takes the request for a guide back.
    pub async fn cancel_guide(&self, escort: u32, press: &Press) -> Result<EscortView, LinkError> {
        self.post(&format!("escorts/{escort}/cancel"), press, DEADLINE)
            .await
    }

    /// A verb at a window.
    pub async fn at_window(
        &self,
        window: u16,
        verb: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<WindowPressed, LinkError> {
        self.post(&format!("windows/{window}/{verb}"), body, DEADLINE)
            .await
    }

    /// What the visitor who was served last at a window thinks of it, once.
    pub async fn rate(&self, window: u16, rating: &WindowRating) -> Result<RatingPressed, LinkError> {
        self.post(&format!("windows/{window}/rate"), rating, DEADLINE)
            .await
    }

    /// Tells staff how the device is.
    pub async fn report_health(&self, health: &Health) -> Result<(), LinkError> {
        let url = self.url(&format!("devices/{}/health", self.device));
        self.send(self.client.post(url).json(health), DEADLINE)
            .await
            .map(drop)
    }

    /// The key under which cards are made unreadable today. A visitor waits for it.
    pub async fn day_key(&self) -> Result<DayKey, LinkError> {
        let url = self.url(&format!("devices/{}/day-key", self.device));
        read(self.send(self.client.get(url), TICKET_DEADLINE).await?).await
    }

    /// What the day is, and how many wait.
    pub async fn day(&self) -> Result<DayView, LinkError> {
        let response = self.send(self.client.get(self.url("day")), DEADLINE).await?;
        read(response).await
    }

    /// The plan, when it is another than the one of this `ETag`.
    pub async fn plan(&self, known: Option<&str>) -> Result<Option<KeptPlan>, LinkError> {
        let mut request = self
            .client
            .get(self.url(&format!("devices/{}/plan", self.device)));
        if let Some(etag) = known {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let response = self.send(request, DEADLINE).await?;
        if response.status() == StatusCode::NOT_MODIFIED {
            return Ok(None);
        }
        let etag = response
            .headers()
            .get(ETAG)
            .and_then(|etag| etag.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let document = response.text().await.map_err(|_| LinkError::Away)?;
        Ok(Some(KeptPlan { etag, document }))
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &(impl Serialize + Sync),
        deadline: Duration,
    ) -> Result<T, LinkError> {
        read(
            self.send(self.client.post(self.url(path)).json(body), deadline)
                .await?,
        )
        .await
    }

    async fn send(&self, request: RequestBuilder, deadline: Duration) -> Result<Response, LinkError> {
        let known = self.epoch();
        let request = if known == 0 {
            request
        } else {
            request.header(EPOCH_HEADER, known)
        };
        let response = self.carry(request.timeout(deadline)).await?;
        let status = response.status();
        if status.is_success() || status == StatusCode::NOT_MODIFIED {
            return Ok(response);
        }
        Err(match status.as_u16() {
            401 => LinkError::Unknown,
            429 | 500..=599 => LinkError::Away,
            status => match response.json::<Problem>().await {
                Ok(problem) if problem.name() == "another-epoch" => self.of_another_epoch(&problem),
                Ok(problem) => LinkError::Refused(problem),
                Err(_) => LinkError::Garbled { status },
            },
        })
    }

    async fn carry(&self, request: RequestBuilder) -> Result<Response, LinkError> {
        let request = request.bearer_auth(&self.bearer).build();
        let carried = self.carrier.carry(request.map_err(|_| LinkError::Away)?).await;
        carried.map_err(|_| LinkError::Away)
    }

    /// Nothing was done. A server of a later epoch may be asked again, which then hears that epoch; one of an earlier epoch
    /// should not run any more, and is as good as none.
    fn of_another_epoch(&self, problem: &Problem) -> LinkError {
        let field = problem.fields.iter().find(|field| field.field == "epoch");
        let theirs: u64 = field
            .and_then(|field| field.problem.parse().ok())
            .unwrap_or_default();
        if theirs < self.epoch() {
            tracing::error!(
                epoch = theirs,
                known = self.epoch(),
                "an old hall server answers; it should not run any more"
            );
        }
        self.note_epoch(theirs);
        LinkError::Away
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.base)
    }
}

fn network() -> Result<reqwest::Client, NoNetwork> {
    // A hall's server is in the hall's own network; a proxy of the system's has no business between.
    let client = reqwest::Client::builder().no_proxy().connect_timeout(DEADLINE);
    Ok(client.build()?)
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, LinkError> {
    let status = response.status().as_u16();
    let bytes = response.bytes().await.map_err(|_| LinkError::Away)?;
    serde_json::from_slice(&bytes).map_err(|_| LinkError::Garbled { status })
}

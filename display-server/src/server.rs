//! A running server: the data folder, the owner's thread, and the listener, started and stopped as one.

mod data;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::serve::ListenerExt;
use jiff::tz::TimeZone;
use queue_core::HallPlan;
use tokio::net::TcpListener;
use tokio::sync::watch;

use self::data::Data;
pub(crate) use self::data::is_of_this_hall;
use crate::anchor::Anchors;
use crate::clock::Clock;
use crate::config::ServerConfig;
use crate::devices::Devices;
use crate::hall_owner::{self, CHANNEL_LIMIT, Condition, Message, Owner, OwnerHandle, OwnerParts};
use crate::high_water::HighWaterError;
use crate::http::pace::Paces;
use crate::http::room::Room;
use crate::http::router;
use crate::identity::{Identities, OpenError};
use crate::metrics::{CountedListener, Meters};
use crate::personal::Personal;
use crate::plan_drafts::Drafts;
use crate::plan_in_force::PlanInForce;
use crate::state::{HallParts, HallState};
use crate::store::{Readers, StoreError, quick_check};
use crate::texts::Texts;

/// How long open requests may take when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Names this build.
const BUILD_ID: &str = env!("CARGO_PKG_VERSION");

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Other machines could reach it without TLS.
    #[error("{address} can be reached from other machines, which needs TLS; listen on 127.0.0.1")]
    NotLoopback {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The plan's time zone is not known.
    #[error("the time zone {zone:?} of the plan is unknown; use an IANA name such as Asia/Shanghai")]
    UnknownZone {
        /// The name in the plan.
        zone: String,
    },
    /// The data folder is another hall's.
    #[error(
        "{folder} holds the days of the hall {theirs:?}, and the plan is of {ours:?}; choose another folder, or that hall's plan (one ending in -training is served with --training)"
    )]
    OtherHall {
        /// Which folder.
        folder: PathBuf,
        /// Whose days it holds.
        theirs: String,
        /// Whose plan it is.
        ours: String,
    },
    /// Whoever changes the journal could change its anchors.
    #[error(
        "the anchor file {file} lies in the data folder, where it proves nothing; name one on another medium"
    )]
    AnchorInside {
        /// Which file.
        file: PathBuf,
    },
    /// The data folder refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody knows which numbers were given.
    #[error(
        "{folder} has a journal, and there is no high-water file {file} beside it: it may be a copy, and numbers may have been given that it does not know. Put the file back; if it is lost, run `display-server restore`, which begins a new series"
    )]
    NoHighWater {
        /// Which folder.
        folder: PathBuf,
        /// Which file.
        file: PathBuf,
    },
    /// The high-water file refuses.
    #[error(transparent)]
    HighWater(#[from] HighWaterError),
    /// The identities refuse.
    #[error(transparent)]
    Identities(#[from] OpenError),
    /// The system starts no more threads.
    #[error("the hall's thread cannot be started: {0}")]
    Thread(io::Error),
    /// The address is taken.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },
}

/// Starts servers.
#[derive(Debug)]
pub struct Server;

/// A server that runs until it is stopped, or until its disk fails.
pub struct RunningServer {
    /// Where it listens.
    pub address: SocketAddr,
    state: HallState,
    stop: watch::Sender<bool>,
    failure: watch::Receiver<Option<String>>,
    owner: JoinHandle<()>,
    anchors: Option<Anchors>,
    serving: tokio::task::JoinHandle<io::Result<()>>,
}

/// The hall behind a router, without a listener.
pub(crate) struct House {
    pub(crate) state: HallState,
    stop: watch::Sender<bool>,
    failure: watch::Receiver<Option<String>>,
    pub(crate) owner: JoinHandle<()>,
    pub(crate) anchors: Option<Anchors>,
}

impl Server {
    /// Opens the data folder, replays the open day, and listens.
    ///
    /// # Errors
    /// [`StartError`] says what to change.
    pub async fn start(config: ServerConfig, clock: Clock) -> Result<RunningServer, StartError> {
        let address = config.listen;
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback { address });
        }
        let listener = TcpListener::bind(address)
            .await
            .map_err(|source| StartError::Listen { address, source })?;
        let address = listener
            .local_addr()
            .map_err(|source| StartError::Listen { address, source })?;
        let house = open_house(&config, &clock)?;
        let app = router(house.state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let mut stopping = house.state.stopping.clone();
        let (places, meters) = (house.state.room.connections.clone(), &house.state.meters);
        let listener = CountedListener::new(listener, places, Arc::clone(meters)).tap_io(|connection| {
            // Without it a small answer may wait for an acknowledgement; with it at worst nothing changes.
            let _ = connection.set_nodelay(true);
        });
        let serving = tokio::spawn(async move {
            let stopped = async move {
                let _ = stopping.wait_for(|stopping| *stopping).await;
            };
            axum::serve(listener, app).with_graceful_shutdown(stopped).await
        });
        let House {
            state,
            stop,
            failure,
            owner,
            anchors,
        } = house;
        Ok(RunningServer {
            address,
            state,
            stop,
            failure,
            owner,
            anchors,
            serving,
        })
    }
}

/// A hall that was opened and on which nobody works yet.
pub(crate) struct Opened {
    pub(crate) state: HallState,
    pub(crate) owner: Owner,
    stop: watch::Sender<bool>,
    failure: watch::Receiver<Option<String>>,
    anchors: Option<Anchors>,
    sender: SyncSender<Message>,
}

/// Opens the data folder and starts the owner.
pub(crate) fn open_house(config: &ServerConfig, clock: &Clock) -> Result<House, StartError> {
    let mut opened = open_hall(config, clock)?;
    opened.owner.follow_the_numbers().map_err(StartError::Thread)?;
    let thread = thread::Builder::new().name("hall-owner".to_owned());
    let owner = opened.owner;
    let owner = thread.spawn(move || owner.run()).map_err(StartError::Thread)?;
    look_through(&config.data_dir, opened.sender)?;
    Ok(House {
        state: opened.state,
        stop: opened.stop,
        failure: opened.failure,
        owner,
        anchors: opened.anchors,
    })
}

/// Opens the data folder; a wound clock wakes the owner.
pub(crate) fn open_hall(config: &ServerConfig, clock: &Clock) -> Result<Opened, StartError> {
    let plan = Arc::new(config.plan.clone());
    let zone = zone_of(&plan)?;
    let data = Data::open(config, clock, &plan, &zone)?;
    let epoch = data.store.epoch();
    let in_force = PlanInForce::new(Arc::clone(&plan));
    let personal = Personal::open(&config.data_dir).map_err(StoreError::from)?;
    let identities = Identities::open(&config.data_dir, in_force.clone(), clock.clone())?;
    let (sender, receiver) = sync_channel(CHANNEL_LIMIT);
    let ((failed, failure), (stop, stopping)) = (watch::channel(None), watch::channel(false));
    let (condition, meters) = (Arc::new(Condition::default()), Arc::new(Meters::default()));
    let devices = Devices::default();
    let owner = Owner::new(OwnerParts {
        store: data.store,
        hall: data.hall,
        damage: data.damage,
        plan,
        in_force: in_force.clone(),
        zone,
        clock: clock.clone(),
        meters: Arc::clone(&meters),
        condition: Arc::clone(&condition),
        devices: devices.clone(),
        identities: identities.clone(),
        personal: personal.clone(),
        high_water: data.high_water,
        failure: failed,
        receiver,
    });
    wake_when_wound(clock, sender.clone());
    let anchors = anchors(config, clock)?;
    let state = HallState::new(HallParts {
        owner: OwnerHandle::new(sender.clone(), condition, Arc::clone(&meters)),
        clock: clock.clone(),
        identities,
        reports: Readers::new(&config.data_dir),
        texts: Texts::new(personal, clock.clone()),
        devices,
        paces: Paces::default(),
        room: Room::default(),
        meters,
        build_id: BUILD_ID,
        plan: in_force,
        epoch,
        drafts: Drafts::new(&config.data_dir),
        anchored: anchors.as_ref().map(Anchors::anchored).unwrap_or_default(),
        data: config.data_dir.clone(),
        started_at: clock.now(),
        demo: config.demo.clone().map(Arc::new),
        stopping,
    });
    Ok(Opened {
        state,
        owner,
        stop,
        failure,
        anchors,
        sender,
    })
}

fn wake_when_wound(clock: &Clock, owner: SyncSender<Message>) {
    clock.on_winding(move || {
        // A full channel means that the owner is about to look anyway.
        let _ = owner.try_send(Message::ClockMoved);
    });
}

/// Begins to anchor the journal, if a file is named for it.
fn anchors(config: &ServerConfig, clock: &Clock) -> Result<Option<Anchors>, StartError> {
    let Some(file) = &config.anchor else {
        return Ok(None);
    };
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // A file without a folder lies in the one where the server was started.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if real(folder.unwrap_or(Path::new("."))).starts_with(real(&config.data_dir)) {
        return Err(StartError::AnchorInside { file: file.clone() });
    }
    let anchors = Anchors::start(file, &config.data_dir, clock);
    anchors.map(Some).map_err(StartError::Thread)
}

/// Looks through the whole database beside the hall's work, which need not wait for it; damage ends the writing.
fn look_through(data_dir: &Path, owner: SyncSender<Message>) -> Result<(), StartError> {
    let data_dir = data_dir.to_owned();
    let look = move || {
        if let Err(cause) = quick_check(&data_dir) {
            tracing::error!(%cause, "the database is damaged: the hall is read-only");
            // An owner that is gone writes nothing any more either.
            let _ = owner.send(Message::Damaged(cause));
        }
    };
    let thread = thread::Builder::new().name("quick-check".to_owned());
    thread.spawn(look).map(drop).map_err(StartError::Thread)
}

fn zone_of(plan: &HallPlan) -> Result<TimeZone, StartError> {
    let known = hall_owner::zone_of(plan);
    known.ok_or_else(|| StartError::UnknownZone {
        zone: plan.parts().hall.zone.clone(),
    })
}

/// Ends the owner after its last commit.
async fn end_owner(handle: OwnerHandle, owner: JoinHandle<()>) {
    // Both wait for the owner's thread, which an async thread must not.
    let ended = tokio::task::spawn_blocking(move || {
        handle.stop();
        owner.join().is_ok()
    });
    if !matches!(ended.await, Ok(true)) {
        tracing::error!("the owner's thread did not end well");
    }
}

impl House {
    /// Ends a hall that nobody listens for.
    pub(crate) async fn close(self) {
        end_owner(self.state.owner.clone(), self.owner).await;
    }
}

impl RunningServer {
    /// What its requests work with.
    #[must_use]
    pub fn state(&self) -> &HallState {
        &self.state
    }

    /// Waits until the disk fails or the owner's thread ends unasked, and says how.
    pub async fn failure(&self) -> String {
        let mut failure = self.failure.clone();
        match failure
            .wait_for(Option::is_some)
            .await
            .map(|failure| failure.clone())
        {
            Ok(failure) => failure.unwrap_or_default(),
            Err(_) => "the owner's thread ended".to_owned(),
        }
    }

    /// Lets open requests finish, then ends the owner after its last commit.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        let mut serving = self.serving;
        if tokio::time::timeout(GRACE, &mut serving).await.is_err() {
            serving.abort();
        }
        end_owner(self.state.owner.clone(), self.owner).await;
        // After the last commit: its entries are anchored too.
        if let Some(anchors) = self.anchors {
            anchors.stop().await;
        }
    }
}

//! The devices of a hall in this process: a ticket kiosk with its printer, a clerk's pad, a visitor's rating pad, an escort
//! post, all simulated.
//!
//! Their configuration is what `firmware-config` ships, with the hall's address and, for the pad, another window.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use firmware_config::{DeviceConfig, KeyMeaning, LampMeaning, Role};
use hall_protocol::plan_document::PlanRole;
use kiosk::clock::Clock;
use kiosk::{DeviceSetup, Kiosk, KioskConfig, RunningKiosk};

use super::{PIN, WholeHall};

/// How long a device may take to hear of its hall.
const PATIENCE: Duration = Duration::from_secs(20);
/// The kiosk's configuration, as shipped.
const KIOSK: &str = include_str!("../../../firmware-config/devices/kiosk-a1.toml");
/// A pad's configuration, as shipped.
const PAD: &str = include_str!("../../../firmware-config/devices/pad-3.toml");
/// The rating pad's configuration, as shipped.
const RATE: &str = include_str!("../../../firmware-config/devices/rate-3.toml");
/// The escort post's configuration, as shipped.
const POST: &str = include_str!("../../../firmware-config/devices/post-lobby.toml");

/// Devices that run.
pub struct Devices {
    /// The daemon that all of them are in.
    pub daemon: RunningKiosk,
    /// The pad's id.
    pub pad: String,
    /// The rating pad's id.
    pub rate: String,
    /// The kiosk's id.
    pub kiosk: String,
    /// The escort post's id.
    pub post: String,
}

impl WholeHall {
    /// Starts a ticket kiosk, a pad for a window and an escort post, and lets them in as a manager does. Their pages
    /// are on this port; 0 takes a free one.
    ///
    /// # Errors
    /// When the hall refuses them, or the daemon cannot start.
    pub fn start_devices(&self, pad_window: u16, port: u16) -> Result<Devices> {
        let kiosk = parse(KIOSK)?;
        let post = parse(POST)?;
        let mut pad = parse(PAD)?;
        pad.id = format!("pad-{pad_window}");
        pad.role = Role::WindowPad {
            window: pad_window,
            place: kiosk.id.clone(),
        };
        let mut rate = parse(RATE)?;
        rate.id = format!("rate-{pad_window}");
        rate.role = pad.role.clone();
        let [kiosk_id, post_id, pad_id, rate_id] = [&kiosk.id, &post.id, &pad.id, &rate.id].map(Clone::clone);
        let config = KioskConfig {
            devices: vec![
                self.let_in(kiosk)?,
                self.let_in(pad)?,
                self.let_in(rate)?,
                self.let_in(post)?,
            ],
            is_simulated: true,
            listen: SocketAddr::from(([127, 0, 0, 1], port)),
            data: self.data().join("devices"),
            runtime: Some(self.data().join("devices")),
            clock: Clock::running(),
            machine: None,
        };
        let daemon = self.block_on(Kiosk::start(config))?;
        Ok(Devices {
            daemon,
            pad: pad_id,
            rate: rate_id,
            kiosk: kiosk_id,
            post: post_id,
        })
    }

    /// Lets a device in, as a manager does.
    ///
    /// # Errors
    /// When the hall refuses it.
    pub fn let_in(&self, mut config: DeviceConfig) -> Result<DeviceSetup> {
        let (role, window) = match &config.role {
            Role::TicketKiosk => ("kiosk", None),
            Role::WindowPad { window, .. } => ("pad", Some(*window)),
            Role::EscortPost => ("escort_post", None),
            Role::Sign { .. } => ("board", None),
        };
        config.server.url = format!("http://{}", self.addr());
        let mut hands = self.hands()?;
        let manager = hands.sign_in(self.first_of(PlanRole::Manager)?, PIN)?;
        let bearer = hands.pair(&manager, &config.id, role, window)?;
        Ok(DeviceSetup { config, bearer })
    }
}

impl Devices {
    /// Waits until the kiosk has heard of its hall; before that a press is refused, as it should be.
    ///
    /// # Errors
    /// When that takes too long.
    pub fn wait_for(&self, hall: &WholeHall) -> Result<()> {
        let mut picture = self.daemon.hall();
        hall.block_on(async {
            let heard = picture.wait_for(|hall| hall.plan.is_some() && hall.service_day().is_some());
            tokio::time::timeout(PATIENCE, heard)
                .await
                .map(|heard| heard.map(drop))
        })
        .context("the kiosk never heard of its hall")??;
        Ok(())
    }

    /// Presses a key of a device.
    ///
    /// # Errors
    /// When it has no such key.
    pub fn press(&self, device: &str, key: &KeyMeaning) -> Result<()> {
        let front = self
            .daemon
            .front(device)
            .with_context(|| format!("no device {device}"))?;
        anyhow::ensure!(front.press(key), "{device} has no key for {key}");
        Ok(())
    }

    /// Whether a lamp of a device is lit.
    #[must_use]
    pub fn is_lit(&self, device: &str, lamp: LampMeaning) -> bool {
        self.daemon.front(device).is_some_and(|front| front.is_lit(lamp))
    }
}

/// The ticket kiosk's configuration, as shipped.
///
/// # Errors
/// Never, as long as what is shipped is sound.
pub fn shipped_kiosk() -> Result<DeviceConfig> {
    parse(KIOSK)
}

fn parse(text: &str) -> Result<DeviceConfig> {
    firmware_config::parse(text).map_err(|faults| anyhow::anyhow!("{faults}"))
}

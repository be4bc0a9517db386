//! What `cargo hall` starts: a hall server, a kiosk with visible paper, a pad, an escort post, and people to sign in.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use anyhow::{Context, Result};
use display_server::{DemoNotes, DeviceRole};
use hall_protocol::plan_document::PlanRole;
use kiosk::RunningKiosk;

use crate::dice::Dice;
use crate::hall::{Devices, HallSetup, PIN, Pace, WholeHall, sample_plan};
use crate::visitors::{Crew, CrewPlan, Tally, arrivals};

/// The kiosk at which generated visitors take their tickets.
const VISITORS_KIOSK: &str = "kiosk-b1";
/// The window with the pad, which generated clerks leave to the newcomer.
const NEWCOMERS_WINDOW: u16 = 3;

/// What a demonstration is started with.
#[derive(Debug, Clone)]
pub struct DemoSetup {
    /// Where the hall listens; the kiosk listens one port above.
    pub port: u16,
    /// Where everything is kept.
    pub data: PathBuf,
    /// How the hall's clock goes.
    pub pace: Pace,
    /// Whether it is a hall to train in.
    pub training: bool,
}

/// A demonstration that runs.
pub struct Demo {
    hall: WholeHall,
    devices: Devices,
}

impl Demo {
    /// Starts the hall, then the devices.
    ///
    /// # Errors
    /// When a port is taken, or the data folder cannot be used.
    pub fn start(setup: &DemoSetup) -> Result<Self> {
        let mut plan = sample_plan()?;
        plan.hall.public_url = format!("http://127.0.0.1:{}", setup.port);
        let kiosk_port = setup.port.checked_add(1).context("choose a port below 65535")?;
        let notes = DemoNotes {
            kiosk_url: format!("http://127.0.0.1:{kiosk_port}/"),
            panel_url: format!("http://127.0.0.1:{kiosk_port}/panel"),
            window: NEWCOMERS_WINDOW,
            sign_ins: sign_ins(&plan),
        };
        let mut hall = HallSetup::new(plan)?;
        if setup.training {
            hall = hall.for_training();
        }
        let hall = hall
            .keep_in(&setup.data.join("hall"))
            .on_port(setup.port)
            .paced(setup.pace)
            .telling(notes);
        let hall = WholeHall::start(hall)?;
        let devices = hall.start_devices(NEWCOMERS_WINDOW, kiosk_port)?;
        Ok(Self { hall, devices })
    }

    /// The hall.
    #[must_use]
    pub fn hall(&self) -> &WholeHall {
        &self.hall
    }

    /// The devices.
    #[must_use]
    pub fn kiosk(&self) -> &RunningKiosk {
        &self.devices.daemon
    }

    /// Who can sign in, one of each role: role, work number.
    #[must_use]
    pub fn sign_ins(&self) -> Vec<(String, String, String)> {
        sign_ins(self.hall.plan())
    }

    /// Lets a plausible day walk in, until it is over or told to stop. Window 3 is left to the newcomer.
    ///
    /// # Errors
    /// When the hall cannot be reached.
    pub fn visitors(&self, seed: u64, stop: &Receiver<()>) -> Result<Tally> {
        let plan = self.hall.plan().clone();
        let state = self.hall.state().context("the hall runs")?;
        let kiosk = state
            .identities
            .grant_device(VISITORS_KIOSK, DeviceRole::Kiosk, None)?;
        let mut hands = self.hall.hands()?;
        let mut clerks = BTreeMap::new();
        for window in plan
            .window
            .iter()
            .map(|window| window.number)
            .filter(|window| *window != NEWCOMERS_WINDOW)
        {
            clerks.insert(window, hands.sign_in(self.hall.clerk_of(window)?, PIN)?);
        }
        let guide = Some(hands.sign_in(self.hall.first_of(PlanRole::Guide)?, PIN)?);
        let day = self.hall.today();
        let now = self.hall.clock().now();
        let mut coming = arrivals(&plan, day, self.hall.zone(), &mut Dice::seeded(seed));
        coming.retain(|arrival| arrival.at >= now);
        let who = CrewPlan {
            addr: self.hall.addr(),
            day,
            kiosk: (VISITORS_KIOSK.to_owned(), kiosk.bearer),
            clerks,
            guide,
            seed,
        };
        Crew::gather(plan, who, self.hall.clock().clone(), coming)?.live(stop)
    }

    /// Stops the devices, then the hall, and waits until everything is written.
    ///
    /// # Errors
    /// When the hall does not stop in time.
    pub fn stop(self) -> Result<()> {
        let Self { hall, devices } = self;
        hall.block_on(devices.daemon.stop());
        hall.stop()
    }
}

/// The clerk of the pad's window, then one of each other role.
fn sign_ins(plan: &hall_protocol::PlanDocument) -> Vec<(String, String, String)> {
    let roles = [
        (PlanRole::Clerk, "clerk"),
        (PlanRole::Guide, "guide"),
        (PlanRole::Reception, "reception"),
        (PlanRole::Manager, "manager"),
        (PlanRole::Overseer, "overseer"),
    ];
    let first = |role| {
        let mut people = plan.person.iter().filter(move |person| person.role == role);
        let of_the_pad = people
            .clone()
            .find(|person| person.windows.first() == Some(&NEWCOMERS_WINDOW));
        of_the_pad.or_else(|| people.next())
    };
    roles
        .into_iter()
        .filter_map(|(role, name)| Some((name.to_owned(), first(role)?.code.clone(), PIN.to_owned())))
        .collect()
}

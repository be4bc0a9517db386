//! A hall with devices and a clerk, in front of which a browser sits.

use std::time::Duration;

use anyhow::{Context, Result};
use hall_protocol::booking::BookingView;
use hall_protocol::identity::Health;
use hall_protocol::plan_document::PlanRole;
use simulated_printer::SimulatedPrinter;
use whole_hall::hall::{Devices, HallSetup, PIN, WholeHall};
use whole_hall::hands::{Hands, Wish};

use crate::driver::Browser;

/// The clerk's window, with the pad.
pub(crate) const WINDOW: u16 = 1;
/// The other kiosk: its bearer is ours to use.
const OTHER: &str = "kiosk-b1";
/// Enter, as `WebDriver` spells it.
pub(crate) const ENTER: &str = "\u{e007}";
/// How long a device may take to do what it was told.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A hall at nine.
pub(crate) struct Seat {
    pub(crate) hall: WholeHall,
    pub(crate) devices: Devices,
    pub(crate) clerk: String,
    kiosk: String,
}

impl Seat {
    /// Opens the hall, and waits until its kiosk has heard of it.
    pub(crate) fn take() -> Result<Self> {
        Self::take_in(HallSetup::sample()?)
    }

    /// The same in a hall that gives a ticket of this group to a person once.
    pub(crate) fn by_card(letter: char) -> Result<Self> {
        Self::take_in(HallSetup::by_card(letter)?)
    }

    fn take_in(setup: HallSetup) -> Result<Self> {
        let hall = WholeHall::start(setup)?;
        let devices = hall.start_devices(WINDOW, 0)?;
        let mut hands = hall.hands()?;
        let clerk = hands.sign_in(hall.clerk_of(WINDOW)?, PIN)?;
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let kiosk = hands.pair(&manager, OTHER, "kiosk", None)?;
        hands.window(&clerk, WINDOW, "open")?;
        devices.wait_for(&hall)?;
        Ok(Self {
            hall,
            devices,
            clerk,
            kiosk,
        })
    }

    /// Another connection to the hall.
    pub(crate) fn hands(&self) -> Result<Hands> {
        self.hall.hands()
    }

    /// Takes a ticket at the other kiosk, without a browser; its number.
    pub(crate) fn ticket(&self, service: &str) -> Result<String> {
        let wish = Wish {
            service: service.to_owned(),
            ..Wish::default()
        };
        self.take_ticket(&wish)
    }

    /// The same, for whatever somebody wishes.
    pub(crate) fn take_ticket(&self, wish: &Wish) -> Result<String> {
        Ok(self.hands()?.take_ticket(&self.kiosk, wish)?.number)
    }

    /// Books the first time that is free for a service today, as a phone does.
    pub(crate) fn book(&self, service: &str) -> Result<BookingView> {
        self.hands()?.book(service)
    }

    /// How many slips have come out, once there are as many as this.
    pub(crate) fn slips(&self, at_least: usize) -> Result<usize> {
        let printer = self.printer()?;
        printer
            .paper()
            .wait_for(at_least, PATIENCE)
            .context("no slip came")?;
        Ok(printer.paper().slips().len())
    }

    /// The kiosk's printer.
    pub(crate) fn printer(&self) -> Result<&SimulatedPrinter> {
        self.devices.daemon.printer().context("the kiosk has a printer")
    }

    /// Says how the other kiosk is, which is not there.
    pub(crate) fn report_health(&self, health: &Health) -> Result<()> {
        self.hands()?.report_health(OTHER, &self.kiosk, health)
    }

    /// Signs somebody in at a page of the hall, as a person does.
    pub(crate) async fn sign_in(&self, browser: &Browser, role: PlanRole, page: &str) -> Result<()> {
        let code = match role {
            PlanRole::Clerk => self.hall.clerk_of(WINDOW)?,
            PlanRole::Guide | PlanRole::Reception | PlanRole::Manager | PlanRole::Overseer => {
                self.hall.first_of(role)?
            }
        };
        browser.open(&self.hall.url(page)).await?;
        browser.find("#code").await?.send_keys(code).await?;
        browser.find("#pin").await?.send_keys(PIN).await?;
        browser.key(ENTER).await?;
        browser.find("main:not(:has(#pin))").await?;
        Ok(())
    }

    /// Closes the hall.
    pub(crate) fn leave(self) -> Result<()> {
        self.hall.block_on(self.devices.daemon.stop());
        self.hall.stop()
    }
}

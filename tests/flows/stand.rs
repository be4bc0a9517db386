//! What the flows start from: a sample hall at nine, with a kiosk let in and a clerk at window 1.

use anyhow::{Context, Result};
use hall_protocol::plan_document::PlanRole;
use hall_protocol::report::LegRow;
use hall_protocol::ticket::TicketIssued;
use hall_protocol::window::{CurrentTicket, WindowPressed, WindowView};
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::{Hands, Wish};

/// A hall, a connection, and those who press.
pub(crate) struct Stand {
    pub(crate) hall: WholeHall,
    pub(crate) hands: Hands,
    pub(crate) manager: String,
    pub(crate) kiosk: String,
    pub(crate) clerk: String,
}

/// The window of the flows; it serves ID cards, group A.
pub(crate) const WINDOW: u16 = 1;
/// The kiosk of the flows.
pub(crate) const KIOSK: &str = "kiosk-a1";

impl Stand {
    /// At nine, with window 1 open.
    pub(crate) fn at_nine() -> Result<Self> {
        Self::in_hall(WholeHall::start(HallSetup::sample()?)?)
    }

    /// In a hall that runs already.
    pub(crate) fn in_hall(hall: WholeHall) -> Result<Self> {
        let mut hands = hall.hands()?;
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
        let clerk = hands.sign_in(hall.clerk_of(WINDOW)?, PIN)?;
        hands.window(&clerk, WINDOW, "open")?;
        Ok(Self {
            hall,
            hands,
            manager,
            kiosk,
            clerk,
        })
    }

    /// Takes a ticket for renewing an ID card.
    pub(crate) fn ticket(&mut self) -> Result<TicketIssued> {
        let wish = Wish {
            service: "A01".into(),
            ..Wish::default()
        };
        self.hands.take_ticket(&self.kiosk, &wish)
    }

    /// Calls whoever is next at window 1.
    pub(crate) fn call(&mut self) -> Result<CurrentTicket> {
        self.hands
            .call_next(&self.clerk, WINDOW, None)?
            .expect::<WindowPressed>()?;
        self.window()?.current.context("a call without a ticket")
    }

    /// What window 1's console shows.
    pub(crate) fn window(&mut self) -> Result<WindowView> {
        let path = format!("/api/v1/windows/{WINDOW}");
        self.hands.fetch(&path, Some(&self.clerk))
    }

    /// A press of window 1's clerk that means a ticket.
    pub(crate) fn press(&mut self, verb: &str, ticket: &str) -> Result<WindowPressed> {
        self.hands.ticket_press(&self.clerk, WINDOW, verb, ticket)
    }

    /// What the day's records say of the legs that are over.
    pub(crate) fn legs(&mut self) -> Result<Vec<LegRow>> {
        let day = self.hands.day;
        self.hands
            .fetch(&format!("/api/v1/reports/legs?day={day}"), Some(&self.manager))
    }
}

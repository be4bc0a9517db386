//! A clerk at a window: calls, serves, and now and then presses a key once more.

use std::sync::Arc;
use std::time::Duration;

use hall_protocol::window::{
    CallNext, Finish, Press, TicketPress, WindowPressed, WindowStateName, WindowView,
};
use kiosk::server_link::{Carrier, LinkError, ServerLink};
use serde::Serialize;
use whole_hall::dice::Dice;

use crate::hall_site::{A_WHILE, HallSite};
use crate::network::{HALL_URL, SimulatedNetwork};
use crate::truth::Told;

/// How long a clerk is about a visitor, in the network's time.
const BUSY_S: f64 = 2.0;
/// How often a call that was answered is pressed once more.
const PRESSED_AGAIN: f64 = 0.3;
/// How often a press without an answer is pressed again before the clerk looks at the window anew.
const TRIES: u32 = 20;

pub(crate) struct Desk {
    pub(crate) hall: Arc<HallSite>,
    pub(crate) window: u16,
    pub(crate) clerk: &'static str,
    pub(crate) dice: Dice,
}

impl Desk {
    /// The host's work.
    pub(crate) async fn run(mut self) -> turmoil::Result {
        loop {
            let busy = self.dice.exponential(BUSY_S);
            tokio::time::sleep(A_WHILE + Duration::from_secs_f64(busy)).await;
            let Some(secret) = self.hall.secret_of(self.clerk) else {
                continue;
            };
            let link = ServerLink::carried_by(Arc::new(SimulatedNetwork), HALL_URL, self.clerk, &secret)?;
            if let Some(view) = self.look(&secret).await {
                self.press(&link, &view).await;
            }
        }
    }

    /// What stands at the window; none: nobody answers.
    async fn look(&self, secret: &str) -> Option<WindowView> {
        let url = format!("{HALL_URL}/api/v1/windows/{}", self.window);
        let request = reqwest::Client::new().get(url).bearer_auth(secret).build().ok()?;
        let answer = SimulatedNetwork.carry(request).await.ok()?;
        answer.json().await.ok()
    }

    async fn press(&mut self, link: &ServerLink, view: &WindowView) {
        let (press, day) = (self.dice.id(), view.day);
        let ticket = view.current.as_ref().map(|current| current.ticket.clone());
        match (view.state, ticket) {
            (WindowStateName::Closed, _) => drop(self.send(link, "open", &Press { press, day }).await),
            (WindowStateName::Paused, _) => drop(self.send(link, "resume", &Press { press, day }).await),
            (WindowStateName::Free, _) => self.call(link, press, view).await,
            (WindowStateName::Called, Some(ticket)) => {
                let start = TicketPress { press, day, ticket };
                drop(self.send(link, "start", &start).await);
            }
            (WindowStateName::Serving, Some(ticket)) => {
                let finish = Finish {
                    press,
                    day,
                    ticket,
                    outcome: None,
                    usual_next: false,
                    next: None,
                    matter: None,
                    correction: None,
                    whom: None,
                };
                drop(self.send(link, "finish", &finish).await);
            }
            (WindowStateName::Called | WindowStateName::Serving, None) => {}
        }
    }

    async fn call(&mut self, link: &ServerLink, call: String, view: &WindowView) {
        let pressed = CallNext::finishing(None, call, view.day);
        let generation = self.hall.generation();
        let Some(Ok(first)) = self.send(link, "call-next", &pressed).await else {
            return;
        };
        self.note(&first, view);
        if self.dice.happens(PRESSED_AGAIN)
            && let Some(again) = self.send(link, "call-next", &pressed).await
            && again.as_ref() != Ok(&first)
            && generation == self.hall.generation()
        {
            let wrong = format!(
                "a press of the call key was answered otherwise the second time: {first:?}, then {again:?}"
            );
            self.hall.truth.lock().wrong.push(wrong);
        }
    }

    fn note(&self, called: &WindowPressed, view: &WindowView) {
        if let Some(number) = called.ticket.clone() {
            let (day, at) = (view.day, self.hall.latest());
            self.hall.truth.lock().told.push(Told { day, number, at });
        }
    }

    /// Presses a key until it is answered; none: nobody answers.
    async fn send(
        &self,
        link: &ServerLink,
        verb: &str,
        body: &(impl Serialize + Sync),
    ) -> Option<Result<WindowPressed, LinkError>> {
        for _ in 0..TRIES {
            match link.at_window(self.window, verb, body).await {
                Err(LinkError::Away) => tokio::time::sleep(A_WHILE).await,
                // Another server has started since, and another secret holds.
                Err(LinkError::Unknown) => return None,
                answer => return Some(answer),
            }
        }
        None
    }
}

//! A hall on the host, and the devices in the machine that belong to it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use hall_protocol::board::BoardView;
use hall_protocol::live::LiveView;
use hall_protocol::plan_document::PlanRole;
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;

use crate::clock::Deadline;
use crate::image::Image;
use crate::machine::HOST;

/// Between two looks at the hall.
const LOOK: Duration = Duration::from_millis(100);

/// A hall at nine, with its manager and the clerk of window 3 at work; it gives passports' tickets by card.
pub(crate) struct Hall {
    whole: WholeHall,
    hands: Hands,
    manager: String,
}

impl Hall {
    pub(crate) fn open() -> Result<Self> {
        let whole = WholeHall::start(HallSetup::by_card('C')?)?;
        let mut hands = whole.hands()?;
        let manager = hands.sign_in(whole.first_of(PlanRole::Manager)?, PIN)?;
        let clerk = hands.sign_in(whole.clerk_of(3)?, PIN)?;
        hands.window(&clerk, 3, "open")?;
        Ok(Self {
            whole,
            hands,
            manager,
        })
    }

    /// Lets a device in, and gives the image its file and its bearer. The configuration is as an installer writes it.
    pub(crate) fn let_in(
        &mut self,
        image: &mut Image,
        (id, role, window): (&str, &str, Option<u16>),
        config: &str,
    ) -> Result<()> {
        let bearer = self.hands.pair(&self.manager, id, role, window)?;
        let port = self.whole.addr().port();
        let server = format!("[server]\nurl = \"http://{HOST}:{port}\"\nbearer_file = \"{id}.bearer\"\n");
        image.text(
            &format!("/etc/hall/{id}.toml"),
            &format!("id = \"{id}\"\n{config}\n{server}"),
        );
        image.text(&format!("/etc/hall/{id}.bearer"), &bearer);
        Ok(())
    }

    /// Waits until the manager's page is as told.
    pub(crate) fn live(
        &mut self,
        what: &str,
        patience: Duration,
        is_it: impl Fn(&LiveView) -> bool,
    ) -> Result<()> {
        let deadline = Deadline::after(patience);
        while !deadline.left().is_zero() {
            let live: LiveView = self.hands.fetch("/api/v1/live", Some(&self.manager))?;
            if is_it(&live) {
                return Ok(());
            }
            std::thread::park_timeout(LOOK);
        }
        anyhow::bail!("the hall never has {what}")
    }

    /// Books a time today; the digits that say so.
    pub(crate) fn book(&mut self, service: &str) -> Result<String> {
        Ok(self.hands.book(service)?.code)
    }

    /// Waits until the board of area A has called somebody.
    pub(crate) fn called(&mut self, patience: Duration) -> Result<String> {
        let deadline = Deadline::after(patience);
        while !deadline.left().is_zero() {
            let board: BoardView = self.hands.fetch("/api/v1/boards/a", None)?;
            if let Some(call) = board.calls.first() {
                return Ok(call.ticket.clone());
            }
            std::thread::park_timeout(LOOK);
        }
        anyhow::bail!("nobody was called")
    }
}

/// A program of the workspace, as the build before the tests left it.
pub(crate) fn built(program: &str) -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test
        .parent()
        .and_then(Path::parent)
        .context("a folder of programs")?;
    let file = folder.join(program);
    anyhow::ensure!(
        file.exists(),
        "{} is not built: cargo build --workspace",
        file.display()
    );
    Ok(file)
}

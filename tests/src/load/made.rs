//! A hall with many days behind it, made by the hall itself and not by SQL: its own owner decides, chains, stores and commits
//! every press of every day, in this process, without HTTP in between and under a clock that is wound.
//!
//! So nothing in the folder is other than years of service would have left it: each ticket was reserved, confirmed, called,
//! started and finished, each day closed; `synchronous=FULL` throughout, many presses a commit.
//!
//! Invariant: no day has more than [`DAY_AT_MOST`] tickets, and everybody of a day was served.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use display_server::{Answer, OwnerHandle, SubmitError};
use hall_protocol::window::WindowPressed;
use queue_core::command::{Actor, Command, Ending, Issue, Matter, WindowCommand, WindowVerb};
use queue_core::plan::{Language, Role};
use queue_core::visit::{Channel, Evidence};
use queue_core::{
    DeviceId, PersonCode, Rejection, RequestId, ServiceCode, ServiceDay, TicketNumber, TokenHash,
    WindowNumber,
};
use tokio::task::JoinSet;

use super::ours::{WINDOWS, load_plan};
use crate::dice::Dice;
use crate::hall::{HallSetup, Pace, WholeHall};
use crate::replay::plan::{KIOSK, clerk_of};

/// How many tickets a day has at most.
const DAY_AT_MOST: usize = 5_000;
/// How many are taken at once, while the windows serve those before.
const WAVE: usize = 160;
/// How much later the next wave comes.
const BETWEEN_WAVES_S: i64 = 600;
/// When the clerks go home: the last entry of the last day.
const EVENING: &str = "17:00:00";
/// When a day is over: the plan's day ends half an hour before.
const NIGHT: &str = "23:45:00";
/// From [`NIGHT`] to the next morning at ten.
const UNTIL_MORNING_S: i64 = 36_900;
/// Ticket by ticket nobody wants to read it.
const SAID_EVERY: usize = 20_000;

/// Lets a folder's hall serve so many more tickets, in days of up to 5,000. The last day stays open, in its evening.
///
/// # Errors
/// When the hall refuses anything.
pub fn serve_days(folder: &Path, tickets: usize, say: &mut dyn FnMut(&str)) -> Result<()> {
    let mut is_new_day = !folder.join("hall.db").exists();
    let setup = HallSetup::new(load_plan()?)?
        .keep_in(folder)
        .paced(Pace::Wound)
        .opened_at("10:00:00")?
        .keeping_pins();
    let hall = WholeHall::start(setup)?;
    let mut served = 0;
    while served < tickets {
        if !is_new_day {
            turn_the_day(&hall)?;
        }
        is_new_day = false;
        let today = DAY_AT_MOST.min(tickets - served);
        day(&hall, today)?;
        if served / SAID_EVERY != (served + today) / SAID_EVERY {
            say(&format!("{} of {tickets} tickets served", served + today));
        }
        served += today;
    }
    hall.stop()
}

/// Closes the day and opens the next.
fn turn_the_day(hall: &WholeHall) -> Result<()> {
    hall.wind_to(NIGHT)?;
    let owner = &hall.state().context("the hall is stopped")?.owner;
    ensure!(
        hall.block_on(owner.open_day())?.is_none(),
        "the day does not close"
    );
    hall.wind_on(UNTIL_MORNING_S)?;
    let open = hall.block_on(owner.open_day())?;
    ensure!(open == Some(ServiceDay(hall.today())), "the day does not open");
    Ok(())
}

/// One day, in waves.
fn day(hall: &WholeHall, tickets: usize) -> Result<()> {
    let presses = Presses::of(hall)?;
    let mut dice = Dice::fresh()?;
    let mut windows: Vec<AtWindow> = (1..=WINDOWS)
        .map(|number| AtWindow::new(number, &presses, &mut dice))
        .collect();
    hall.block_on(together(&mut windows, AtWindow::open))?;
    let services: Vec<ServiceCode> = load_plan()?
        .service
        .iter()
        .map(|service| ServiceCode::new(service.code.as_str()))
        .collect();
    let mut issued = 0;
    while issued < tickets {
        let wave = WAVE.min(tickets - issued);
        let each = wave.div_ceil(usize::from(WINDOWS));
        let mut taken = JoinSet::new();
        hall.block_on(async {
            for turn in issued..issued + wave {
                let service = services.get(turn % services.len().max(1)).context("no service")?;
                let press = (presses.clone(), service.clone(), Dice::seeded(dice.bits()));
                taken.spawn(async move { press.0.take_ticket(press.1, press.2).await });
            }
            together(&mut windows, move |window| window.serve(each)).await?;
            while let Some(done) = taken.join_next().await {
                done??;
            }
            anyhow::Ok(())
        })?;
        issued += wave;
        hall.wind_on(BETWEEN_WAVES_S)?;
    }
    hall.block_on(together(&mut windows, |window| window.serve(usize::MAX)))?;
    hall.block_on(together(&mut windows, AtWindow::finish))?;
    hall.wind_to(EVENING)?;
    hall.block_on(together(&mut windows, AtWindow::close))
}

/// Lets every window do something at once.
async fn together<F>(windows: &mut Vec<AtWindow>, work: impl Fn(AtWindow) -> F) -> Result<()>
where
    F: Future<Output = Result<AtWindow>> + Send + 'static,
{
    let mut busy: JoinSet<_> = windows.drain(..).map(work).collect();
    while let Some(done) = busy.join_next().await {
        windows.push(done??);
    }
    Ok(())
}

/// The way to the owner, for a day.
#[derive(Clone)]
struct Presses {
    owner: OwnerHandle,
    day: ServiceDay,
}

impl Presses {
    fn of(hall: &WholeHall) -> Result<Self> {
        let owner = hall.state().context("the hall is stopped")?.owner.clone();
        let day = hall.block_on(owner.open_day())?.context("no day is open")?;
        Ok(Self { owner, day })
    }

    async fn submit(&self, by: Actor, command: Command) -> Result<Answer, SubmitError> {
        self.owner.submit(by, self.day, command).await
    }

    /// A whole press at the kiosk.
    async fn take_ticket(&self, service: ServiceCode, mut dice: Dice) -> Result<()> {
        let by = Actor::Device {
            id: DeviceId::new(KIOSK),
        };
        let request = RequestId::parse(&dice.id())?;
        let issue = Issue {
            request,
            token: TokenHash::parse(&(dice.id() + &dice.id()))?,
            matters: vec![Matter::Service(service)],
            cases: 1,
            holder: None,
            class: None,
            booked_at: None,
            booking: None,
            language: Language::ZhHant,
            assistance: Vec::new(),
            notify: Vec::new(),
            prechecked: Vec::new(),
            channel: Channel::Kiosk,
        };
        self.submit(by.clone(), Command::Issue(issue)).await?;
        let evidence = Evidence::Proof;
        self.submit(by, Command::Confirm { request, evidence }).await?;
        Ok(())
    }
}

/// A window and its clerk.
struct AtWindow {
    number: WindowNumber,
    clerk: Actor,
    presses: Presses,
    dice: Dice,
    serving: Option<TicketNumber>,
}

impl AtWindow {
    fn new(number: u16, presses: &Presses, dice: &mut Dice) -> Self {
        Self {
            number: WindowNumber::new(number),
            clerk: Actor::Person {
                code: PersonCode::new(clerk_of(number)),
                role: Role::Clerk,
            },
            presses: presses.clone(),
            dice: Dice::seeded(dice.bits()),
            serving: None,
        }
    }

    async fn press(&mut self, verb: WindowVerb) -> Result<Result<Answer, SubmitError>> {
        let command = WindowCommand {
            window: self.number,
            press: RequestId::parse(&self.dice.id())?,
            verb,
        };
        let command = Command::Window(command);
        Ok(self.presses.submit(self.clerk.clone(), command).await)
    }

    async fn close(mut self) -> Result<Self> {
        self.press(WindowVerb::Close).await??;
        Ok(self)
    }

    async fn open(mut self) -> Result<Self> {
        self.press(WindowVerb::Open).await??;
        Ok(self)
    }

    /// Calls and starts so many, or until nobody waits; each finishes the one before.
    async fn serve(mut self, visitors: usize) -> Result<Self> {
        for _ in 0..visitors {
            let call = WindowVerb::CallNext {
                serving: self.serving.clone(),
                ending: Ending::default(),
            };
            let answer = match self.press(call).await? {
                Err(SubmitError::Refused(Rejection::NobodyWaiting { .. })) => break,
                answer => answer?,
            };
            let pressed: WindowPressed = serde_json::from_slice(&answer.body)?;
            let ticket = TicketNumber::new(pressed.ticket.context("a call without a ticket")?);
            let start = WindowVerb::Start {
                ticket: ticket.clone(),
            };
            self.press(start).await??;
            self.serving = Some(ticket);
        }
        Ok(self)
    }

    async fn finish(mut self) -> Result<Self> {
        if let Some(ticket) = self.serving.take() {
            let ending = Ending::default();
            self.press(WindowVerb::Finish { ticket, ending }).await??;
        }
        Ok(self)
    }
}

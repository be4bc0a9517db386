//! The hall of the hundred days, and who is in it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use hall_protocol::plan_document::PlanRole;
use hall_protocol::report::DayReport;
use jiff::civil::Date;
use serde_json::{Value, json};
use whole_hall::dice::Dice;
use whole_hall::hall::{HallSetup, PIN, WholeHall};
use whole_hall::hands::Hands;
use whole_hall::wire::Reply;

pub(super) const KIOSK: &str = "kiosk-a1";
/// The windows that open every day: ID cards, social insurance, property, tax, licences, fees and pick-up.
const WINDOWS: [u16; 6] = [1, 4, 8, 10, 12, 13];
/// Presses of a day, half in the morning.
const PRESSES: usize = 90;

pub(super) struct Crowd {
    pub(super) hall: WholeHall,
    pub(super) hands: Hands,
    pub(super) dice: Dice,
    pub(super) manager: String,
    pub(super) reception: String,
    pub(super) guide: String,
    pub(super) kiosk: String,
    pub(super) windows: BTreeMap<u16, Window>,
    /// The window at which somebody works.
    pub(super) at: u16,
    /// Number and token of the day's tickets.
    pub(super) tickets: Vec<(String, String)>,
    /// The codes of all matters that outlived their visit, and their services.
    pub(super) matters: Vec<(String, String)>,
    /// The codes of fee notices.
    pub(super) notices: Vec<String>,
    /// The codes of follow-ups.
    pub(super) followups: Vec<String>,
    /// The codes of mandates, and whose agent they were given to.
    pub(super) mandates: Vec<(String, &'static str)>,
    /// The escorts of the day.
    pub(super) escorts: Vec<u64>,
    pub(super) accepted: u32,
    pub(super) refused: u32,
}

/// A window, as far as the crowd remembers.
#[derive(Default)]
pub(super) struct Window {
    pub(super) clerk: String,
    pub(super) ticket: Option<String>,
    pub(super) is_serving: bool,
    /// How many it could call.
    pub(super) waiting: u64,
    /// What the visitor there has come for.
    pub(super) service: String,
    pub(super) parked: Vec<String>,
}

impl Crowd {
    pub(super) fn begin(seed: u64) -> Result<Self> {
        let setup = HallSetup::sample()?
            .on_day(Date::constant(2026, 3, 2))
            .opened_at("08:25:00")?;
        let hall = WholeHall::start(setup)?;
        let mut dice = Dice::seeded(seed);
        let mut hands = hall.hands()?;
        hands.dice = Dice::seeded(dice.bits());
        let manager = hands.sign_in(hall.first_of(PlanRole::Manager)?, PIN)?;
        let kiosk = hands.pair(&manager, KIOSK, "kiosk", None)?;
        let mut crowd = Self {
            hall,
            hands,
            dice,
            manager,
            reception: String::new(),
            guide: String::new(),
            kiosk,
            windows: BTreeMap::new(),
            at: 0,
            tickets: Vec::new(),
            matters: Vec::new(),
            notices: Vec::new(),
            followups: Vec::new(),
            mandates: Vec::new(),
            escorts: Vec::new(),
            accepted: 0,
            refused: 0,
        };
        crowd.come_in()?;
        Ok(crowd)
    }

    pub(super) fn day(&self) -> Date {
        self.hands.day
    }

    /// The morning of the next service day: whatever fell due until then has happened.
    pub(super) fn dawn(&mut self) -> Result<()> {
        loop {
            let tomorrow = self.hall.today().tomorrow()?;
            let at = self.hall.zone().to_timestamp(tomorrow.at(8, 25, 0, 0))?;
            self.hall.clock().advance_to(at);
            self.hands = self.hall.hands()?;
            self.hands.dice = Dice::seeded(self.dice.bits());
            if self.hands.day_view()?.day == Some(tomorrow) {
                break;
            }
        }
        self.come_in()
    }

    fn come_in(&mut self) -> Result<()> {
        (self.tickets, self.escorts) = (Vec::new(), Vec::new());
        let mut of = |role| self.hands.sign_in(self.hall.first_of(role)?, PIN);
        self.manager = of(PlanRole::Manager)?;
        self.reception = of(PlanRole::Reception)?;
        self.guide = of(PlanRole::Guide)?;
        self.windows.clear();
        for number in WINDOWS {
            let clerk = self.hands.sign_in(self.hall.clerk_of(number)?, PIN)?;
            let window = Window {
                clerk,
                ..Window::default()
            };
            self.windows.insert(number, window);
        }
        let (guide, place) = (self.guide.clone(), json!({ "place": KIOSK }));
        self.ask(Some(&guide), "escorts/on-duty", place).map(drop)
    }

    /// Chance in the morning and in the afternoon; on a short day the afternoon's presses are refused.
    pub(super) fn spend_the_day(&mut self) -> Result<()> {
        for opening in ["08:40:00", "14:40:00"] {
            self.hall.wind_to(opening)?;
            for number in WINDOWS {
                let clerk = self.clerk(number)?;
                self.ask(Some(&clerk), &format!("windows/{number}/open"), json!({}))?;
            }
            for _ in 0..PRESSES / 2 {
                let pause_s = 2.0 + self.dice.exponential(3.0);
                #[expect(clippy::cast_possible_truncation, reason = "some minutes")]
                self.hall.wind_on(pause_s as i64)?;
                self.press()?;
            }
        }
        Ok(())
    }

    pub(super) fn report(&mut self, day: Date) -> Result<DayReport> {
        let path = format!("/api/v1/reports/day?day={day}");
        self.hands.fetch(&path, Some(&self.manager))
    }

    pub(super) fn clerk(&self, number: u16) -> Result<String> {
        let window = self.windows.get(&number).context("a window")?;
        Ok(window.clerk.clone())
    }

    /// Asks something of the hall; what was answered, if it was accepted.
    pub(super) fn ask(&mut self, who: Option<&str>, path: &str, fields: Value) -> Result<Option<Value>> {
        let reply = self.hands.ask_hall(who, path, &fields)?;
        self.heard(path, &reply)
    }

    /// Asks something that belongs to no day.
    pub(super) fn ask_any_day(&mut self, who: &str, path: &str, mut fields: Value) -> Result<Option<Value>> {
        fields["press"] = json!(self.hands.dice.id());
        let path = format!("/api/v1/{path}");
        let reply = self.hands.connection.post(&path, Some(who), &fields)?;
        self.heard(&path, &reply)
    }

    /// Refusals of the rules are part of the day; anything else is a fault of this test or of the hall.
    pub(super) fn heard(&mut self, path: &str, reply: &Reply) -> Result<Option<Value>> {
        if (200..300).contains(&reply.status) {
            self.accepted += 1;
            return reply.json().map(Some);
        }
        let is_refusal = [403, 404, 409, 410, 422].contains(&reply.status);
        ensure!(is_refusal, "{path}: {} {}", reply.status, reply.text());
        self.refused += 1;
        Ok(None)
    }

    /// One of a list, each as likely.
    pub(super) fn one<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let count = u64::try_from(list.len()).ok().filter(|count| *count > 0)?;
        let place = usize::try_from(self.dice.bits() % count).ok()?;
        list.get(place).cloned()
    }
}

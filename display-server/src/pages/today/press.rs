//! A press of the page: the fields of its form, read as what the manager decides.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use hall_protocol::{Names, Problem};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use queue_core::announcement::AnnouncementKind;
use queue_core::command::{Command, HallCommand, HallVerb};
use queue_core::plan::DayTimes;
use queue_core::stop::{StopCause, StopScope};
use queue_core::{AnnouncementId, AreaCode, GroupLetter, ServiceCode, ServiceDay, StopId, WindowNumber};

use super::form::TEXTS;
use super::show;
use crate::http::Refused;
use crate::http::hall_day::{LONGEST, words};
use crate::pages::filled::Filled;
use crate::pages::guard::{Shown, Sorry};
use crate::pages::pressing::{bad_field, press_id, pressed, submit};
use crate::pages::reader::Reader;

/// How long an announcement may stand, in minutes: a day.
const MINUTES: std::ops::RangeInclusive<u32> = 1..=1_440;

pub(in crate::pages) async fn press(reader: Reader, mut filled: Filled) -> Shown {
    let outcome = decide(&reader, &mut filled).await;
    if reader.wants_json {
        return pressed(&reader, "/today", outcome);
    }
    let Err(refused) = outcome else {
        return Ok(Redirect::to("/today").into_response());
    };
    let status = StatusCode::from_u16(refused.problem().status).unwrap_or(StatusCode::CONFLICT);
    if status == StatusCode::FORBIDDEN {
        return Err(Sorry::from(refused));
    }
    let note = place_fault(&reader, &mut filled, refused.problem());
    show(&reader, status, Some(filled), Some(note)).await
}

/// Puts a refusal at the field that it is about; what is about none is said on top.
fn place_fault(reader: &Reader, filled: &mut Filled, problem: &Problem) -> String {
    if filled.is_at_fault() {
        return reader.locale().say("problem-bad-form");
    }
    let words = reader.say_problem(problem);
    let field = match (problem.name(), filled.one("verb")) {
        ("unknown-scope", "stop-department") => "department",
        ("unknown-scope", _) => "group",
        ("unknown-service", _) => "from",
        ("service-stopped" | "no-window-serves", _) => "to",
        ("bad-closing", _) => "issue_until",
        ("bad-length", _) => "minutes",
        ("unknown-area", _) => "area",
        ("too-many-announcements", _) => "announce",
        _ => return words,
    };
    filled.add_fault(field, words);
    reader.locale().say("problem-bad-form")
}

async fn decide(reader: &Reader, filled: &mut Filled) -> Result<(), Refused> {
    let day: Date = filled
        .one("day")
        .parse()
        .map_err(|_| bad_field("day", &"reload the page"))?;
    let mut reading = Reading {
        times: reader.state.owner.day_times(ServiceDay(day)).await?,
        reader,
        filled,
        day,
    };
    let verb = reading.verb()?;
    let content = serde_json::to_string(&verb)?;
    let press = press_id(reader, &["today", &day.to_string(), filled.one("seq"), &content]);
    let command = Command::Hall(HallCommand { press, verb });
    submit(reader, ServiceDay(day), command).await.map(drop)
}

/// A form that is read; what is wrong with its fields is noted in it, all at once.
struct Reading<'a> {
    reader: &'a Reader,
    filled: &'a mut Filled,
    day: Date,
    /// The day's instants as they are now; none: the hall keeps no hours on it.
    times: Option<DayTimes>,
}

impl Reading<'_> {
    fn verb(&mut self) -> Result<HallVerb, Refused> {
        let verb = match self.filled.one("verb") {
            "stop-groups" => self.stop_groups(),
            "stop-all" => Some(stop(StopCause::SystemDown, StopScope::Hall)),
            "stop-department" => self.stop_department(),
            "evacuate" => Some(stop(StopCause::Evacuation, StopScope::Hall)),
            "reroute" => self.reroute(),
            "close-early" => self.close_early(),
            "announce" => self.announce(),
            _ => return self.of_something(),
        };
        verb.ok_or_else(|| bad_field("form", &"see the fields"))
    }

    /// A press at something that stands there already.
    fn of_something(&self) -> Result<HallVerb, Refused> {
        let id = self.number("id")?;
        Ok(match self.filled.one("verb") {
            "end-stop" => HallVerb::EndStop { stop: StopId(id) },
            "postpone" => HallVerb::Postpone { stop: StopId(id) },
            "end-announcement" => HallVerb::EndAnnouncement {
                announcement: AnnouncementId(id),
            },
            "cover" => HallVerb::Cover {
                window: window(id)?,
                by: window(self.number("by")?)?,
            },
            "end-cover" => HallVerb::EndCover { window: window(id)? },
            _ => return Err(bad_field("verb", &"unknown")),
        })
    }

    fn number(&self, field: &str) -> Result<u32, Refused> {
        let number = self.filled.one(field).parse();
        number.map_err(|problem| bad_field(field, &problem))
    }

    /// Notes what is missing at a field.
    fn missing<T>(&mut self, field: &'static str, text: &str) -> Option<T> {
        let fault = self.reader.locale().say(text);
        self.filled.add_fault(field, fault);
        None
    }

    fn stop_groups(&mut self) -> Option<HallVerb> {
        let letters = self.filled.all("group").filter_map(|text| text.chars().next());
        let groups: Vec<GroupLetter> = letters
            .filter_map(|letter| GroupLetter::new(letter).ok())
            .collect();
        if groups.is_empty() {
            return self.missing("group", "today-fault-group");
        }
        Some(stop(StopCause::SystemDown, StopScope::Groups(groups)))
    }

    fn stop_department(&mut self) -> Option<HallVerb> {
        let department = self.filled.one("department").to_owned();
        if department.is_empty() {
            return self.missing("department", "today-fault-department");
        }
        Some(stop(
            StopCause::DepartmentAbsent,
            StopScope::Department(department),
        ))
    }

    fn reroute(&mut self) -> Option<HallVerb> {
        let from = self.service("from");
        let to = self.service("to");
        let (from, to) = from.zip(to)?;
        if from == to {
            return self.missing("to", "today-fault-same-service");
        }
        Some(HallVerb::Reroute { from, to })
    }

    fn service(&mut self, field: &'static str) -> Option<ServiceCode> {
        let code = self.filled.one(field).to_owned();
        if code.is_empty() {
            return self.missing(field, "today-fault-service");
        }
        Some(ServiceCode::new(code))
    }

    fn close_early(&mut self) -> Option<HallVerb> {
        let issue_until = self.time("issue_until");
        let day_ends_at = self.time("day_ends_at");
        let (issue_until, day_ends_at) = issue_until.zip(day_ends_at)?;
        Some(HallVerb::CloseEarly {
            issue_until,
            day_ends_at,
        })
    }

    /// A time of the day on the hall's clock.
    fn time(&mut self, field: &'static str) -> Option<Timestamp> {
        let time: Option<Time> = self.filled.one(field).parse().ok();
        let at = time.and_then(|time| self.reader.locale().instant(self.day, self.times.as_ref(), time));
        at.or_else(|| self.missing(field, "today-fault-time"))
    }

    fn announce(&mut self) -> Option<HallVerb> {
        let kind = match self.filled.one("kind") {
            "evacuation" => Some(AnnouncementKind::Evacuation),
            "urgent" => Some(AnnouncementKind::Urgent),
            "notice" => Some(AnnouncementKind::Notice),
            _ => self.missing("kind", "today-fault-kind"),
        };
        let text = self.text();
        let minutes = self.filled.one("minutes").parse().ok();
        let minutes: Option<u32> = minutes.filter(|minutes| MINUTES.contains(minutes));
        let minutes = minutes.or_else(|| self.missing("minutes", "today-fault-minutes"));
        let areas = self.filled.all("area").map(AreaCode::new).collect();
        Some(HallVerb::Announce {
            kind: kind?,
            text: text?,
            areas,
            for_s: minutes? * 60,
        })
    }

    /// An announcement's words: in every language, and short enough for a board; each field says its own fault.
    fn text(&mut self) -> Option<queue_core::plan::Names> {
        for (field, _) in TEXTS {
            let length = self.filled.one(field).chars().count();
            if length == 0 {
                self.missing::<()>(field, "today-fault-text");
            } else if length > LONGEST {
                let length = u32::try_from(length).unwrap_or(u32::MAX);
                let fault = self.reader.locale().count("today-fault-long", &length);
                self.filled.add_fault(field, fault);
            }
        }
        let [zh_hant, zh_hans, en] = TEXTS.map(|(field, _)| self.filled.one(field).to_owned());
        words(&Names { zh_hant, zh_hans, en }).ok()
    }
}

fn stop(cause: StopCause, scope: StopScope) -> HallVerb {
    HallVerb::Stop { cause, scope }
}

fn window(number: u32) -> Result<WindowNumber, Refused> {
    let number = u16::try_from(number).map_err(|problem| bad_field("window", &problem))?;
    Ok(WindowNumber::new(number))
}

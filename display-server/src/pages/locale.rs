//! What every drawing needs besides its view: the hall's plan, its clock's zone, and the reader's language.
//!
//! Invariant: nothing here knows the time; instants come with the view, lengths are between two of them.

use hall_protocol::escort::EscortView;
use hall_protocol::notice::StopView;
use hall_protocol::{Language, Names};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use queue_core::plan::{self, DayTimes};
use queue_core::{HallPlan, ServiceDay};

use super::words::Words;

/// A plan, a zone and a language.
#[derive(Debug, Clone)]
pub(super) struct Locale<'a> {
    /// The hall's plan.
    pub(super) plan: &'a HallPlan,
    /// The zone of the hall's clock.
    pub(super) zone: TimeZone,
    /// The texts.
    pub(super) words: Words,
}

impl<'a> Locale<'a> {
    /// A plan seen in a language. A zone that the tz database does not know falls back to UTC: the plan's check
    /// refuses it long before.
    #[must_use]
    pub(super) fn new(plan: &'a HallPlan, language: Language) -> Self {
        let zone = TimeZone::get(&plan.parts().hall.zone).unwrap_or(TimeZone::UTC);
        Self {
            plan,
            zone,
            words: Words::new(language),
        }
    }

    /// The language that a public screen shows beside the first: English, or Chinese beside English.
    #[must_use]
    pub(super) fn second(&self) -> Words {
        Words::new(match self.words.language {
            Language::ZhHant | Language::ZhHans => Language::En,
            Language::En => Language::ZhHant,
        })
    }

    /// The BCP 47 tag of the language.
    #[must_use]
    pub(super) fn tag(&self) -> &'static str {
        self.words.language.tag()
    }

    /// See [`Words::say`].
    #[must_use]
    pub(super) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// See [`Words::count`].
    #[must_use]
    pub(super) fn count<N: Copy + Into<i64>>(&self, key: &str, n: &N) -> String {
        self.words.count(key, *n)
    }

    /// A window by its number: `3 號窗口`.
    #[must_use]
    pub(super) fn window(&self, number: &u16) -> String {
        self.words.count("window-name", *number)
    }

    /// Numbers in a row: `1、2、3`.
    #[must_use]
    pub(super) fn numbers(&self, numbers: &[u16]) -> String {
        let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
        numbers.join(&self.say("list-comma"))
    }

    /// What a stop stops and why: `業務系統故障：身份證、戶籍暫停辦理`.
    #[must_use]
    pub(super) fn stopped(&self, stop: &StopView) -> String {
        self.words.stopped(stop)
    }

    /// See [`Words::fill`].
    #[must_use]
    pub(super) fn fill(&self, key: &str, blanks: &[(&'static str, &str)]) -> String {
        self.words.fill(key, blanks)
    }

    /// Like [`Words::of`], or the wire's own word where there is no other: a newer device may say one.
    #[must_use]
    pub(super) fn of_or_as_it_is(&self, family: &str, code: &str) -> String {
        self.words.known(family, code).unwrap_or_else(|| code.to_owned())
    }

    /// See [`Words::of`].
    #[must_use]
    pub(super) fn of(&self, family: &str, code: &str) -> String {
        self.words.of(family, code)
    }

    /// A thing's name.
    #[must_use]
    pub(super) fn name(&self, names: &Names) -> String {
        self.words.name(names)
    }

    /// A name of the plan.
    #[must_use]
    pub(super) fn plan_name(&self, names: &plan::Names) -> String {
        self.words.plan_name(names)
    }

    /// Whether the hall is one to train in.
    #[must_use]
    pub(super) fn is_training(&self) -> bool {
        self.plan.parts().hall.is_for_training()
    }

    /// The hall's name.
    #[must_use]
    pub(super) fn hall(&self) -> String {
        self.plan_name(&self.plan.parts().hall.names)
    }

    /// The zone's IANA name, for the browser's clock.
    #[must_use]
    pub(super) fn zone_name(&self) -> &str {
        &self.plan.parts().hall.zone
    }

    /// A service's name by its code; the code itself when the plan has none (an older day).
    #[must_use]
    pub(super) fn service(&self, code: &str) -> String {
        let named = self.plan.service(&queue_core::ServiceCode::new(code));
        named.map_or_else(|| code.to_owned(), |service| self.plan_name(&service.names))
    }

    /// A department's name by its code; the code itself when the plan has none.
    #[must_use]
    pub(super) fn department(&self, code: &str) -> String {
        let mut departments = self.plan.parts().departments.iter();
        let known = departments.find(|department| department.code == code);
        known.map_or_else(|| code.to_owned(), |known| self.plan_name(&known.names))
    }

    /// An agent by its code, and whose agent it is; the code alone when the register has none.
    #[must_use]
    pub(super) fn agent(&self, code: &str) -> String {
        let agent = self.plan.agent(&queue_core::ids::AgentCode::new(code));
        agent.map_or_else(
            || code.to_owned(),
            |agent| format!("{code} {}", self.plan_name(&agent.names)),
        )
    }

    /// The mean minutes of a service at the window; 0 when the plan has no such service.
    #[must_use]
    pub(super) fn usual_minutes(&self, code: &str) -> u32 {
        self.plan
            .service(&queue_core::ServiceCode::new(code))
            .map_or(0, |service| service.usual_minutes)
    }

    /// A class's name by its code; the code itself when the plan has none.
    #[must_use]
    pub(super) fn class(&self, code: &str) -> String {
        let named = self.plan.class(&queue_core::ClassCode::new(code));
        named.map_or_else(|| code.to_owned(), |class| self.plan_name(&class.names))
    }

    /// A reason's wording, whether of a call or of a pause; the code itself when the plan has none.
    #[must_use]
    pub(super) fn reason(&self, code: &str) -> String {
        let rules = self.plan.rules();
        let named = rules
            .call_reasons
            .iter()
            .chain(&rules.pause_reasons)
            .find(|reason| reason.code == code);
        named.map_or_else(|| code.to_owned(), |reason| self.plan_name(&reason.names))
    }

    /// What a job is: its kind, an interpreter's with the language.
    #[must_use]
    pub(super) fn job(&self, job: &EscortView) -> String {
        match &job.language_names {
            Some(names) => self.fill("escort-interpreter", &[("language", self.name(names).as_str())]),
            None => self.of("escort-kind", job.kind.name()),
        }
    }

    /// An instant on the hall's clock: `09:41`.
    #[must_use]
    pub(super) fn hm(&self, at: &Timestamp) -> String {
        self.zone.to_datetime(*at).strftime("%H:%M").to_string()
    }

    /// An instant on the hall's clock, to the second: `09:41:07`.
    #[must_use]
    pub(super) fn hms(&self, at: &Timestamp) -> String {
        self.zone.to_datetime(*at).strftime("%H:%M:%S").to_string()
    }

    /// An instant as `datetime` attributes want it.
    #[must_use]
    pub(super) fn iso(&self, at: &Timestamp) -> String {
        at.to_string()
    }

    /// What a time typed on a page means: past midnight it is the next civil day's, while the service day lasts.
    #[must_use]
    pub(super) fn instant(&self, day: Date, times: Option<&DayTimes>, time: Time) -> Option<Timestamp> {
        let on = |date: Date| self.zone.to_timestamp(date.to_datetime(time)).ok();
        let next = day.tomorrow().ok().and_then(on);
        next.filter(|next| times.is_some_and(|times| *next <= times.day_ends_at))
            .or_else(|| on(day))
    }

    /// Date and time of an instant on the hall's clock.
    #[must_use]
    pub(super) fn moment(&self, at: &Timestamp) -> String {
        self.zone.to_datetime(*at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// A day as people of the language write it.
    #[must_use]
    pub(super) fn day(&self, day: &Date) -> String {
        self.date("day-long", day)
    }

    /// A day in few letters, without its year.
    #[must_use]
    pub(super) fn short_day(&self, day: &Date) -> String {
        self.date("day-short", day)
    }

    fn date(&self, form: &str, day: &Date) -> String {
        let word = |format: &str| day.strftime(format).to_string().to_lowercase();
        let (weekday, month) = (self.of("weekday", &word("%a")), self.of("month", &word("%b")));
        let (year, of_month) = (day.year().to_string(), day.day().to_string());
        self.fill(
            form,
            &[
                ("year", &year),
                ("month", &month),
                ("day", &of_month),
                ("weekday", &weekday),
            ],
        )
    }

    /// Whether an instant is before noon on the hall's clock.
    #[must_use]
    pub(super) fn is_morning(&self, at: &Timestamp) -> bool {
        self.zone.to_datetime(*at).hour() < 12
    }

    /// The hours of an instant's date in which the whole hall serves, such as `08:30–12:00  14:00–18:00`, or on a date
    /// without such hours all that it keeps; none: closed all day.
    #[must_use]
    pub(super) fn hours_on(&self, at: Timestamp) -> Option<String> {
        let day = ServiceDay(self.zone.to_datetime(at).date());
        let sessions = self.plan.sessions_on(day, &self.zone)?;
        let is_whole = |session: &plan::Session| session.groups.is_empty() && session.windows.is_empty();
        let all = !sessions.iter().any(is_whole);
        let shown = sessions.iter().filter(|session| all || is_whole(session));
        let hours = shown.map(|session| format!("{}–{}", self.hm(&session.from), self.hm(&session.to)));
        Some(hours.collect::<Vec<_>>().join("   "))
    }

    /// The length between two instants as `m:ss` or `h:mm:ss`; an earlier end is zero.
    #[must_use]
    pub(super) fn between(&self, from: &Timestamp, to: &Timestamp) -> String {
        clock_length(to.duration_since(*from).as_secs().max(0))
    }

    /// Seconds as `m:ss` or `h:mm:ss`; none is a dash.
    #[must_use]
    pub(super) fn length(&self, seconds: &Option<f64>) -> String {
        // Figures of a day: far below 2^53 s, and never negative.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounded first; a day has 86,400 s"
        )]
        seconds.map_or_else(|| "–".to_owned(), |seconds| clock_length(seconds.round() as i64))
    }

    /// Whole seconds as [`Locale::length`] writes them.
    #[must_use]
    pub(super) fn whole(&self, seconds: &Option<u32>) -> String {
        seconds.map_or_else(|| "–".to_owned(), |seconds| clock_length(i64::from(seconds)))
    }

    /// A share in percent; none of nothing is a dash.
    #[must_use]
    pub(super) fn percent(&self, part: &u32, whole: &u32) -> String {
        if *whole == 0 {
            return "–".to_owned();
        }
        format!("{:.0} %", 100.0 * f64::from(*part) / f64::from(*whole))
    }
}

fn clock_length(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

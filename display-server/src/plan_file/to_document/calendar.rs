//! The calendar of a plan, as its document has it.

use hall_protocol::plan_document::{
    CalendarDate, ClockTime, PlanEarlyStop, PlanHoliday, PlanMonthDay, PlanOwnHours, PlanSeason, PlanTide,
    PlanWorkday,
};
use queue_core::plan::{EarlyStop, Holiday, MonthDay, OwnHours, Season, Tide, Workday};

use super::{each, letters, names, week_day};

pub(super) fn season(season: Season) -> PlanSeason {
    let day = |MonthDay { month, day }| PlanMonthDay { month, day };
    PlanSeason {
        from: day(season.from),
        until: day(season.until),
    }
}

pub(super) fn holiday(holiday: &Holiday) -> PlanHoliday {
    PlanHoliday {
        from: CalendarDate(holiday.from),
        until: CalendarDate(holiday.until),
        name: names(&holiday.names),
    }
}

pub(super) fn workday(workday: Workday) -> PlanWorkday {
    PlanWorkday {
        date: CalendarDate(workday.date),
        like: week_day(workday.like),
    }
}

pub(super) fn early_stop(stop: EarlyStop) -> PlanEarlyStop {
    PlanEarlyStop {
        date: CalendarDate(stop.date),
        issue_until: ClockTime(stop.issue_until),
    }
}

pub(super) fn own_hours(hours: &OwnHours) -> PlanOwnHours {
    PlanOwnHours {
        days: each(&hours.days, |day| week_day(*day)),
        from: ClockTime(hours.from),
        to: ClockTime(hours.to),
    }
}

pub(super) fn tide(tide: &Tide) -> PlanTide {
    PlanTide {
        days: each(&tide.days, |day| week_day(*day)),
        from: ClockTime(tide.from),
        to: ClockTime(tide.to),
        primary: letters(&tide.primary),
        secondary: letters(&tide.secondary),
    }
}

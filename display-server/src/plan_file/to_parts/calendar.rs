//! The calendar of a plan document, as the core has it.

use hall_protocol::plan_document::{
    PlanEarlyStop, PlanHoliday, PlanMonthDay, PlanOwnHours, PlanSeason, PlanTide, PlanWorkday,
};
use queue_core::plan::{EarlyStop, Holiday, MonthDay, OwnHours, Season, Tide, Workday};

use super::{BadId, each, letters, names, week_day};

pub(super) fn season(season: PlanSeason) -> Season {
    let day = |PlanMonthDay { month, day }| MonthDay { month, day };
    Season {
        from: day(season.from),
        until: day(season.until),
    }
}

pub(super) fn holiday(holiday: &PlanHoliday) -> Holiday {
    Holiday {
        from: holiday.from.0,
        until: holiday.until.0,
        names: names(&holiday.name),
    }
}

pub(super) fn workday(workday: &PlanWorkday) -> Workday {
    Workday {
        date: workday.date.0,
        like: week_day(workday.like),
    }
}

pub(super) fn early_stop(stop: &PlanEarlyStop) -> EarlyStop {
    EarlyStop {
        date: stop.date.0,
        issue_until: stop.issue_until.0,
    }
}

pub(super) fn own_hours(hours: &PlanOwnHours) -> OwnHours {
    OwnHours {
        days: each(&hours.days, |day| week_day(*day)),
        from: hours.from.0,
        to: hours.to.0,
    }
}

pub(super) fn tide(tide: &PlanTide) -> Result<Tide, BadId> {
    Ok(Tide {
        days: each(&tide.days, |day| week_day(*day)),
        from: tide.from.0,
        to: tide.to.0,
        primary: letters(&tide.primary)?,
        secondary: letters(&tide.secondary)?,
    })
}

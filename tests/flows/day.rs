//! A whole plausible day, lived through in seconds.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;

use hall_protocol::plan_document::PlanRole;
use hall_protocol::report::DayReport;
use whole_hall::dice::Dice;
use whole_hall::hall::PIN;
use whole_hall::visitors::{Crew, CrewPlan, arrivals};

use crate::stand::{KIOSK, Stand, WINDOW};

#[test]
fn a_generated_day_ends_with_every_visitor_on_record() -> anyhow::Result<()> {
    let mut stand = Stand::at_nine()?;
    let mut clerks = BTreeMap::from([(WINDOW, stand.clerk.clone())]);
    stand.hands.window(&stand.clerk, WINDOW, "close")?;
    for window in stand
        .hall
        .plan()
        .window
        .iter()
        .map(|window| window.number)
        .filter(|number| *number != WINDOW)
    {
        clerks.insert(window, stand.hands.sign_in(stand.hall.clerk_of(window)?, PIN)?);
    }
    let guide = Some(stand.hands.sign_in(stand.hall.first_of(PlanRole::Guide)?, PIN)?);
    let day = stand.hands.day;
    let plan = stand.hall.plan().clone();
    let morning = stand.hall.clock().now();
    let noon = morning.checked_add(jiff::SignedDuration::from_hours(3))?;
    let mut coming = arrivals(&plan, day, stand.hall.zone(), &mut Dice::seeded(11));
    coming.retain(|arrival| (morning..noon).contains(&arrival.at));
    let (expected, keep_going) = (coming.len(), channel::<()>());
    let who = CrewPlan {
        addr: stand.hall.addr(),
        day,
        kiosk: (KIOSK.to_owned(), stand.kiosk.clone()),
        clerks,
        guide,
        seed: 11,
    };
    let tally = Crew::gather(plan, who, stand.hall.clock().clone(), coming)?.live(&keep_going.1)?;
    assert!(expected > 120, "{expected} came");
    assert_eq!(tally.refused, 0, "{tally:?}");
    assert!(
        usize::try_from(tally.tickets)? == expected && tally.no_shows > 0 && tally.escorts > 0,
        "{tally:?}"
    );

    stand.manager = stand
        .hands
        .sign_in(stand.hall.first_of(PlanRole::Manager)?, PIN)?;
    let report: DayReport = stand
        .hands
        .fetch(&format!("/api/v1/reports/day?day={day}"), Some(&stand.manager))?;
    assert_eq!(report.total.served, tally.served);
    stand.hall.stop()
}

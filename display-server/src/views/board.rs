//! An area's board. Invariant I5: no assistance, no name.

use hall_protocol::board::{BoardCall, BoardView, BoardWindow};
use hall_protocol::notice::AnnouncementView;
use queue_core::AreaCode;
use queue_core::hall::CallRecord;
use queue_core::plan::WindowPlan;

use super::{Scene, hall_day, names, window};

pub(super) fn draw(scene: &Scene<'_>, code: &AreaCode) -> Option<BoardView> {
    let area = scene.plan.area(code)?;
    let plans: Vec<&WindowPlan> = scene
        .plan
        .parts()
        .windows
        .iter()
        .filter(|window| window.area == area.code)
        .collect();
    let mut windows: Vec<_> = plans.iter().map(|plan| line(scene, plan)).collect();
    windows.sort_by_key(|line| line.window);
    Some(BoardView {
        seq: scene.seq,
        day: scene.hall.day().map(|day| day.0),
        now: scene.now,
        hall: names::names(&scene.plan.parts().hall.names),
        area: names::area(scene.plan, code),
        waiting: waiting(scene, &plans),
        stops: hall_day::stops(scene),
        announcements: announcements(scene, code),
        windows,
        calls: scene
            .hall
            .calls(code)
            .filter_map(|call| spoken(scene, call))
            .collect(),
    })
}

fn announcements(scene: &Scene<'_>, code: &AreaCode) -> Vec<AnnouncementView> {
    let standing = scene.hall.announcements(scene.now).into_iter();
    standing
        .filter(|one| one.is_heard(code, scene.now))
        .map(hall_day::announcement)
        .collect()
}

/// How many wait for the groups that are at home in this area.
fn waiting(scene: &Scene<'_>, plans: &[&WindowPlan]) -> u32 {
    let mut groups: Vec<_> = plans
        .iter()
        .flat_map(|plan| plan.primary.iter().copied())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    let waiting: usize = groups
        .iter()
        .filter_map(|group| scene.hall.queue(*group))
        .map(queue_core::calling::Queue::len)
        .sum();
    super::count(waiting)
}

fn line(scene: &Scene<'_>, plan: &WindowPlan) -> BoardWindow {
    BoardWindow {
        window: plan.number.get(),
        state: window::state_name(scene, plan.number),
        ticket: window::current_number(scene, plan.number),
        waiting: super::count(scene.hall.waiting_for(plan.number)),
    }
}

fn spoken(scene: &Scene<'_>, call: &CallRecord) -> Option<BoardCall> {
    let visit = scene.hall.visit(call.leg.visit)?;
    let leg = scene.hall.leg(call.leg)?;
    Some(BoardCall {
        seq: call.seq.0,
        at: call.at,
        ticket: visit.ticket.number.to_string(),
        window: call.window.get(),
        mark: names::mark(scene.plan, &leg.opened.class),
        language: names::language(visit.ticket.language),
    })
}

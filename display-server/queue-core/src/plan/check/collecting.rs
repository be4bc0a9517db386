//! 收繳分離: a window that takes payments accepts nothing that is charged, at no hour and for no other window.

use super::super::{PlanParts, Service, WindowPlan};
use super::findings::Findings;
use crate::ids::WindowNumber;

pub(super) fn check(parts: &PlanParts, findings: &mut Findings) {
    for (index, service) in parts.services.iter().enumerate() {
        if service.collects && service.is_charged() {
            findings.add(
                format!("services[{index}].collects"),
                format!("{} collects and is charged itself", service.code),
                "move its fees to the service that is accepted, or let another collect",
            );
        }
    }
    for (index, window) in parts.windows.iter().enumerate() {
        let own = at_some_hour(window);
        apart(
            parts,
            &format!("windows[{index}].primary"),
            &own,
            &format!("window {}", window.number),
            findings,
        );
        let deputy = window.deputy.and_then(|number| of_number(parts, number));
        if let Some(deputy) = deputy.filter(|_| holds(parts, &own)) {
            stands_in(parts, index, window, deputy, findings);
        }
    }
}

/// A deputy's clerk serves the groups of both windows; what it excludes, it excludes then too.
fn stands_in(
    parts: &PlanParts,
    index: usize,
    window: &WindowPlan,
    deputy: &WindowPlan,
    findings: &mut Findings,
) {
    let mut both = at_some_hour(deputy);
    if !holds(parts, &both) {
        return;
    }
    both.primary.extend(&window.primary);
    both.secondary.extend(&window.secondary);
    apart(
        parts,
        &format!("windows[{index}].deputy"),
        &both,
        &format!("window {}, standing in for {},", deputy.number, window.number),
        findings,
    );
}

/// A window with everything that it serves at some hour.
fn at_some_hour(window: &WindowPlan) -> WindowPlan {
    let mut all = window.clone();
    for tide in &window.tides {
        all.primary.extend(&tide.primary);
        all.secondary.extend(&tide.secondary);
    }
    all
}

fn of_number(parts: &PlanParts, number: WindowNumber) -> Option<&WindowPlan> {
    parts.windows.iter().find(|window| window.number == number)
}

fn holds(parts: &PlanParts, window: &WindowPlan) -> bool {
    mixed(parts, window).is_none()
}

/// The service that it collects for, and the first that is charged.
fn mixed<'a>(parts: &'a PlanParts, window: &WindowPlan) -> Option<(&'a Service, &'a Service)> {
    let served = |service: &&Service| window.skill(service).is_some();
    let mut of = parts.services.iter().filter(served);
    let collects = of.clone().find(|service| service.collects)?;
    let charged = of.find(|service| service.is_charged() && !service.collects)?;
    Some((collects, charged))
}

fn apart(parts: &PlanParts, path: &str, window: &WindowPlan, who: &str, findings: &mut Findings) {
    if let Some((collects, charged)) = mixed(parts, window) {
        findings.add(
            path,
            format!(
                "{who} takes payments ({}) and accepts {}, which is charged",
                collects.code, charged.code
            ),
            format!(
                "who charges does not collect: let other windows serve group {}, or put {} into its `excludes`",
                charged.group, charged.code
            ),
        );
    }
}

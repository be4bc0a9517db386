//! 收繳分離: a window that takes payments accepts nothing that is charged, at no hour and for no other window.

use super::super::{PlanParts, WindowPlan};
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
        let own = window.at_some_hour();
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

/// A deputy's clerk serves the groups of both windows.
fn stands_in(
    parts: &PlanParts,
    index: usize,
    window: &WindowPlan,
    deputy: &WindowPlan,
    findings: &mut Findings,
) {
    let alone = deputy.at_some_hour();
    if !holds(parts, &alone) {
        return;
    }
    let both = alone.and_for(window, parts);
    apart(
        parts,
        &format!("windows[{index}].deputy"),
        &both,
        &format!("window {}, standing in for {},", deputy.number, window.number),
        findings,
    );
}

fn of_number(parts: &PlanParts, number: WindowNumber) -> Option<&WindowPlan> {
    parts.windows.iter().find(|window| window.number == number)
}

fn holds(parts: &PlanParts, window: &WindowPlan) -> bool {
    parts.charges_and_collects(window).is_none()
}

fn apart(parts: &PlanParts, path: &str, window: &WindowPlan, who: &str, findings: &mut Findings) {
    if let Some((collects, charged)) = parts.charges_and_collects(window) {
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

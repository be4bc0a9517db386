//! Who came with the cases that were accepted, and what happened to mandates.

use std::collections::BTreeMap;

use hall_protocol::report::{AgentFigures, AgentKindFigures, MandateFigures};
use queue_core::case::{Case, CaseEvent, Through};
use queue_core::plan::AgentKind;

use super::sheet::{Cell, Sheet};
use crate::period::MandateTable;
use crate::store::DayRecords;
use crate::views::agent_kind_name;

/// Who came with the cases that a day accepted.
pub(super) fn through(cases: &DayRecords<Case>) -> BTreeMap<Through, u32> {
    let mut through = BTreeMap::new();
    for (case, event) in &cases.happened {
        if let CaseEvent::Accepted { .. } | CaseEvent::DeemedAccepted { .. } = event {
            *through.entry(case.through).or_default() += 1;
        }
    }
    through
}

pub(super) fn figures(through: &BTreeMap<Through, u32>, mandates: &MandateTable) -> MandateFigures {
    let accepted = |whose: Through| through.get(&whose).copied().unwrap_or_default();
    let of_kind = |kind: AgentKind| {
        let sums = mandates.by_kind.get(&kind).copied().unwrap_or_default();
        AgentKindFigures {
            kind: agent_kind_name(kind).to_owned(),
            accepted: accepted(Through::Agent { kind }),
            opened: sums.opened,
            ended: sums.ended,
            open: sums.open,
        }
    };
    let of_agents = mandates.by_agent.iter().map(|(agent, trips)| AgentFigures {
        agent: agent.to_string(),
        trips: trips.trips(),
        principals: trips.principals,
    });
    MandateFigures {
        oneself: accepted(Through::Oneself),
        handler: accepted(Through::Handler),
        kinds: AgentKind::ALL.map(of_kind).into(),
        agents: of_agents.collect(),
    }
}

/// The same as a table: whom a line is of, and its figures; what a line has not is empty.
pub(crate) fn sheet(figures: &MandateFigures) -> Sheet {
    let heads = [
        "of",
        "code",
        "accepted",
        "opened",
        "ended",
        "open",
        "trips",
        "principals",
    ];
    let line = |of: &str, code: &str, counts: [Option<u32>; 6]| -> Vec<Cell> {
        let first = [Cell::from(of), Cell::from(code)];
        first.into_iter().chain(counts.map(Cell::from)).collect()
    };
    let alone = |count: u32| [Some(count), None, None, None, None, None];
    let mut rows = vec![
        line("oneself", "", alone(figures.oneself)),
        line("handler", "", alone(figures.handler)),
    ];
    rows.extend(figures.kinds.iter().map(|row| {
        let counts = [row.accepted, row.opened, row.ended, row.open].map(Some);
        let [accepted, opened, ended, open] = counts;
        line("kind", &row.kind, [accepted, opened, ended, open, None, None])
    }));
    rows.extend(figures.agents.iter().map(|row| {
        let (trips, principals) = (Some(row.trips), Some(row.principals));
        line("agent", &row.agent, [None, None, None, None, trips, principals])
    }));
    Sheet {
        name: "mandates".to_owned(),
        heads: heads.map(str::to_owned).into(),
        rows,
    }
}

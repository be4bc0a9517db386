//! Beyond the windows, and who answers for whom.

use hall_protocol::agency::{AuthorityLine, DepartmentLine, DepartmentsView};
use hall_protocol::report::{
    AgentFigures, AgentKindFigures, HomeVisitFigures, MandateFigures, UnacceptedPickUp, WithoutAuthority,
};
use hall_protocol::responsibility::{ResponsibilitiesView, ResponsibilityLine};

use super::{DAY, ago, now, renewal};

/// A department whose head is here, one with a deputy, one with nobody, and one of which nothing is known.
pub(in crate::pages::tests) fn departments() -> DepartmentsView {
    let line = |code: &str, authority: &str, decides: Option<&str>| DepartmentLine {
        code: code.to_owned(),
        names: renewal().names,
        authority: authority.to_owned(),
        decides: decides.map(str::to_owned),
        people: [("1001", true), ("1003", false)]
            .map(|(person, head)| AuthorityLine {
                person: person.to_owned(),
                head,
                present: (authority != "unknown").then_some(decides == Some(person)),
                since: (authority != "unknown").then(|| ago(600)),
            })
            .into(),
        services: vec![renewal()],
    };
    DepartmentsView {
        seq: 340,
        day: DAY,
        now: now(),
        on_spot_by_authority: false,
        departments: vec![
            line("GA", "present", Some("1001")),
            line("RS", "deputised", Some("1003")),
            line("YB", "absent", None),
            line("SW", "unknown", None),
        ],
    }
}

pub(super) fn without_authority() -> Vec<WithoutAuthority> {
    vec![WithoutAuthority {
        department: "RS".to_owned(),
        absent_s: 1_800,
        unknown_s: 600,
        deputised_s: 3_600,
    }]
}

pub(super) fn unaccepted() -> Vec<UnacceptedPickUp> {
    [None, Some("261125-A012-739104".to_owned())]
        .map(|matter| UnacceptedPickUp {
            at: now(),
            ticket: "L004".to_owned(),
            window: 3,
            clerk: "1001".to_owned(),
            matter,
        })
        .into()
}

pub(super) fn home_visits() -> HomeVisitFigures {
    HomeVisitFigures {
        asked: 3,
        done: 2,
        days: 5,
        ..HomeVisitFigures::default()
    }
}

pub(super) fn mandates() -> MandateFigures {
    let kind = |kind: &str, accepted| AgentKindFigures {
        kind: kind.to_owned(),
        accepted,
        opened: 2,
        ended: 1,
        open: 9,
    };
    MandateFigures {
        oneself: 31,
        handler: 4,
        kinds: vec![kind("key_project", 2), kind("village", 12)],
        agents: vec![AgentFigures {
            agent: "D101".to_owned(),
            trips: 3,
            principals: 12,
        }],
    }
}

/// A visitor whom reception sent on, and one whom a clerk did.
pub(in crate::pages::tests) fn responsible() -> ResponsibilitiesView {
    let line = |person: &str, ticket: &str, state: &str| ResponsibilityLine {
        person: person.to_owned(),
        since: ago(240),
        ticket: ticket.to_owned(),
        service: renewal(),
        state: state.to_owned(),
        windows: vec![1, 2, 3],
    };
    ResponsibilitiesView {
        seq: 340,
        day: DAY,
        now: now(),
        open: vec![line("3001", "A012", "waiting"), line("1003", "C004", "called")],
    }
}

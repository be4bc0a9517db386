//! Faults of journeys.

use super::super::super::{Journey, Names, PlanParts, Stage, StageLeg};
use super::{check, sound_plan};
use crate::HallPlan;
use crate::ids::{JourneyCode, ServiceCode};

fn journey(stages: &[&[(&str, u32)]]) -> Journey {
    Journey {
        code: JourneyCode::new("one"),
        names: Names {
            zh_hant: "一".into(),
            zh_hans: "一".into(),
            en: "One".into(),
        },
        lead: Some("GA".into()),
        stages: stages
            .iter()
            .map(|legs| Stage {
                legs: legs
                    .iter()
                    .map(|(service, lag_s)| StageLeg {
                        service: ServiceCode::new(*service),
                        lag_s: *lag_s,
                    })
                    .collect(),
            })
            .collect(),
    }
}

fn put(parts: &mut PlanParts, journey: Journey) {
    parts.journeys = vec![journey];
}

#[test]
fn a_journey_leads_somewhere_and_somebody_leads_it() {
    let mut parts = sound_plan();
    put(&mut parts, journey(&[&[("A01", 0)], &[("P01", 60)]]));
    HallPlan::new(parts).unwrap();
    check(&[
        (
            |p| put(p, journey(&[])),
            "journeys[0].stages: the journey one has 0 stages; give it 1 to 8",
        ),
        (
            |p| put(p, journey(&[&[]])),
            "journeys[0].stages[0]: a stage with 0 services; name 1 to 4 services",
        ),
        (
            |p| put(p, journey(&[&[("A09", 0)]])),
            "journeys[0].stages[0].legs[0].service: there is no service A09; did you mean A01? Or add the service A09",
        ),
        (
            |p| put(p, journey(&[&[("A01", 60)]])),
            "journeys[0].stages[0].legs[0].lag_s: a first stage has a lag, and nothing before it; leave it out",
        ),
        (
            |p| put(p, journey(&[&[("A01", 0)], &[("P01", 86_401)]])),
            "journeys[0].stages[1].legs[0].lag_s: 86401 s is out of range; use 0 to 86400 s",
        ),
        (
            |p| put(p, journey(&[&[("A01", 0), ("A01", 0)]])),
            "journeys[0].stages[0].legs[1].service: A01 is there twice in one stage; name it once",
        ),
        (
            |p| {
                put(p, journey(&[&[("A01", 0), ("P01", 0)]]));
                p.journeys[0].lead = None;
            },
            "journeys[0]: services of the journey one run side by side, and no department leads it; name the department \
             that leads it as `lead`",
        ),
        (
            |p| {
                put(p, journey(&[&[("A01", 0)]]));
                p.journeys[0].lead = Some("GB".into());
            },
            "journeys[0].lead: there is no department GB; use one of GA, CZ, or add the department GB",
        ),
    ]);
}

#[test]
fn of_parallel_legs_the_latest_limit_counts() {
    let mut parts = sound_plan();
    put(&mut parts, journey(&[&[("A01", 0), ("A02", 0)], &[("P01", 0)]]));
    for (code, days) in [("A01", 3), ("A02", 15), ("P01", 1)] {
        let service = parts
            .services
            .iter_mut()
            .find(|one| one.code == ServiceCode::new(code));
        service.unwrap().limit_days = days;
    }
    let plan = HallPlan::new(parts).unwrap();
    assert_eq!(plan.parts().journeys[0].limit_days(&plan), 16);
}

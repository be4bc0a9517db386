//! Who decides.

use super::super::super::Home;
use super::check;
use crate::ids::PersonCode;

#[test]
fn a_head_and_deputies_are_people_of_the_plan_each_named_once() {
    check(&[
        (
            |p| p.departments[0].chief = Some(PersonCode::new("nobody")),
            "departments[0].chief: there is no person nobody; use one of 1001, 9001, or add the person nobody",
        ),
        (
            |p| p.departments[0].deputies = vec![p.people[0].code.clone()],
            "departments[0].deputies: GA has deputies, but no head; name its head as `chief`, or leave them out",
        ),
        (
            |p| {
                p.departments[0].chief = Some(p.people[0].code.clone());
                p.departments[0].deputies = vec![p.people[0].code.clone()];
            },
            "departments[0].deputies[0]: 1001 is named twice for GA; name everybody once",
        ),
    ]);
}

#[test]
fn what_another_department_decides_names_another_one_of_the_plan() {
    check(&[
        (
            |p| p.services[0].decided_by = Some("GA".to_owned()),
            "services[0].decided_by: GA decides its own A01 anyway; leave it out, or name the department that decides",
        ),
        (
            |p| p.services[0].decided_by = Some("QQ".to_owned()),
            "services[0].decided_by: there is no department QQ; use one of GA, CZ, or add the department QQ",
        ),
        (
            |p| p.services[0].decided_by = Some("CZ".to_owned()),
            "services[0].decided_by: CZ has people here, and nothing is accepted on its behalf; say on_behalf of CZ, or \
             let the service belong to it",
        ),
        (
            |p| {
                p.departments[1].on_behalf = true;
                p.people[0].home = Some(Home {
                    department: "CZ".to_owned(),
                    from: None,
                    until: None,
                });
            },
            "departments[1].on_behalf: CZ sent 1001 here, and so has people of its own here; leave it out, or name \
             another home",
        ),
        (
            |p| p.agency.home_visit_days = 0,
            "agency.home_visit_days: 0 working days is out of range; use 1 to 30 working days",
        ),
    ]);
}

//! Every field of a plan has its form, its label and its words; what a form shows is what it reads back.

use hall_protocol::{Language, PlanDocument};
use serde_json::{Value, json};

use super::desk::{place_of, value_of};
use super::diff::changes;
use super::form::{Filled, Reading};
use super::inputs::{Drawing, draw, label};
use super::rows::{put_rows, rows_of};
use super::sections::{Field, Kind, SECTIONS};
use crate::pages::locale::Locale;
use crate::plan_file::{document_of, plan_of, read};

fn sample(name: &str) -> queue_core::HallPlan {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("plans")
        .join(name)
        .join("hall.toml");
    read(&file).expect("a good plan")
}

/// What a form makes of a document that nobody touched.
fn through_forms(document: &Value) -> Value {
    let mut read_back = document.clone();
    for section in SECTIONS {
        let rows = rows_of(document, section).into_iter().map(|row| {
            let filled = Filled::of(section.fields, &row);
            let mut reading = Reading {
                filled: &filled,
                faults: Vec::new(),
            };
            let value = reading.thing(section.fields, "");
            assert_eq!(reading.faults, [], "{} {row}", section.name);
            value
        });
        let rows = rows.collect();
        put_rows(&mut read_back, section, rows);
    }
    read_back
}

#[test]
fn a_plan_that_went_through_every_form_is_the_same_plan() {
    for name in ["sample-hall", "township"] {
        let plan = sample(name);
        let read_back = through_forms(&value_of(&document_of(&plan)));
        let document: PlanDocument = serde_json::from_value(read_back).expect("a document");
        assert_eq!(plan_of(&document).expect("sound"), plan, "{name}");
    }
}

/// Sections and fields that the schema of the document knows, against those that the forms know.
#[test]
fn no_section_of_the_document_lacks_a_form() {
    let document = value_of(&document_of(&sample("sample-hall")));
    for section in document.as_object().expect("a table").keys() {
        assert!(
            SECTIONS.iter().any(|known| known.name == section),
            "{section} has no form"
        );
    }
    for section in SECTIONS {
        for row in rows_of(&document, section) {
            has_fields(section.name, section.fields, &row);
        }
    }
}

fn has_fields(around: &str, fields: &[Field], value: &Value) {
    for (name, value) in value.as_object().expect("a table") {
        let field = fields.iter().find(|field| field.name == name);
        let field = field.unwrap_or_else(|| panic!("{around}.{name} has no field"));
        match &field.kind {
            Kind::Group(fields) => has_fields(name, fields, value),
            Kind::Rows(fields) => {
                let rows = value.as_array().expect("a list");
                for row in rows {
                    has_fields(name, fields, row);
                }
            }
            Kind::Text
            | Kind::Number
            | Kind::Signed
            | Kind::Yuan
            | Kind::Time
            | Kind::Date
            | Kind::MonthDay
            | Kind::Letter
            | Kind::Names
            | Kind::Yes(_)
            | Kind::One(..)
            | Kind::Several(..)
            | Kind::Codes
            | Kind::Choice(..)
            | Kind::Ticks(..) => {}
        }
    }
}

#[test]
fn every_field_has_a_label_and_every_word_a_text() {
    let plan = sample("sample-hall");
    for language in [Language::ZhHant, Language::ZhHans, Language::En] {
        let locale = Locale::new(&plan, language);
        for section in SECTIONS {
            let title = locale.of("plan-section", section.name);
            assert!(!title.starts_with("plan-section"), "{title}");
            labelled(&locale, section.name, section.fields);
        }
    }
}

fn labelled(locale: &Locale<'_>, around: &str, fields: &[Field]) {
    for field in fields {
        let label = label(locale, around, field.name);
        assert!(!label.starts_with("plan-field"), "{label}");
        match &field.kind {
            Kind::Choice(family, words) | Kind::Ticks(family, words) => {
                for word in *words {
                    let text = locale.of(family, word);
                    assert!(!text.starts_with(family), "{text}");
                }
            }
            Kind::Group(fields) | Kind::Rows(fields) => labelled(locale, field.name, fields),
            Kind::Text
            | Kind::Number
            | Kind::Signed
            | Kind::Yuan
            | Kind::Time
            | Kind::Date
            | Kind::MonthDay
            | Kind::Letter
            | Kind::Names
            | Kind::Yes(_)
            | Kind::One(..)
            | Kind::Several(..)
            | Kind::Codes => {}
        }
    }
}

#[test]
fn what_differs_is_said_field_by_field_in_the_readers_language() {
    let plan = sample("township");
    let old = value_of(&document_of(&plan));
    let mut new = old.clone();
    new["window"][0]["secondary"] = json!(["M", "Z"]);
    new["rules"]["answer_s"] = json!(99);
    new["service"].as_array_mut().expect("a list").pop();
    let locale = Locale::new(&plan, Language::En);
    let said: Vec<String> = changes(&old, &new, &locale)
        .iter()
        .map(|change| format!("{change:?}"))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_form_shows_what_was_sent_and_each_fault_at_its_field() {
    let plan = sample("township");
    let document = value_of(&document_of(&plan));
    let section = super::sections::section("timetable").expect("a section");
    let mut filled = Filled::of(section.fields, &rows_of(&document, section)[0]);
    for (name, value) in &mut filled.0 {
        if name == "sessions.1.to" {
            "half past five".clone_into(value);
        }
    }
    let mut reading = Reading {
        filled: &filled,
        faults: Vec::new(),
    };
    reading.thing(section.fields, "");
    assert_eq!(reading.faults, [("sessions.1.to".to_owned(), "time")]);
    let faults = [super::inputs::Fault {
        name: "sessions.1.to".to_owned(),
        text: "A time, please".to_owned(),
        is_english: false,
    }];
    let locale = Locale::new(&plan, Language::En);
    let drawing = Drawing {
        locale: &locale,
        document: &document,
        filled: &filled,
        faults: &faults,
    };
    let html = draw(&locale, &drawing.inputs(section.fields, section.name, ""));
    let field = html.split_once("id=\"sessions.1.to\"").expect("the field").1;
    let field = field.split_once("</div>").expect("its end").0;
    assert!(
        field.contains("value=\"half past five\"") && field.contains("A time, please"),
        "{field}"
    );
    assert_eq!(html.matches("A time, please").count(), 1);
    assert!(
        html.contains("name=\"sessions.2.from\""),
        "there is room for one more"
    );
}

#[test]
fn a_fault_of_the_plan_is_at_home_in_a_form() {
    assert_eq!(
        place_of("service[3].name.en"),
        ("service", Some(3), "name.en".to_owned())
    );
    assert_eq!(
        place_of("timetable[0].sessions[1].windows[2]"),
        ("timetable", Some(0), "sessions.1.windows.2".to_owned())
    );
    assert_eq!(place_of("rules.answer_s"), ("rules", None, "answer_s".to_owned()));
    assert_eq!(place_of("person"), ("person", None, String::new()));
}

#[test]
fn what_is_switched_off_and_a_limit_of_0_are_changes() {
    let plan = sample("township");
    let locale = Locale::new(&plan, Language::En);
    let old = value_of(&document_of(&plan));
    let mut new = old.clone();
    new["service"][0]["bookable"] = json!(false);
    new["group"][0]["ticket_stop_s"] = json!(0);
    let found = changes(&old, &new, &locale);
    let lines: Vec<_> = found
        .iter()
        .map(|change| (change.section, change.lines.len()))
        .collect();
    assert_eq!(lines, [("service", 1), ("group", 1)], "{found:?}");
    assert_eq!(changes(&old, &old.clone(), &locale), []);
}

#[test]
fn a_fee_that_changes_is_said_alone_with_its_amount_before_and_after() {
    let plan = sample("sample-hall");
    let locale = Locale::new(&plan, Language::En);
    let old = value_of(&document_of(&plan));
    let mut new = old.clone();
    let services = new["service"].as_array_mut().expect("a list");
    let passport = services.iter_mut().find(|one| one["code"] == "C04").expect("C04");
    passport["fees"][2]["amount"] = json!("85");
    let found = changes(&old, &new, &locale);
    let [change] = found.as_slice() else {
        panic!("{found:?}");
    };
    let [(label, before, after)] = change.lines.as_slice() else {
        panic!("{:?}", change.lines);
    };
    assert_eq!(label, "Fees taiwan");
    assert!(before.contains("Taiwan permit Fixed 80 permit"), "{before}");
    assert!(after.contains("Taiwan permit Fixed 85 permit"), "{after}");
    // Added, removed, moved.
    let fees = |fees: Value| {
        let mut new = old.clone();
        let services = new["service"].as_array_mut().expect("a list");
        let service = services.iter_mut().find(|one| one["code"] == "F03").expect("F03");
        service["fees"] = fees;
        changes(&old, &new, &locale).remove(0).lines
    };
    let two = old["service"].as_array().expect("a list");
    let two = &two.iter().find(|one| one["code"] == "F03").expect("F03")["fees"];
    let gone = fees(json!([two[0]]));
    assert_eq!(
        (gone.len(), gone[0].0.as_str(), gone[0].2.as_str()),
        (1, "Fees cancel", "")
    );
    let moved = fees(json!([two[1], two[0]]));
    let order = (
        "Fees".to_owned(),
        "set_up cancel".to_owned(),
        "cancel set_up".to_owned(),
    );
    assert_eq!(moved, [order]);
}

#[test]
fn an_amount_in_a_form_is_yuan_or_told_so() {
    let section = super::sections::section("service").expect("a section");
    let fee = |amount: &str| {
        let filled = Filled(vec![("fees.0.amount".to_owned(), amount.to_owned())]);
        let mut reading = Reading {
            filled: &filled,
            faults: Vec::new(),
        };
        let value = reading.thing(section.fields, "");
        let of_amount = reading
            .faults
            .into_iter()
            .find(|(name, _)| name == "fees.0.amount");
        (
            value["fees"][0]["amount"].clone(),
            of_amount.map(|(_, fault)| fault),
        )
    };
    assert_eq!(fee("0.30"), (json!("0.30"), None));
    assert_eq!(fee("20 元"), (Value::Null, Some("yuan")));
    assert_eq!(fee("0.305"), (Value::Null, Some("yuan")));
}

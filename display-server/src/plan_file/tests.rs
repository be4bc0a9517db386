//! The plans that are shipped hold together, a plan survives its document, and faults come with their lines.

mod faults;

use std::path::{Path, PathBuf};

use queue_core::HallPlan;
use queue_core::ids::{ServiceCode, WindowNumber};

use super::{PlanFileError, document_of, parse, plan_of, read};

/// The folder of the sample halls.
fn plans() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans")
}

fn sample(name: &str) -> HallPlan {
    read(&plans().join(name).join("hall.toml")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_shipped_plan_holds_together() {
    let mut read_plans = 0;
    for folder in std::fs::read_dir(plans()).unwrap() {
        let file = folder.unwrap().path().join("hall.toml");
        read(&file).unwrap_or_else(|error| panic!("{}:\n{error}", file.display()));
        read_plans += 1;
    }
    assert_eq!(read_plans, 2);
}

#[test]
fn the_sample_hall_is_whole() {
    let plan = sample("sample-hall");
    let parts = plan.parts();
    assert_eq!(parts.departments.len(), 20);
    assert_eq!(parts.groups.len(), 16);
    assert_eq!(parts.services.len(), 69);
    assert_eq!(parts.windows.len(), 14);
    assert_eq!(parts.areas.len(), 2);
    assert_eq!(parts.kiosks.len(), 3);
    assert_eq!(parts.escort_posts.len(), 3);
    assert_eq!(parts.people.len(), 24);
    let documents: usize = parts.services.iter().map(|service| service.documents.len()).sum();
    assert_eq!(documents, 208);
}

#[test]
fn windows_that_charge_accept_nothing_else() {
    let plan = sample("sample-hall");
    let fees = plan.service(&ServiceCode::new("P01")).unwrap();
    let windows: Vec<_> = plan
        .windows_for(fees)
        .iter()
        .map(|window| window.number)
        .collect();
    assert_eq!(windows, [WindowNumber::new(13), WindowNumber::new(14)]);
}

#[test]
fn a_plan_survives_its_document() {
    for name in ["sample-hall", "township"] {
        let plan = sample(name);
        assert_eq!(plan_of(&document_of(&plan)).unwrap(), plan);
    }
}

#[test]
fn a_document_survives_json() {
    let document = document_of(&sample("sample-hall"));
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(
        serde_json::from_str::<hall_protocol::PlanDocument>(&json).unwrap(),
        document
    );
}

#[test]
fn different_documents_of_one_english_name_have_different_keys() {
    let mut parts = sample("township").parts().clone();
    let mut other = parts.services[0].documents[0].clone();
    other.zh_hant = "居民身份證（新）".into();
    parts.services[0].documents.push(other);
    let plan = HallPlan::new(parts).unwrap();
    let document = document_of(&plan);
    let keys = &document.service[0].documents;
    assert_eq!(keys[0], "resident_id_card");
    assert_eq!(keys[3], "resident_id_card_2");
    assert_eq!(plan_of(&document).unwrap(), plan);
}

#[test]
fn letters_that_look_or_sound_like_digits_are_refused_in_documents_made_by_hand() {
    let mut document = document_of(&sample("township"));
    document.group[0].letter = hall_protocol::plan_document::PlanLetter::new('O');
    let faults = plan_of(&document).unwrap_err();
    assert!(
        faults
            .to_string()
            .contains("\"O\" is not a letter A–Z other than E, I, O and Q"),
        "{faults}"
    );
}

#[test]
fn a_missing_file_is_named() {
    let error = read(Path::new("/nowhere/hall.toml")).unwrap_err();
    assert!(matches!(&error, PlanFileError::Unreadable { file, .. } if file == "/nowhere/hall.toml"));
}

#[test]
fn a_file_larger_than_any_plan_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hall.toml");
    std::fs::write(&file, "#".repeat(1 << 21)).unwrap();
    assert!(matches!(read(&file).unwrap_err(), PlanFileError::TooLarge { .. }));
}

#[test]
fn an_empty_file_is_told_what_a_plan_needs() {
    let faults = parse("", "hall.toml").unwrap_err().to_string();
    assert!(
        faults.contains("hall.toml:1: the section [hall] is missing; add it"),
        "{faults}"
    );
    assert!(
        faults.contains("hall.toml:1: the hall has no window; add at least one window"),
        "{faults}"
    );
}

#[test]
fn a_plan_survives_its_text() {
    for name in ["sample-hall", "township"] {
        let plan = sample(name);
        let text = super::toml_of(&document_of(&plan)).unwrap();
        assert_eq!(
            parse(&text, "hall.toml").unwrap_or_else(|faults| panic!("{faults}")),
            plan
        );
    }
}

#[test]
fn a_written_plan_looks_like_one_written_by_hand() {
    let text = super::toml_of(&document_of(&sample("township"))).unwrap();
    let head: String = text.lines().take(14).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(head);
}

//! The programs that will read the files, asked beforehand. A judge that is not installed is a failure that says so.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::{ids, image, packaged, text_of};

/// What a computer adds to the daemon's unit.
const ADDED: &str = "etc/systemd/system/kiosk.service.d/devices.conf";
fn judge(program: &str, package: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program).args(arguments).output();
    output.unwrap_or_else(|error| panic!("{program}: {error}; apt-get install {package}"))
}

fn words(output: &Output) -> String {
    let (said, told) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(said).into_owned() + &String::from_utf8_lossy(told)
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

#[test]
fn systemd_makes_every_group_that_the_unit_joins() {
    for id in ids() {
        let files = image(&id);
        let root = tempfile::tempdir().expect("a folder");
        write(
            &root.path().join("usr/lib/sysusers.d/hall-kiosk.conf"),
            &packaged("hall-kiosk.conf"),
        );
        fs::create_dir_all(root.path().join("etc")).expect("made");
        let output = judge(
            "systemd-sysusers",
            "systemd",
            &[&format!("--root={}", root.path().display())],
        );
        assert!(output.status.success(), "{id}: {}", words(&output));
        let groups = fs::read_to_string(root.path().join("etc/group")).expect("groups");
        let joined = text_of(&files, ADDED)
            .lines()
            .find_map(|line| line.strip_prefix("SupplementaryGroups="));
        for group in joined.unwrap_or_default().split(' ').chain(["kiosk"]) {
            let is_made = groups.lines().any(|line| line.starts_with(&format!("{group}:")));
            assert!(is_made, "{id}: no group {group}");
        }
    }
}

/// What is wrong with a rule, as far as its form tells: every part a known key, an operator that it can have, and a
/// value in quotes; something to match and something to set.
fn rule_fault(rule: &str) -> Option<String> {
    const MATCHED: [&str; 7] = [
        "SUBSYSTEM",
        "SUBSYSTEMS",
        "KERNEL",
        "KERNELS",
        "ATTRS{idVendor}",
        "ATTRS{idProduct}",
        "ATTRS{serial}",
    ];
    const SET: [&str; 4] = ["GROUP", "MODE", "SYMLINK", "ENV{LIBINPUT_IGNORE_DEVICE}"];
    let (mut matches, mut sets) = (0, 0);
    for part in rule.split(", ") {
        let at = part.find(['=', '+']).unwrap_or(part.len());
        let (key, rest) = part.split_at(at);
        let (operator, value) = rest.split_at(rest.find('"').unwrap_or(rest.len()));
        let is_quoted = value.len() >= 2 && value.ends_with('"') && value.matches('"').count() == 2;
        match operator {
            "==" if MATCHED.contains(&key) || key == "ENV{ID_PATH}" => matches += 1,
            "=" | "+=" if SET.contains(&key) => sets += 1,
            _ => return Some(format!("{part} is no part of a rule")),
        }
        if !is_quoted {
            return Some(format!("{part} has no value in quotes"));
        }
    }
    (matches == 0 || sets == 0).then(|| format!("{rule} does nothing"))
}

#[test]
fn the_rules_for_what_is_plugged_in_have_the_form_of_rules() {
    let images: Vec<_> = ids().iter().flat_map(|id| image(id)).collect();
    let rendered = images
        .iter()
        .filter(|file| file.path == "etc/udev/rules.d/70-hall.rules");
    let mut texts: Vec<_> = rendered.map(|file| file.text.clone()).collect();
    texts.push(packaged("header.rules"));
    let mut seen = 0;
    for rule in texts
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        assert_eq!(rule_fault(rule), None);
        seen += 1;
    }
    assert!(seen >= 4, "{seen} rules");
    assert!(rule_fault(r#"SUBSYSTEM=="usbmisc", GROP="lp""#).is_some());
    assert!(rule_fault(r#"SUBSYSTEM="usbmisc", GROUP="lp""#).is_some());
    assert!(rule_fault(r#"SUBSYSTEM=="usbmisc", GROUP="l"p""#).is_some());
    assert!(rule_fault(r#"SUBSYSTEM=="usbmisc""#).is_some());
}

/// A YAML reader that others wrote; `tests/run` puts it there.
fn yaml_fault(text: &str) -> Option<String> {
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/peers/venv/bin/python");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file.yaml");
    write(&path, text);
    let check = "import sys, yaml; assert isinstance(yaml.safe_load(open(sys.argv[1])), dict)";
    let output = Command::new(python).args(["-c", check]).arg(&path).output();
    let output = output.unwrap_or_else(|error| panic!("{python}: {error}; run tests/run once"));
    (!output.status.success()).then(|| words(&output))
}

#[test]
fn what_cloud_init_reads_is_yaml() {
    for id in ids() {
        let files = image(&id);
        for name in ["user-data", "network-config", "meta-data"] {
            let text = text_of(&files, &format!("boot/firmware/{name}"));
            assert_eq!(yaml_fault(text), None, "{id}: {name}");
        }
        assert!(
            text_of(&files, "boot/firmware/user-data").starts_with("#cloud-config\n"),
            "{id}"
        );
    }
    assert!(yaml_fault("users:\n  - name: a\n name: b\n").is_some());
}

#[test]
fn the_browser_s_policy_is_json_and_allows_the_kiosk_s_own_page_only() {
    let files = image("kiosk-a1");
    let policy = text_of(&files, "etc/chromium/policies/managed/hall.json");
    let policy: serde_json::Value = serde_json::from_str(policy).expect("JSON");
    assert_eq!(policy["URLBlocklist"], serde_json::json!(["*"]));
    let unit = packaged("kiosk-browser.service");
    let allowed = policy["URLAllowlist"][0].as_str().expect("an address");
    assert!(unit.contains(&format!(" {allowed}/\n")), "{allowed}");
}

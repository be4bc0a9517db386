//! The programs that will read the files, asked beforehand. A judge that is not installed is a failure that says so.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use firmware_config::ImageFile;
use tempfile::TempDir;

use crate::{ids, image, text_of};

/// The daemon's unit.
const DAEMON: &str = "etc/systemd/system/kiosk.service";
/// The highest exposure of the daemon, in tenths.
const EXPOSURE: &str = "30";

fn judge(program: &str, package: &str, arguments: &[&str]) -> Output {
    let output = Command::new(program)
        .args(arguments)
        .env("SYSTEMD_PAGER", "")
        .output();
    output.unwrap_or_else(|error| panic!("{program}: {error}; apt-get install {package}"))
}

fn words(output: &Output) -> String {
    let (said, told) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(said).into_owned() + &String::from_utf8_lossy(told)
}

/// A system that an image was copied over: systemd's own units, the image, and programs that do nothing.
fn system(files: &[ImageFile]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    let units = root.path().join("usr/lib/systemd");
    fs::create_dir_all(&units).expect("made");
    let own = ["/usr/lib/systemd/system", "/lib/systemd/system"]
        .into_iter()
        .find(|folder| Path::new(folder).join("basic.target").exists());
    let own = own.unwrap_or_else(|| panic!("no units of systemd; apt-get install systemd"));
    let copied = judge("cp", "coreutils", &["-r", own, &units.display().to_string()]);
    assert!(copied.status.success(), "{}", words(&copied));
    std::os::unix::fs::symlink("usr/lib", root.path().join("lib")).expect("linked");
    for program in ["kiosk", "cage", "chromium", "systemctl"] {
        let path = root.path().join("usr/bin").join(program);
        write(&path, "");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }
    for file in files {
        write(&root.path().join(&file.path), &file.text);
    }
    root
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// What systemd has against the units of an image; it ends well however many directives it passes over, so what it
/// says counts.
fn verified(files: &[ImageFile]) -> Result<(), String> {
    let system = system(files);
    let units = files
        .iter()
        .filter_map(|file| file.path.strip_prefix("etc/systemd/system/"));
    let root = format!("--root={}", system.path().display());
    let arguments: Vec<_> = ["verify", "--man=no", &root].into_iter().chain(units).collect();
    assert!(arguments.len() > 3, "no unit");
    let output = judge("systemd-analyze", "systemd", &arguments);
    let said = words(&output);
    if output.status.success() && said.is_empty() {
        Ok(())
    } else {
        Err(said)
    }
}

/// Whether systemd finds the daemon's unit shut well enough.
fn is_shut(unit: &str) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("kiosk.service");
    write(&path, unit);
    let threshold = format!("--threshold={EXPOSURE}");
    let path = path.display().to_string();
    let arguments = ["security", "--offline=true", "--no-pager", &threshold, &path];
    let output = judge("systemd-analyze", "systemd", &arguments);
    if output.status.success() {
        Ok(())
    } else {
        Err(words(&output))
    }
}

#[test]
fn systemd_has_nothing_against_the_units() {
    for id in ids() {
        assert_eq!(verified(&image(&id)), Ok(()), "{id}");
    }
}

#[test]
fn systemd_finds_a_directive_that_does_not_exist_and_a_program_that_is_not_there() {
    let spoilt = |from: &str, to: &str| {
        let mut files = image("kiosk-a1");
        for file in &mut files {
            file.text = file.text.replace(from, to);
        }
        verified(&files).expect_err("a fault")
    };
    let unknown = spoilt("ProtectHome=yes", "ProtectHoem=yes");
    assert!(unknown.contains("ProtectHoem"), "{unknown}");
    let missing = spoilt("ExecStart=/usr/bin/kiosk ", "ExecStart=/usr/bin/keosk ");
    assert!(missing.contains("keosk"), "{missing}");
    let never = spoilt("OnCalendar=*-*-* 03:30:00", "OnCalendar=*-*-* 33:30:00");
    assert!(
        never.contains("OnCalendar") || never.contains("calendar"),
        "{never}"
    );
}

#[test]
fn the_daemon_is_exposed_to_three_of_ten_at_most() {
    for id in ids() {
        assert_eq!(is_shut(text_of(&image(&id), DAEMON)), Ok(()), "{id}");
    }
}

#[test]
fn a_daemon_that_is_less_shut_would_be_noticed() {
    let files = image("kiosk-a1");
    let open: Vec<_> = text_of(&files, DAEMON)
        .lines()
        .filter(|line| !line.starts_with("SystemCallFilter") && !line.starts_with("CapabilityBoundingSet"))
        .collect();
    assert!(is_shut(&open.join("\n")).is_err());
}

#[test]
fn systemd_makes_every_group_that_the_unit_joins() {
    for id in ids() {
        let files = image(&id);
        let root = tempfile::tempdir().expect("a folder");
        write(
            &root.path().join("etc/sysusers.d/hall.conf"),
            text_of(&files, "etc/sysusers.d/hall.conf"),
        );
        let output = judge(
            "systemd-sysusers",
            "systemd",
            &[&format!("--root={}", root.path().display())],
        );
        assert!(output.status.success(), "{id}: {}", words(&output));
        let groups = fs::read_to_string(root.path().join("etc/group")).expect("groups");
        let joined = text_of(&files, DAEMON)
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
    let mut seen = 0;
    for id in ids() {
        let files = image(&id);
        let text = text_of(&files, "etc/udev/rules.d/70-hall.rules");
        let rules = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        for rule in rules {
            assert_eq!(rule_fault(rule), None, "{id}");
            seen += 1;
        }
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
    let unit = text_of(&files, "etc/systemd/system/kiosk-browser.service");
    let allowed = policy["URLAllowlist"][0].as_str().expect("an address");
    assert!(unit.contains(&format!(" {allowed}/\n")), "{allowed}");
}

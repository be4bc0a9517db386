//! What systemd says of the units, by themselves and with what each computer of the sample hall adds.

use crate::installed::{Installed, images, kiosk_image};

const SERVER: &str = "usr/lib/systemd/system/hall-server.service";
const DAEMON: &str = "usr/lib/systemd/system/kiosk.service";
const ADDED: &str = "etc/systemd/system/kiosk.service.d/devices.conf";

#[test]
fn systemd_has_nothing_against_the_units() {
    assert_eq!(Installed::with(&[]).verify(), Ok(()), "the packages alone");
    for image in images() {
        assert_eq!(Installed::with(&image).verify(), Ok(()));
    }
}

#[test]
fn systemd_finds_what_is_wrong_with_a_unit() {
    for (file, from, to, word) in [
        (DAEMON, "ProtectHome=yes", "ProtectHoem=yes", "ProtectHoem"),
        (DAEMON, "=/usr/bin/kiosk ", "=/usr/bin/keosk ", "keosk"),
        (
            SERVER,
            "=/usr/bin/display-server ",
            "=/usr/bin/displai-server ",
            "displai-server",
        ),
        (
            ADDED,
            "SupplementaryGroups=",
            "SupplementaryGrups=",
            "SupplementaryGrups",
        ),
        (
            "usr/lib/systemd/system/kiosk-browser-anew.timer",
            "OnCalendar=*-*-* 03:30:00",
            "OnCalendar=*-*-* 33:30:00",
            "alendar",
        ),
    ] {
        let system = Installed::with(&kiosk_image()).spoilt(file, from, to);
        let said = system.verify().expect_err(from);
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn the_server_is_exposed_to_two_of_ten_at_most_and_a_device_s_daemon_to_three() {
    assert_eq!(Installed::with(&[]).is_shut("hall-server.service", 20), Ok(()));
    for image in images() {
        assert_eq!(Installed::with(&image).is_shut("kiosk.service", 30), Ok(()));
    }
}

#[test]
fn a_browser_is_started_anew_when_its_page_has_not_drawn_for_more_than_a_minute() {
    let unit = Installed::with(&[]).read("usr/lib/systemd/system/kiosk-browser-watch.service");
    let condition = unit
        .lines()
        .find_map(|line| {
            line.strip_prefix("ExecCondition=/bin/sh -c '")?
                .strip_suffix('\'')
        })
        .expect("a condition");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page-alive");
    let condition = condition.replace("/run/kiosk/page-alive", &file.to_string_lossy());
    let holds = || {
        let shell = std::process::Command::new("sh").args(["-c", &condition]).status();
        shell.expect("a shell").success()
    };
    assert!(!holds(), "no daemon has started");
    for (age, is_over) in [
        ("now", false),
        ("50 seconds ago", false),
        ("70 seconds ago", true),
    ] {
        let touched = std::process::Command::new("touch")
            .args(["-d", age])
            .arg(&file)
            .status();
        assert!(touched.expect("touch").success());
        assert_eq!(holds(), is_over, "{age}");
    }
}

#[test]
fn a_unit_that_is_less_shut_would_be_noticed() {
    let open_server = Installed::with(&[]).spoilt(SERVER, "SystemCallFilter=", "#");
    assert!(open_server.is_shut("hall-server.service", 20).is_err());
    let open_daemon = Installed::with(&kiosk_image())
        .spoilt(
            ADDED,
            "[Service]",
            "[Service]\nCapabilityBoundingSet=~CAP_SYSLOG\nDevicePolicy=auto",
        )
        .spoilt(DAEMON, "SystemCallFilter=", "#");
    assert!(open_daemon.is_shut("kiosk.service", 30).is_err());
}

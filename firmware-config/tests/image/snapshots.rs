//! Each image as it looks, and what no image says.

use std::path::Path;

use firmware_config::{DeviceFile, ImageFile, NotRendered, render};

use crate::{ids, image, packaged, packaged_units, shipped, text_of};

/// Every file of an image, one after the other; of those that no device changes only the name.
fn whole(files: &[ImageFile]) -> String {
    files.iter().map(as_it_looks).collect()
}

fn as_it_looks(file: &ImageFile) -> String {
    let name = Path::new(&file.path).file_name().expect("a name");
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(name);
    let is_fixed = std::fs::read_to_string(template).is_ok_and(|text| text == file.text);
    if is_fixed || file.path.starts_with("etc/hall/") {
        format!("==> {} (as it stands in this repository)\n\n", file.path)
    } else {
        format!("==> {}\n{}\n", file.path, file.text)
    }
}

#[test]
fn the_image_of_every_device_that_ships() {
    for id in ids() {
        insta::assert_snapshot!(id.clone(), whole(&image(&id)));
    }
}

#[test]
fn the_image_of_a_computer_that_is_several_devices() {
    let pad = DeviceFile::read("pad-3.toml", &on_a_zero(&shipped("pad-3"))).expect("sound");
    let files = render(&[pad, shipped("sign-3")]).expect("an image");
    insta::assert_snapshot!("pad-3-and-sign-3", whole(&files));
}

fn on_a_zero(device: &DeviceFile) -> String {
    let board = "[board]\nmodel = \"pi-zero-2w\"\n\n[server]";
    device.text().replace("[server]", board)
}

#[test]
fn devices_that_cannot_be_one_computer_have_no_image() {
    let refused = render(&[shipped("kiosk-a1"), shipped("pad-5")]).expect_err("two boards");
    assert!(
        matches!(&refused, NotRendered::Clash(faults) if faults.len() == 1),
        "{refused}"
    );
    assert_eq!(render(&[]), Err(NotRendered::NoDevice));
}

#[test]
fn another_computer_than_a_raspberry_pi_has_no_settings_of_its_firmware() {
    let board = "[board]\nmodel = \"other\"\npins = \"gpiochip\"\nchip = \"some-chip\"\n\n[server]";
    let text = shipped("pad-3").text().replace("[server]", board);
    let files = render(&[DeviceFile::read("pad-3.toml", &text).expect("sound")]).expect("an image");
    assert!(!files.iter().any(|file| file.path.ends_with("config.txt")));
    assert!(!text_of(&files, "boot/firmware/user-data").contains("config.txt"));
    assert!(text_of(&files, "etc/systemd/system/kiosk.service.d/devices.conf").contains("gpiochip"));
}

#[test]
fn only_a_device_with_a_screen_has_a_browser() {
    for id in ids() {
        let browsers = image(&id)
            .iter()
            .filter(|file| file.path.contains("chromium") || file.text.contains("kiosk-browser.service"))
            .count();
        let has_screen = shipped(&id).config().screen.is_some();
        // Its policy, and both ways of starting it.
        assert_eq!(browsers, if has_screen { 3 } else { 0 }, "{id}");
    }
}

#[test]
fn the_device_file_itself_is_in_its_image_to_the_letter() {
    for id in ids() {
        let files = image(&id);
        assert_eq!(
            text_of(&files, &format!("etc/hall/{id}.toml")),
            shipped(&id).text()
        );
    }
}

#[test]
fn a_unit_opens_what_its_device_needs_and_nothing_else() {
    let expected: [(&str, &[&str]); 9] = [
        (
            "kiosk-a1",
            &[
                "char-gpiochip rw",
                "/dev/gpiomem rw",
                "char-usb rw",
                "char-input rw",
            ],
        ),
        ("kiosk-lobby", &["char-gpiochip rw", "/dev/ttyAMA0 rw"]),
        ("pad-3", &["char-gpiochip rw", "/dev/gpiomem rw"]),
        ("pad-5", &["char-input rw"]),
        ("post-lobby", &["char-gpiochip rw", "/dev/gpiomem rw"]),
        ("post-toilet", &["char-gpiochip rw", "/dev/gpiomem rw"]),
        ("rate-3", &["char-gpiochip rw", "/dev/gpiomem rw"]),
        ("rate-5", &["char-input rw"]),
        ("sign-3", &["char-spi rw"]),
    ];
    assert_eq!(expected.map(|(id, _)| id.to_owned()).to_vec(), ids());
    for (id, expected) in expected {
        let files = image(id);
        let unit = text_of(&files, "etc/systemd/system/kiosk.service.d/devices.conf");
        let allowed: Vec<_> = unit
            .lines()
            .filter_map(|line| line.strip_prefix("DeviceAllow="))
            .collect();
        assert_eq!(allowed, expected, "{id}");
    }
    let unit = packaged("kiosk.service");
    assert!(unit.contains("\nDevicePolicy=closed\n") && !unit.contains("DeviceAllow="));
}

#[test]
fn no_unit_waits_for_the_time_or_the_network() {
    let mut texts = packaged_units();
    for id in ids() {
        let files = image(&id).into_iter();
        texts.extend(
            files
                .filter(|file| file.path.contains("systemd/system/"))
                .map(|file| file.text),
        );
    }
    for text in texts {
        for word in ["time-sync", "network-online", "time-set"] {
            assert!(!text.contains(word), "{text}");
        }
    }
}

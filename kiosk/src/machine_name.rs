//! Which machine this is: a card that was copied and put into another one must not give the same numbers.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Names the machine that the daemon runs on: SHA-256 of what cannot be copied with a card, as hex digits. A Raspberry Pi's
/// serial number where there is one, else the addresses of its built-in network interfaces, else what the system calls itself.
#[must_use]
pub(crate) fn machine_name() -> String {
    let name = serial_number()
        .or_else(|| network_addresses(Path::new("/sys/class/net")))
        .or_else(|| fs::read_to_string("/etc/machine-id").ok())
        .unwrap_or_default();
    let digest = Sha256::digest(name.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0'));
    hex::encode(digest)
}

fn serial_number() -> Option<String> {
    let serial = fs::read_to_string("/proc/device-tree/serial-number").ok()?;
    Some(serial).filter(|serial| serial.chars().any(char::is_alphanumeric))
}

/// The addresses of the interfaces that have hardware behind them, in order; not of those that can be unplugged.
fn network_addresses(interfaces: &Path) -> Option<String> {
    let entries = fs::read_dir(interfaces).ok()?.filter_map(Result::ok);
    let real = entries.filter(|entry| {
        let device = fs::canonicalize(entry.path().join("device"));
        device.is_ok_and(|device| !device.to_string_lossy().contains("/usb"))
    });
    let addresses = real.filter_map(|entry| fs::read_to_string(entry.path().join("address")).ok());
    let mut addresses: Vec<String> = addresses.map(|address| address.trim().to_owned()).collect();
    addresses.sort();
    let all = addresses.join(" ");
    Some(all).filter(|all| !all.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_has_one_name_and_interfaces_without_hardware_are_no_part_of_it() {
        assert_eq!(machine_name(), machine_name());
        assert_eq!(machine_name().len(), 64);
        let folder = tempfile::tempdir().unwrap();
        let devices = tempfile::tempdir().unwrap();
        let interface = |name: &str, address: &str, device: Option<&str>| {
            let interface = folder.path().join(name);
            fs::create_dir_all(&interface).unwrap();
            fs::write(interface.join("address"), format!("{address}\n")).unwrap();
            if let Some(device) = device {
                let device = devices.path().join(device);
                fs::create_dir_all(&device).unwrap();
                std::os::unix::fs::symlink(device, interface.join("device")).unwrap();
            }
        };
        assert_eq!(network_addresses(folder.path()), None);
        interface("lo", "00:00:00:00:00:00", None);
        interface("wlan0", "b8:27:eb:00:00:02", Some("mmc1"));
        interface("eth0", "b8:27:eb:00:00:01", Some("soc/ethernet"));
        interface("eth1", "b8:27:eb:00:00:09", Some("usb1/1-1"));
        let addresses = network_addresses(folder.path());
        assert_eq!(addresses.as_deref(), Some("b8:27:eb:00:00:01 b8:27:eb:00:00:02"));
    }
}

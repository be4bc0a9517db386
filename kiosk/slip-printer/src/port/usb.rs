//! Printers on USB, through the kernel's printer class (`usblp`).
//!
//! Invariant: the device is looked for by make and by serial number or port at every connection, since the kernel
//! numbers devices anew whenever one is plugged in.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{PrinterPort, character_device::CharacterDevice};

/// Which of several printers of one make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichUsb {
    /// The one with this serial number.
    Serial(String),
    /// The one in this port, as the kernel names it: `1-1.2`.
    Port(String),
}

/// A printer on USB.
#[derive(Clone, Debug)]
pub struct UsbPort {
    /// The vendor's number.
    pub vendor: u16,
    /// The product's number.
    pub product: u16,
    /// Which of several.
    pub which: WhichUsb,
    sysfs: PathBuf,
    devices: PathBuf,
}

impl UsbPort {
    /// The printer of this make and place, whenever it is plugged in.
    #[must_use]
    pub fn new(vendor: u16, product: u16, which: WhichUsb) -> Self {
        Self {
            vendor,
            product,
            which,
            sysfs: PathBuf::from("/sys/class/usbmisc"),
            devices: PathBuf::from("/dev/usb"),
        }
    }

    /// The name of its device, `lp0` and so on.
    fn find(&self) -> io::Result<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.sysfs)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("lp") && self.is_it(&entry.path()).unwrap_or(false) {
                found.push(name);
            }
        }
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "no such printer is plugged in",
            )),
            [_, ..] => Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "several printers have this serial number; name the port instead",
            )),
        }
    }

    /// Whether a printer of the kernel's is this one. `device` is its interface; above it stands the device itself.
    fn is_it(&self, printer: &Path) -> io::Result<bool> {
        let interface = fs::canonicalize(printer.join("device"))?;
        let device = interface.parent().ok_or(io::ErrorKind::NotFound)?;
        let is_make =
            number(device, "idVendor")? == self.vendor && number(device, "idProduct")? == self.product;
        Ok(is_make
            && match &self.which {
                WhichUsb::Serial(serial) => text(device, "serial")? == *serial,
                WhichUsb::Port(port) => device.file_name().is_some_and(|name| name == port.as_str()),
            })
    }
}

impl PrinterPort for UsbPort {
    type Link = CharacterDevice;

    fn connect(&mut self, _within: Duration) -> io::Result<CharacterDevice> {
        CharacterDevice::open(&self.devices.join(self.find()?))
    }
}

fn text(device: &Path, file: &str) -> io::Result<String> {
    Ok(fs::read_to_string(device.join(file))?.trim().to_owned())
}

fn number(device: &Path, file: &str) -> io::Result<u16> {
    u16::from_str_radix(&text(device, file)?, 16).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// The kernel's tree with printers: name, port, product, serial number.
    fn tree(printers: &[(&str, &str, &str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (name, port, product, serial) in printers {
            let device = root.path().join("devices").join(port);
            let interface = device.join(format!("{port}:1.0"));
            fs::create_dir_all(&interface).unwrap();
            fs::write(device.join("idVendor"), "04b8\n").unwrap();
            fs::write(device.join("idProduct"), format!("{product}\n")).unwrap();
            fs::write(device.join("serial"), format!("{serial}\n")).unwrap();
            let class = root.path().join("class").join(name);
            fs::create_dir_all(&class).unwrap();
            symlink(&interface, class.join("device")).unwrap();
        }
        root
    }

    fn found(root: &tempfile::TempDir, which: WhichUsb) -> Result<String, io::ErrorKind> {
        let port = UsbPort {
            sysfs: root.path().join("class"),
            ..UsbPort::new(0x04b8, 0x0e28, which)
        };
        port.find().map_err(|error| error.kind())
    }

    #[test]
    fn of_two_printers_of_one_make_the_named_one_is_found_whatever_its_number() {
        let serial = |serial: &str| WhichUsb::Serial(serial.to_owned());
        let port = |port: &str| WhichUsb::Port(port.to_owned());
        let root = tree(&[("lp0", "1-1.2", "0e28", "S2"), ("lp1", "1-1.3", "0e28", "S1")]);
        assert_eq!(found(&root, serial("S1")).as_deref(), Ok("lp1"));
        assert_eq!(found(&root, port("1-1.2")).as_deref(), Ok("lp0"));
        assert_eq!(found(&root, serial("S3")), Err(io::ErrorKind::NotFound));
        assert_eq!(found(&root, port("1-1")), Err(io::ErrorKind::NotFound));
    }

    #[test]
    fn another_make_in_the_same_port_is_not_printed_on() {
        let root = tree(&[("lp0", "1-1.2", "0202", "S1")]);
        let port = WhichUsb::Port("1-1.2".to_owned());
        assert_eq!(found(&root, port), Err(io::ErrorKind::NotFound));
    }

    #[test]
    fn two_printers_with_one_serial_number_are_refused() {
        let root = tree(&[("lp0", "1-1.2", "0e28", "0000"), ("lp1", "1-1.3", "0e28", "0000")]);
        let serial = WhichUsb::Serial("0000".to_owned());
        assert_eq!(found(&root, serial), Err(io::ErrorKind::InvalidInput));
    }
}

//! The printer, its paper and the one way to it.

use std::path::PathBuf;

use toml::Spanned;

use crate::device::{PaperWidth, Printer, PrinterModel, PrinterWay, UsbWhich};
use crate::raw::{RawPrinter, RawSerial, RawUsb};

use super::Check;

/// Metres on a roll where the file does not say.
const USUAL_ROLL_M: u16 = 80;
/// Bits a second below which a visitor waits more than five seconds for a slip.
const SLOWEST_BAUD: i64 = 115_200;
const FASTEST_BAUD: i64 = 921_600;

impl Check<'_> {
    pub(super) fn printer(&mut self, raw: &RawPrinter) -> Option<Printer> {
        let model = self.printer_model(&raw.model);
        let way = self.way(raw);
        let paper = self.paper(&raw.paper_mm);
        let roll_m = match &raw.roll_m {
            Some(roll) => self.ranged(roll, 10..=300, ("the length of a roll", " metres")),
            None => Some(USUAL_ROLL_M),
        };
        Some(Printer {
            model: model?,
            way: way?,
            paper: paper?,
            roll_m: roll_m?,
        })
    }

    fn printer_model(&mut self, raw: &Spanned<String>) -> Option<PrinterModel> {
        let known = PrinterModel::ALL
            .into_iter()
            .find(|model| model.name() == raw.get_ref());
        if known.is_none() {
            let names = PrinterModel::ALL.map(PrinterModel::name).join(", ");
            self.fault(
                raw,
                format!("{:?} is no printer known here", raw.get_ref()),
                format!("write one of {names}"),
            );
        }
        known
    }

    fn paper(&mut self, raw: &Spanned<i64>) -> Option<PaperWidth> {
        match *raw.get_ref() {
            80 => Some(PaperWidth::Mm80),
            58 => Some(PaperWidth::Mm58),
            other => {
                self.fault(raw, format!("no roll is {other} mm wide"), "write 80 or 58");
                None
            }
        }
    }

    fn way(&mut self, raw: &RawPrinter) -> Option<PrinterWay> {
        match (&raw.tcp, &raw.usb, &raw.serial) {
            (Some(address), None, None) => self.tcp(address),
            (None, Some(usb), None) => self.usb(usb),
            (None, None, Some(line)) => self.serial(line),
            (None, None, None) => {
                self.fault(
                    &raw.model,
                    "there is no way to the printer",
                    "add one of tcp, usb or serial",
                );
                None
            }
            _ => {
                self.fault(
                    &raw.model,
                    "there are several ways to the printer",
                    "keep one of tcp, usb and serial",
                );
                None
            }
        }
    }

    fn tcp(&mut self, raw: &Spanned<String>) -> Option<PrinterWay> {
        let address = raw.get_ref();
        let is_sound = address
            .rsplit_once(':')
            .is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
        if !is_sound {
            let hint = "write host:port, such as \"192.168.1.50:9100\"";
            self.fault(raw, format!("{address:?} is no printer address"), hint);
        }
        is_sound.then(|| PrinterWay::Tcp {
            address: address.clone(),
        })
    }

    fn usb(&mut self, raw: &Spanned<RawUsb>) -> Option<PrinterWay> {
        let usb = raw.get_ref();
        let vendor = self.ranged(&usb.vendor, 0..=0xFFFF, ("the vendor's number", ""));
        let product = self.ranged(&usb.product, 0..=0xFFFF, ("the product's number", ""));
        let which = match (&usb.serial, &usb.port) {
            (Some(serial), None) => self.named(serial, UsbWhich::Serial),
            (None, Some(port)) => self.named(port, UsbWhich::Port),
            (None, None) | (Some(_), Some(_)) => {
                let problem = "two printers of one make could not be told apart";
                self.fault(
                    raw,
                    problem,
                    "name either its serial number or its port, such as port = \"1-1.2\"",
                );
                None
            }
        };
        Some(PrinterWay::Usb {
            vendor: vendor?,
            product: product?,
            which: which?,
        })
    }

    /// A name that goes into udev rules, and so has no room for quotes or patterns.
    fn named(&mut self, raw: &Spanned<String>, of: fn(String) -> UsbWhich) -> Option<UsbWhich> {
        let name = raw.get_ref();
        let is_sound = (1..=64).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte));
        if !is_sound {
            self.fault(
                raw,
                format!("{name:?} names no printer"),
                "write letters, digits, - . _ and :, at most 64",
            );
        }
        is_sound.then(|| of(name.clone()))
    }

    fn serial(&mut self, raw: &RawSerial) -> Option<PrinterWay> {
        let path = raw.path.get_ref();
        let is_sound = path.starts_with("/dev/")
            && path
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"/-._:".contains(&byte));
        if !is_sound {
            self.fault(
                &raw.path,
                format!("{path:?} is no serial line"),
                "write its device, such as \"/dev/ttyAMA0\"",
            );
        }
        let baud = *raw.baud.get_ref();
        let speed = u32::try_from(baud)
            .ok()
            .filter(|_| (SLOWEST_BAUD..=FASTEST_BAUD).contains(&baud));
        if speed.is_none() {
            let problem = format!("at {baud} bits a second a slip takes too long, or the line cannot do it");
            self.fault(
                &raw.baud,
                problem,
                "write 115200–921600, and set the printer to the same",
            );
        }
        let path = PathBuf::from(path);
        speed
            .filter(|_| is_sound)
            .map(|baud| PrinterWay::Serial { path, baud })
    }
}

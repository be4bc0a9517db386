//! The templates of the folder `templates`, and what of a computer fills each.

use askama::Template;

use super::CMDLINE;
use super::computer::Computer;
use crate::device::{LineUse, Model, PrinterWay, UsbWhich};

/// `config.txt`.
#[derive(Template)]
#[template(path = "config.txt", escape = "none")]
pub(super) struct FirmwareSettings {
    ids: String,
    is_i2c: bool,
    is_spi: bool,
    uart: &'static [&'static str],
    pins: Vec<Pin>,
}

struct Pin {
    number: u8,
    setting: &'static str,
    what: String,
}

impl FirmwareSettings {
    pub(super) fn of(computer: &Computer) -> Self {
        let pins = computer.pins().into_iter().map(|(number, used, what)| Pin {
            number,
            setting: if used == LineUse::Key { "ip,pu" } else { "op,dl" },
            what,
        });
        Self {
            ids: computer.ids().join(", "),
            is_i2c: computer.uses(LineUse::I2c),
            is_spi: computer.uses(LineUse::Spi),
            uart: uart_of(computer),
            pins: pins.collect(),
        }
    }
}

/// What brings the UART to BCM 14 and 15. On a Pi up to the 4, Bluetooth has the better one unless it is turned off;
/// on a 5 the first UART is the debug connector, and the header's has a parameter of its own.
fn uart_of(computer: &Computer) -> &'static [&'static str] {
    let way = computer.printer().map(|printer| &printer.way);
    let Some(PrinterWay::Serial { path, .. }) = way.filter(|way| way.is_on_the_header()) else {
        return &[];
    };
    match computer.board().model {
        Model::Pi5 => &["dtparam=uart0=on"],
        Model::PiZero2W | Model::Pi3 | Model::Pi4 if path.ends_with("ttyAMA0") => {
            &["enable_uart=1", "dtoverlay=disable-bt"]
        }
        Model::PiZero2W | Model::Pi3 | Model::Pi4 | Model::Other => &["enable_uart=1"],
    }
}

/// Modules of the kernel.
#[derive(Template)]
#[template(path = "modules.conf", escape = "none")]
pub(super) struct Modules {
    pub(super) modules: Vec<&'static str>,
}

impl Modules {
    pub(super) fn of(computer: &Computer) -> Self {
        Self {
            modules: computer.modules(),
        }
    }
}

/// Rules for what is plugged in.
#[derive(Template)]
#[template(path = "70-hall.rules", escape = "none")]
pub(super) struct Rules<'a> {
    ids: String,
    usb_printer: Option<UsbPrinter<'a>>,
    typing_ports: Vec<&'a str>,
}

struct UsbPrinter<'a> {
    vendor: String,
    product: String,
    by: &'static str,
    key: &'static str,
    value: &'a str,
}

impl<'a> Rules<'a> {
    pub(super) fn of(computer: &Computer<'a>) -> Self {
        let way = computer.printer().map(|printer| &printer.way);
        Self {
            ids: computer.ids().join(", "),
            usb_printer: way.and_then(UsbPrinter::of),
            typing_ports: computer.typing_ports(),
        }
    }

    pub(super) fn are_none(&self) -> bool {
        self.usb_printer.is_none() && self.typing_ports.is_empty()
    }
}

impl<'a> UsbPrinter<'a> {
    fn of(way: &'a PrinterWay) -> Option<Self> {
        let PrinterWay::Usb {
            vendor,
            product,
            which,
        } = way
        else {
            return None;
        };
        let (by, key, value) = match which {
            UsbWhich::Serial(serial) => ("serial number", "ATTRS{serial}", serial),
            UsbWhich::Port(port) => ("port", "KERNELS", port),
        };
        Some(Self {
            vendor: format!("{vendor:04x}"),
            product: format!("{product:04x}"),
            by,
            key,
            value,
        })
    }
}

/// What a computer adds to the daemon's unit, which comes with the daemon's package.
#[derive(Template)]
#[template(path = "devices.conf", escape = "none")]
pub(super) struct DaemonUnit<'a> {
    ids: String,
    devices: Vec<&'a str>,
    groups: Vec<&'static str>,
    allowed: Vec<String>,
}

impl<'a> DaemonUnit<'a> {
    pub(super) fn of(computer: &Computer<'a>) -> Self {
        Self {
            ids: computer.ids().join(", "),
            devices: computer.ids(),
            groups: computer.groups(),
            allowed: computer.allowed(),
        }
    }
}

/// cloud-init's user data.
#[derive(Template)]
#[template(path = "user-data", escape = "none")]
pub(super) struct UserData<'a> {
    ids: String,
    name: &'a str,
    bearers: Vec<String>,
    has_screen: bool,
    is_raspberry: bool,
    cmdline: &'static str,
    units: Vec<&'static str>,
}

impl<'a> UserData<'a> {
    pub(super) fn of(computer: &Computer<'a>) -> Self {
        Self {
            ids: computer.ids().join(", "),
            name: computer.name(),
            bearers: computer.bearers(),
            has_screen: computer.has_screen(),
            is_raspberry: computer.is_raspberry(),
            cmdline: CMDLINE,
            units: computer.units(),
        }
    }
}

/// cloud-init's meta data.
#[derive(Template)]
#[template(path = "meta-data", escape = "none")]
pub(super) struct MetaData<'a> {
    name: &'a str,
}

impl<'a> MetaData<'a> {
    pub(super) fn of(computer: &Computer<'a>) -> Self {
        Self {
            name: computer.name(),
        }
    }
}

/// A layer for rpi-image-gen.
#[derive(Template)]
#[template(path = "layer.yaml", escape = "none")]
pub(super) struct Layer {
    name: String,
    ids: String,
    has_screen: bool,
    is_raspberry: bool,
    cmdline: &'static str,
    units: Vec<&'static str>,
}

impl Layer {
    pub(super) fn of(computer: &Computer) -> Self {
        Self {
            name: format!("hall-{}", computer.name()),
            ids: computer.ids().join(", "),
            has_screen: computer.has_screen(),
            is_raspberry: computer.is_raspberry(),
            cmdline: CMDLINE,
            units: computer.units(),
        }
    }
}

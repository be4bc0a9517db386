//! From a printer in `device.toml` to one that slips are sent to.

use std::net::SocketAddr;
use std::path::Path;

use firmware_config::{PaperWidth, Printer, PrinterModel, PrinterWay, UsbWhich};
use slip_printer::{
    PrinterPort, PrinterProfile, ProofBy, SerialPort, StatusBits, TcpPort, UsbPort, WhichUsb,
};

use slip_printer::{PrinterHealth, ask_health};

use crate::issuing::{Roll, SlipPrinter};
use crate::journal::Journal;
use machine::watchdog::Pulse;

/// The printer that is there, or will be.
pub(super) fn open(printer: &Printer, journal: &Journal, pulse: Pulse) -> std::io::Result<SlipPrinter> {
    match &printer.way {
        PrinterWay::Tcp { address } => at(TcpPort::at(address), printer, journal, pulse),
        PrinterWay::Usb {
            vendor,
            product,
            which,
        } => at(usb(*vendor, *product, which), printer, journal, pulse),
        PrinterWay::Serial { path, baud } => at(serial(path, *baud), printer, journal, pulse),
    }
}

/// Asks a printer that nobody owns how it is, and prints nothing.
///
/// # Errors
/// When there is no way to it.
pub(crate) fn ask(printer: &Printer) -> std::io::Result<PrinterHealth> {
    let profile = profile_of(printer.model);
    match &printer.way {
        PrinterWay::Tcp { address } => ask_health(TcpPort::at(address), &profile),
        PrinterWay::Usb {
            vendor,
            product,
            which,
        } => ask_health(usb(*vendor, *product, which), &profile),
        PrinterWay::Serial { path, baud } => ask_health(serial(path, *baud), &profile),
    }
}

fn usb(vendor: u16, product: u16, which: &UsbWhich) -> UsbPort {
    UsbPort::new(vendor, product, which_of(which))
}

fn serial(path: &Path, baud: u32) -> SerialPort {
    let path = path.to_owned();
    SerialPort { path, baud }
}

/// The same printer, played by the simulated one at this address.
pub(super) fn simulated(
    printer: &Printer,
    address: SocketAddr,
    journal: &Journal,
    pulse: Pulse,
) -> std::io::Result<SlipPrinter> {
    at(TcpPort::at(address.to_string()), printer, journal, pulse)
}

fn at(
    port: impl PrinterPort + 'static,
    printer: &Printer,
    journal: &Journal,
    pulse: Pulse,
) -> std::io::Result<SlipPrinter> {
    let roll = Roll::new(journal.clone(), printer.roll_m);
    SlipPrinter::at(port, profile_of(printer.model), paper_of(printer), roll, pulse)
}

pub(super) fn paper_of(printer: &Printer) -> slip::Paper {
    match printer.paper {
        PaperWidth::Mm80 => slip::Paper::Mm80,
        PaperWidth::Mm58 => slip::Paper::Mm58,
    }
}

fn which_of(which: &UsbWhich) -> WhichUsb {
    match which {
        UsbWhich::Serial(serial) => WhichUsb::Serial(serial.clone()),
        UsbWhich::Port(port) => WhichUsb::Port(port.clone()),
    }
}

fn profile_of(model: PrinterModel) -> PrinterProfile {
    match model {
        PrinterModel::EpsonTm => PrinterProfile::proving_by(ProofBy::ProcessId),
        PrinterModel::EscPos => PrinterProfile::proving_by(ProofBy::BufferedStatus),
        PrinterModel::EscPosRealTimeOnly => PrinterProfile::proving_by(ProofBy::PrintTime),
        PrinterModel::CitizenPpu => PrinterProfile {
            status_bits: StatusBits::CitizenPpu,
            ..PrinterProfile::proving_by(ProofBy::BufferedStatus)
        },
    }
}

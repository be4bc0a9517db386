//! The machines of a device: printer, pins, digits, and whatever types.

use firmware_config::{DeviceConfig, Printer};
use hall_protocol::identity::{DeviceFault, Health};
use machine::Findings;
use slip_printer::{PrinterFault, PrinterHealth};

use super::files::Found;
use crate::devices::card_reader::CARD_READER;
use crate::devices::number_pad::NUMBER_PAD;
use crate::devices::scanner::SCANNER;
use crate::devices::{pins, raspberry, usb_keyboard};
use crate::pages::own::OwnHealth;
use crate::station::ask_printer;

pub(super) async fn look_at(devices: &[Found], daemon: Option<&OwnHealth>, findings: &mut Findings) {
    for Found { config, .. } in devices {
        let told = daemon.and_then(|daemon| daemon.devices.iter().find(|one| one.device == config.id));
        match told {
            // Its machines are the daemon's: two who talk to one printer understand neither.
            Some(told) => as_the_daemon_says(config, &told.health, findings),
            None => look_oneself(config, findings).await,
        }
    }
}

fn as_the_daemon_says(config: &DeviceConfig, health: &Health, findings: &mut Findings) {
    let id = &config.id;
    findings.looked_at(format!("the machines of {id}, as its daemon says"));
    if config.printer.is_some() {
        judge_word(id, &health.printer, findings);
        if let Some(left) = health.paper_left_m {
            findings.looked_at(format!("the paper of {id} (about {left} m left)"));
        }
    }
    for DeviceFault { fault, part } in &health.faults {
        let part = if part.is_empty() {
            String::new()
        } else {
            format!(" ({part})")
        };
        findings.broken(
            format!("{id}: {}{part}", fault.replace('_', " ")),
            "the daemon's log says why: journalctl -u kiosk",
        );
    }
}

/// The protocol's word for a printer.
fn judge_word(id: &str, word: &str, findings: &mut Findings) {
    let fault = match word {
        "ready" | "none" => return,
        "paper_low" => {
            near_end(id, findings);
            return;
        }
        "paper_out" => PrinterFault::PaperOut,
        "cover_open" => PrinterFault::CoverOpen,
        "cutter_jam" => PrinterFault::CutterJam,
        _ => PrinterFault::Offline,
    };
    judge_fault(id, fault, findings);
}

async fn look_oneself(config: &DeviceConfig, findings: &mut Findings) {
    if let Some(printer) = config.printer.clone() {
        let asked = tokio::task::spawn_blocking(move || ask_printer(&printer)).await;
        match asked {
            Ok(Ok(health)) => judge_printer(&config.id, health, findings),
            Ok(Err(error)) => not_reached(config, &error, findings),
            Err(error) => findings.broken(format!("{}: the printer cannot be asked: {error}", config.id), ""),
        }
    }
    look_at_pins(config, findings);
    look_at_keyboards(config, findings);
}

fn judge_printer(id: &str, health: PrinterHealth, findings: &mut Findings) {
    findings.looked_at(format!("the printer of {id} (it answers)"));
    match health.fault {
        Some(fault) => judge_fault(id, fault, findings),
        None if health.paper_near_end => near_end(id, findings),
        None => {}
    }
    if health.slip_in_mouth {
        findings.to_do(format!("{id}: a slip lies in the printer's mouth"), "take it out");
    }
}

fn near_end(id: &str, findings: &mut Findings) {
    findings.to_do(
        format!("{id}: the printer's roll ends soon"),
        "put a new roll in before the doors open",
    );
}

fn judge_fault(id: &str, fault: PrinterFault, findings: &mut Findings) {
    let remedy = match fault {
        PrinterFault::Unreachable => "look at its cable and power",
        PrinterFault::Silent => {
            "switch it off and on; one that never answers has another model than [printer] says, or answers nothing over \
             this cable"
        }
        PrinterFault::CoverOpen => "close the cover until it clicks",
        PrinterFault::PaperOut => "put a new roll in",
        PrinterFault::CutterJam => "switch it off, free the cutter, switch it on",
        PrinterFault::Unrecoverable => "switch it off and on; if it says so again, it needs repair",
        PrinterFault::Overheated => "let it cool; it goes on by itself",
        PrinterFault::Mechanical => "open the cover, look for torn paper, close it",
        PrinterFault::Offline => "press its feed key, or switch it off and on; the daemon's log says more",
    };
    findings.broken(format!("{id}: {fault}"), remedy);
}

fn not_reached(config: &DeviceConfig, error: &std::io::Error, findings: &mut Findings) {
    use std::io::ErrorKind::{NotFound, PermissionDenied, ResourceBusy};
    let way = config.printer.as_ref().map(way_of).unwrap_or_default();
    let known = [
        (
            NotFound,
            "plug it in and switch it on; lsusb and /dev/usb show what is there",
        ),
        (
            PermissionDenied,
            "add the daemon's user to the group lp (USB) or dialout (serial), as the rendered image does",
        ),
        (
            ResourceBusy,
            "another program has it: end that one (the daemon has it while it runs)",
        ),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    let remedy = found.map_or(
        "look at its cable and power, and at the way in [printer]",
        |(_, remedy)| remedy,
    );
    findings.broken(
        format!("{}: the printer at {way} cannot be reached: {error}", config.id),
        remedy,
    );
}

fn way_of(printer: &Printer) -> String {
    use firmware_config::{PrinterWay, UsbWhich};
    match &printer.way {
        PrinterWay::Tcp { address } => address.clone(),
        PrinterWay::Serial { path, .. } => path.display().to_string(),
        PrinterWay::Usb {
            vendor,
            product,
            which,
        } => {
            let which = match which {
                UsbWhich::Serial(serial) => format!("serial number {serial}"),
                UsbWhich::Port(port) => format!("port {port}"),
            };
            format!("USB {vendor:04x}:{product:04x}, {which}")
        }
    }
}

fn look_at_pins(config: &DeviceConfig, findings: &mut Findings) {
    let id = &config.id;
    match pins::look(config) {
        Ok(0) => {}
        Ok(lines) => findings.looked_at(format!("the pins of {id} ({lines} lines, free and permitted)")),
        Err(fault) => findings.broken(format!("{id}: {fault}"), ""),
    }
    if let Some(digits) = config.digits {
        match raspberry::look_for_digits(digits) {
            Ok(()) => findings.looked_at(format!("the bus of the digits of {id}")),
            Err(fault) => findings.broken(format!("{id}: {fault}"), ""),
        }
    }
}

fn look_at_keyboards(config: &DeviceConfig, findings: &mut Findings) {
    let pad = config.number_pad.as_ref().map(|pad| (NUMBER_PAD, &pad.port));
    let scanner = config.scanner.as_ref().map(|reader| (SCANNER, &reader.port));
    let cards = config
        .card_reader
        .as_ref()
        .map(|reader| (CARD_READER, &reader.port));
    for (kind, port) in [pad, scanner, cards].into_iter().flatten() {
        match usb_keyboard::look(kind, port) {
            Ok(()) => findings.looked_at(format!("the {} of {}", kind.name, config.id)),
            Err((error, advice)) => {
                findings.broken(
                    format!("{}: no {} at {port}: {error}", config.id, kind.name),
                    advice,
                );
            }
        }
    }
}

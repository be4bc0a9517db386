//! The machines of a process's devices, opened before anything starts.
//!
//! Invariant: a device whose file contradicts the machine keeps the process from starting, and says which one and what
//! to do.

use std::sync::Arc;

use firmware_config::DeviceConfig;
use tokio::sync::{mpsc, watch};

use super::{KioskConfig, StartError};
use crate::devices::board::Board;
use crate::devices::card_reader::CardReader;
use crate::devices::digits::DigitRow;
use crate::devices::simulated::{SimulatedCards, SimulatedFront, SimulatedScanner};
use crate::devices::{pins, raspberry, simulated};

/// What one device is made of.
pub(super) struct Machines {
    pub(super) board: Board,
    pub(super) digits: Option<Box<dyn DigitRow>>,
    /// What a simulated scanner reads; none on hardware, where it comes and goes with its plug.
    pub(super) codes: Option<mpsc::Receiver<String>>,
    /// A simulated card reader; none on hardware, for the same reason.
    pub(super) cards: Option<Box<dyn CardReader>>,
    /// Where simulated ones are pressed and seen; none on hardware.
    pub(super) front: Option<SimulatedFront>,
}

/// The machines of every device, in the order of the devices.
pub(super) fn open_all(
    config: &KioskConfig,
    changes: &Arc<watch::Sender<u64>>,
) -> Result<Vec<Machines>, StartError> {
    if config.is_simulated {
        let devices = config.devices.iter();
        return Ok(devices.map(|device| simulate(&device.config, changes)).collect());
    }
    config.devices.iter().map(|device| open(&device.config)).collect()
}

fn simulate(device: &DeviceConfig, changes: &Arc<watch::Sender<u64>>) -> Machines {
    let (board, mut front) = simulated::build(device, changes);
    let scanner = device.scanner.as_ref().map(|_| SimulatedScanner::new());
    let (scanner, codes) = scanner.unzip();
    front.scanner = scanner;
    let cards = device.card_reader.as_ref().map(|_| SimulatedCards::new());
    let (places, cards) = cards.unzip();
    front.cards = places;
    let row = |digits| Box::new(digits) as Box<dyn DigitRow>;
    Machines {
        board,
        digits: front.digits.clone().map(row),
        codes,
        cards: cards.map(|reader| Box::new(reader) as Box<dyn CardReader>),
        front: Some(front),
    }
}

fn open(device: &DeviceConfig) -> Result<Machines, StartError> {
    let fault = |cause| StartError::Pins {
        device: device.id.clone(),
        cause,
    };
    Ok(Machines {
        board: pins::open(device).map_err(fault)?,
        digits: device.digits.map(raspberry::digits).transpose().map_err(fault)?,
        codes: None,
        cards: None,
        front: None,
    })
}

//! A reader of QR codes that types what it reads, and Enter behind it.

use firmware_config::TypingReader;
use tokio::sync::mpsc;

use super::faults::{FaultKind, Faults};
use super::typed_lines::LineEar;
use super::usb_keyboard::{KeyboardKind, UsbKeyboard};

/// What a scanner is among keyboards.
pub const SCANNER: KeyboardKind = KeyboardKind {
    name: "scanner",
    section: "scanner",
    missing: FaultKind::ScannerMissing,
};

/// Hears the scanner of a device until the task is ended.
pub async fn listen(device: String, scanner: TypingReader, codes: mpsc::Sender<String>, faults: Faults) {
    let keyboard = UsbKeyboard::new(&device, SCANNER, &scanner.port, faults);
    let ear = LineEar::new(move |code| {
        // Full: the visitor's code before is still being looked at.
        let _ = codes.try_send(code);
    });
    keyboard.run(ear).await;
}

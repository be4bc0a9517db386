//! The simulated printer as a program: a port, a pseudo-terminal or a device on one side, orders in words on the other.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    net::SocketAddr,
    os::unix::fs::FileTypeExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::{Args, Parser, ValueEnum};
use rustix::fs::{CWD, Mode, mkfifoat};
use simulated_printer::{Model, ORDERS, Order, PrintedSlip, SimulatedPrinter};

/// ESC/POS in, pictures of paper out.
///
/// Says `ready …` when it can be talked to, and `slip 0001.png 576x717` for every slip that comes out. Takes orders, one a
/// line, from standard input or the control file, until `quit`.
#[derive(Debug, Parser)]
#[command(version, after_help = format!(
    "Example:\n  simulated-printer --tcp 127.0.0.1:9100 --paper-mm 80 --out slips\n  \
     simulated-printer --pty --link printer --out slips --control orders &\n  \
     echo 'paper end' > orders\n\nOrders:\n{ORDERS}"
))]
struct Settings {
    #[command(flatten)]
    way_in: WayIn,
    /// Width of the roll.
    #[arg(long, value_enum, default_value = "80")]
    paper_mm: PaperMm,
    /// Folder for the pictures of slips, made where it is missing.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Whose bits and commands it speaks.
    #[arg(long, value_enum, default_value = "plain")]
    model: Speaks,
    /// Takes orders from here instead of standard input: a FIFO, made where it is missing, or an ordinary file, read once.
    #[arg(long, value_name = "FIFO")]
    control: Option<PathBuf>,
    /// With --pty: a link that always leads to the pseudo-terminal.
    #[arg(long, value_name = "PATH", requires = "pty")]
    link: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct WayIn {
    /// Listens on the network.
    #[arg(long, value_name = "ADDRESS:PORT")]
    tcp: Option<SocketAddr>,
    /// Plugs in a pseudo-terminal, as a serial printer.
    #[arg(long)]
    pty: bool,
    /// Serves a character device, such as the USB gadget's `/dev/g_printer0`.
    #[arg(long, value_name = "PATH")]
    device: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaperMm {
    #[value(name = "80")]
    Mm80,
    #[value(name = "58")]
    Mm58,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Speaks {
    Plain,
    Citizen,
    Custom,
}

fn main() -> Result<ExitCode> {
    let settings = Settings::parse();
    let orders = open_orders(settings.control.as_deref())?;
    let (printer, ready) = start(&settings)?;
    printer.faults().set_model(match settings.model {
        Speaks::Plain => Model::Plain,
        Speaks::Citizen => Model::CitizenPpu,
        Speaks::Custom => Model::CustomKiosk,
    });
    printer.paper().on_slip(tell_slip);
    say(&ready)?;
    let all_understood = obey(&printer, orders)?;
    Ok(if all_understood {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The printer, and the line that says how it is reached.
fn start(settings: &Settings) -> Result<(SimulatedPrinter, String)> {
    let roll = match settings.paper_mm {
        PaperMm::Mm80 => slip::Paper::Mm80,
        PaperMm::Mm58 => slip::Paper::Mm58,
    };
    let (way_in, out) = (&settings.way_in, settings.out.as_path());
    if let Some(address) = way_in.tcp {
        let printer =
            SimulatedPrinter::start(address, roll, out).with_context(|| format!("printer on {address}"))?;
        let ready = format!("ready tcp {}", printer.address());
        return Ok((printer, ready));
    }
    if let Some(device) = &way_in.device {
        let printer = SimulatedPrinter::on_device(device, roll, out)
            .with_context(|| format!("printer on {}", device.display()))?;
        let ready = format!("ready device {}", device.display());
        return Ok((printer, ready));
    }
    let printer = match &settings.link {
        Some(link) => SimulatedPrinter::on_linked_pty(link, roll, out),
        None => SimulatedPrinter::on_pty(roll, out),
    };
    let printer = printer.context("printer on a pseudo-terminal")?;
    let ready = format!("ready pty {}", printer.path().display());
    Ok((printer, ready))
}

/// Where orders come from. A FIFO is held open for writing too, so that it does not end with its first writer.
fn open_orders(control: Option<&Path>) -> Result<Box<dyn BufRead>> {
    let Some(path) = control else {
        return Ok(Box::new(io::stdin().lock()));
    };
    let naming = || format!("control file {}", path.display());
    if !path.try_exists().with_context(naming)? {
        mkfifoat(CWD, path, Mode::RUSR | Mode::WUSR).with_context(naming)?;
    }
    let is_fifo = path.metadata().with_context(naming)?.file_type().is_fifo();
    let file: File = OpenOptions::new()
        .read(true)
        .write(is_fifo)
        .open(path)
        .with_context(naming)?;
    Ok(Box::new(BufReader::new(file)))
}

/// Carries out orders until `quit`; whether all were understood. When orders end without it, goes on until killed.
fn obey(printer: &SimulatedPrinter, orders: Box<dyn BufRead>) -> Result<bool> {
    let mut all_understood = true;
    for line in orders.lines() {
        let line = line.context("reading orders")?;
        match Order::parse(&line) {
            Ok(Order::Quit) => return Ok(all_understood),
            Ok(order) => {
                if let Some(answer) = order.carry_out(printer) {
                    say(&answer)?;
                }
            }
            Err(_) if line.trim().is_empty() => {}
            Err(fault) => {
                all_understood = false;
                say(&fault.to_string())?;
            }
        }
    }
    // Nobody can give an order any more.
    loop {
        std::thread::park();
    }
}

fn tell_slip(slip: &PrintedSlip) {
    let name = slip.file.file_name().unwrap_or_default().display();
    let (width, height) = (slip.picture.width_dots(), slip.picture.height_dots());
    // Whoever does not listen any more misses a line; the slip is in its folder all the same.
    let _told = say(&format!("slip {name} {width}x{height}"));
}

fn say(line: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .context("standard output")
}

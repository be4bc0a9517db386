//! From a press to paper: a kiosk in a process of its own, between the hall under load and a printer that answers.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use display_server::clock::Stopwatch;
use hdrhistogram::Histogram;
use simulated_printer::SimulatedPrinter;
use slip::{Paper, Typesetter, samples};

use super::children::ServerProcess;
use super::ours::{PIN, load_plan};
use super::table::{Row, Target};
use super::{Halls, micros, ms};
use crate::dice::Dice;
use crate::hands::Hands;
use crate::replay::plan::{KIOSK, MANAGER};
use crate::wire::Connection;

/// Presses measured; the first ones warm everything up and are not counted.
const PRESSES: usize = 200;
const WARM_UP: usize = 10;
/// Slips drawn.
const DRAWN: usize = 200;
/// How long a slip may take to come out.
const PATIENCE: Duration = Duration::from_secs(20);
/// `GS v 0`: the first bytes of a slip.
const SLIP_BEGINS: [u8; 3] = [0x1D, 0x76, 0x30];

/// Every row of the part.
pub(super) fn rows(ours: &mut Halls<'_>, rows: &mut Vec<Row>, say: &mut dyn FnMut(&str)) -> Result<()> {
    say("slips drawn");
    let drawn = draw()?;
    say(&format!("{PRESSES} presses to the first byte at the printer"));
    let pressed = press(ours)?;
    let at = |lengths: &Histogram<u64>, share| ms(lengths.value_at_quantile(share));
    let target = Target::AtMost;
    rows.extend([
        Row::new("slip drawn, warm, p50", at(&drawn, 0.5), None, "ms", Target::None),
        Row::new("slip drawn, warm, p99", at(&drawn, 0.99), None, "ms", target(5.0)),
        Row::new(
            "press → first byte at the printer, p50",
            at(&pressed.first_byte, 0.5),
            None,
            "ms",
            Target::None,
        ),
        Row::new(
            "press → first byte at the printer, p99",
            at(&pressed.first_byte, 0.99),
            None,
            "ms",
            target(50.0),
        ),
        Row::new(
            "memory, kiosk daemon, after 200 slips",
            pressed.resident_mb,
            None,
            "MB",
            target(40.0),
        ),
    ]);
    Ok(())
}

/// How long each of many slips takes to draw, in microseconds.
fn draw() -> Result<Histogram<u64>> {
    let mut lengths = Histogram::new(3)?;
    let mut setter = Typesetter::new();
    let words = samples::chinese_words();
    for turn in 0..WARM_UP + DRAWN {
        let content = slip::SlipContent {
            number: format!("A{:03}", turn % 1000),
            ..samples::identity_card()
        };
        let watch = Stopwatch::start();
        let raster = setter.draw(&content, &words, samples::ORDINARY)?;
        if turn >= WARM_UP {
            lengths.record(micros(watch.elapsed()))?;
        }
        ensure!(raster.bitmap().height_dots() > 0, "nothing was drawn");
    }
    Ok(lengths)
}

/// What came of the presses.
struct Pressed {
    first_byte: Histogram<u64>,
    resident_mb: f64,
}

fn press(ours: &mut Halls<'_>) -> Result<Pressed> {
    let hall = ours.hall()?;
    let bearer = pair(hall.addr)?;
    let folder = ours.fresh()?;
    let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
    let printer = SimulatedPrinter::start(any_port, Paper::Mm80, &Path::new(&folder).join("slips"))?;
    let tap = Tap::before(printer.address())?;
    let (server, way) = (format!("http://{}", hall.addr), tap.addr.to_string());
    let words = [
        "serve-kiosk",
        "--data",
        &folder,
        "--server",
        &server,
        "--bearer",
        &bearer,
        "--printer",
        &way,
    ];
    let kiosk = ServerProcess::start(&ours.asked.program, &words)?;
    let mut page = Connection::open(kiosk.addr)?;
    let services: Vec<String> = load_plan()?
        .service
        .into_iter()
        .map(|service| service.code)
        .collect();
    let mut first_byte = Histogram::new(3)?;
    for turn in 0..WARM_UP + PRESSES {
        let service = services.get(turn % services.len().max(1)).context("no service")?;
        touch(&mut page, &format!("service {service}"))?;
        let pressed_at = tap.watch.elapsed();
        touch(&mut page, &format!("take {service}"))?;
        let began = tap
            .begun
            .recv_timeout(PATIENCE)
            .context("no byte of a slip came")?;
        let length = began.saturating_sub(pressed_at);
        if turn >= WARM_UP {
            first_byte.record(micros(length))?;
        }
        printer
            .paper()
            .wait_for(turn + 1, PATIENCE)
            .context("no slip came out")?;
        touch(&mut page, "home")?;
    }
    Ok(Pressed {
        first_byte,
        resident_mb: kiosk.resident_mb()?,
    })
}

/// Lets the kiosk in, as a manager does.
fn pair(hall: SocketAddr) -> Result<String> {
    let mut hands = Hands::reach(hall, jiff::civil::Date::ZERO, Dice::fresh()?)?;
    let manager = hands.sign_in(MANAGER, PIN)?;
    hands.pair(&manager, KIOSK, "kiosk", None)
}

/// Touches a kiosk's page as its screen does.
///
/// # Errors
/// When the kiosk does not answer.
pub fn touch(page: &mut Connection, word: &str) -> Result<()> {
    let body = format!("do={}", word.replace(' ', "+"));
    let head = format!(
        "POST /press HTTP/1.1\r\nhost: kiosk\r\nx-fragment: 1\r\ncontent-type: \
         application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    page.send(&[head.as_bytes(), body.as_bytes()].concat())?
        .accepted()
}

/// Stands before the printer, passes everything on, and tells when a slip begins.
struct Tap {
    addr: SocketAddr,
    /// Since when the instants count.
    watch: Arc<Stopwatch>,
    begun: Receiver<Duration>,
}

impl Tap {
    fn before(printer: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (addr, watch, (tell, begun)) = (listener.local_addr()?, Arc::new(Stopwatch::start()), channel());
        let since = Arc::clone(&watch);
        std::thread::spawn(move || {
            // The kiosk connects once; the threads end with its connection.
            for from_kiosk in listener.incoming().map_while(Result::ok) {
                let Ok(to_printer) = TcpStream::connect(printer) else {
                    return;
                };
                let answers = to_printer
                    .try_clone()
                    .and_then(|from| Ok((from, from_kiosk.try_clone()?)));
                let Ok((mut from, mut to)) = answers else { return };
                std::thread::spawn(move || std::io::copy(&mut from, &mut to));
                pass_on(from_kiosk, to_printer, &since, &tell);
            }
        });
        Ok(Self { addr, watch, begun })
    }
}

/// Passes bytes on until the connection ends. A slip has several pictures; only what follows quiet is its beginning,
/// and the receiver reads one instant a slip: so the instants of later bands are not sent.
fn pass_on(mut from: TcpStream, mut to: TcpStream, since: &Stopwatch, tell: &Sender<Duration>) {
    let mut buffer = [0_u8; 16 * 1024];
    let mut is_in_slip = false;
    let _nodelay = to.set_nodelay(true);
    while let Ok(came @ 1..) = from.read(&mut buffer) {
        let bytes = buffer.get(..came).unwrap_or_default();
        let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
        if !is_in_slip && has(&SLIP_BEGINS) {
            is_in_slip = tell.send(since.elapsed()).is_ok();
        }
        // `GS ( H`: the question after the cut.
        is_in_slip &= !has(&[0x1D, 0x28, 0x48]);
        if to.write_all(bytes).is_err() {
            return;
        }
    }
}

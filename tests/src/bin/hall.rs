//! `cargo hall`: a whole hall on this machine, for a newcomer's browser.
#![allow(clippy::print_stdout, reason = "a command line speaks")]

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use anyhow::{Context, Result};
use clap::Parser;
use whole_hall::demo::{Demo, DemoSetup};
use whole_hall::hall::Pace;

/// A whole hall on this machine: server, kiosk with visible paper, pad, boards and consoles.
#[derive(Parser)]
#[command(after_help = "Example: cargo hall -- --visitors 20")]
struct Arguments {
    /// Where the hall listens; the kiosk listens one port above.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where everything is kept; a new folder under target/hall-data when left out.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The machine's own clock, instead of nine in the morning of a service day.
    #[arg(long, conflicts_with = "visitors")]
    now: bool,
    /// A plausible day walks in; the clock goes so many times as fast as life.
    #[arg(long, value_name = "SPEED", num_args = 0..=1, default_missing_value = "10")]
    visitors: Option<f64>,
    /// A hall to train in: it says so on every page and slip, and keeps a folder of its own.
    #[arg(long)]
    training: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let speed = arguments.visitors.unwrap_or(1.0);
    anyhow::ensure!((0.1..=600.0).contains(&speed), "a speed is from 0.1 to 600");
    let setup = DemoSetup {
        port: arguments.port,
        data: arguments.data.clone().map_or_else(new_folder, Ok)?,
        pace: if arguments.now {
            Pace::Real
        } else {
            Pace::Running(speed)
        },
        training: arguments.training,
    };
    println!("opening the hall: server, kiosk, pad, escort post …");
    let demo = Demo::start(&setup)?;
    tell(&demo, &setup);
    let (stop, stopped) = mpsc::channel();
    let hall = &demo;
    std::thread::scope(|scope| {
        if arguments.visitors.is_some() {
            println!("visitors walk in, {speed} times as fast as life; window 3 is yours");
            scope.spawn(move || match hall.visitors(1, &stopped) {
                Ok(day) => println!("the visitors' day is over: {day:?}"),
                Err(error) => println!("the visitors went home: {error:#}"),
            });
        }
        let interrupted = hall.hall().block_on(tokio::signal::ctrl_c());
        drop(stop);
        interrupted
    })
    .context("cannot wait for Ctrl-C")?;
    println!("\nclosing …");
    demo.stop()
}

fn new_folder() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/hall-data");
    std::fs::create_dir_all(&root)?;
    let folder = tempfile::Builder::new()
        .prefix("hall-")
        .tempdir_in(root.canonicalize()?)?;
    Ok(folder.keep())
}

fn tell(demo: &Demo, setup: &DemoSetup) {
    let hall = demo.hall();
    println!("\n  start here   {}", hall.url("/"));
    println!("  kiosk        {}", demo.kiosk().page_url());
    if let Some(panel) = demo.kiosk().panel_url() {
        println!("  panel        {panel}   buttons, lamps, and the printer's paper");
    }
    for area in &hall.plan().area {
        println!(
            "  board        {}   {}",
            hall.url(&format!("/boards/{}", area.code)),
            area.name.en
        );
    }
    println!("  window 3     {}", hall.url("/windows/3"));
    println!("  reception    {}", hall.url("/reception"));
    println!("  guides       {}", hall.url("/escorts"));
    println!("  live queue   {}", hall.url("/live"));
    println!("  day report   {}", hall.url("/reports/day"));
    println!("\n  sign in as");
    for (role, code, pin) in demo.sign_ins() {
        println!("    {role:<10} {code:<12} PIN {pin}");
    }
    let folder = setup.data.display();
    println!("\n  everything is kept in {folder}");
    println!("  to open it again      cargo hall -- --data {folder}");
    let now = hall.zone().to_datetime(hall.clock().now());
    println!(
        "  the hall's clock says {}; Ctrl-C closes the hall\n",
        now.strftime("%H:%M on %-d %B %Y")
    );
}

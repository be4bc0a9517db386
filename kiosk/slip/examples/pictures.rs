//! Writes every sample slip in every look as a PNG: `cargo run -p slip --example pictures -- FOLDER`.

use std::{env, error::Error, fs, path::Path};

use slip::{
    Raster, Typesetter,
    samples::{LOOKS, escorts, notices, tickets},
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os()
        .nth(1)
        .ok_or("which folder do the pictures go to?")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut setter = Typesetter::new();
    for (look_name, look) in LOOKS {
        let write = |name: &str, raster: Raster| write(folder, &format!("{name}-{look_name}"), &raster);
        for (name, content, words) in tickets() {
            write(name, setter.draw(&content, &words, look)?)?;
        }
        for (name, slip, words) in escorts() {
            write(name, setter.draw_escort(&slip, &words, look)?)?;
        }
        for (name, notice, words) in notices() {
            write(name, setter.draw_notice(&notice, &words, look)?)?;
        }
    }
    Ok(())
}

/// Writes one picture and says how long the slip is.
#[expect(clippy::print_stdout, reason = "an example speaks on its command line")]
fn write(folder: &Path, name: &str, raster: &Raster) -> Result<(), Box<dyn Error>> {
    let picture = raster.bitmap();
    fs::write(folder.join(format!("{name}.png")), picture.to_png()?)?;
    println!("{name}: {} mm", picture.height_dots() / 8);
    Ok(())
}

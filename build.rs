//! Turns the built-in rule packs and papers from TOML, which people write, into JSON, which the app reads: so the app
//! carries one parser only, the one it also needs for packs that are exchanged.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let packs = Path::new("src/pack/builtin");
    let papers = Path::new("src/paper/builtin.toml");
    println!("cargo:rerun-if-changed={}", packs.display());
    println!("cargo:rerun-if-changed={}", papers.display());
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir(packs)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let name = path.with_extension("json");
            let name = name.file_name().ok_or("a pack without a name")?;
            convert(&path, &Path::new(&out).join(name))?;
        }
    }
    convert(papers, &Path::new(&out).join("papers.json"))
}

fn convert(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(from)?;
    let value: toml::Value = toml::from_str(&text).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::write(to, serde_json::to_string(&value)?)?;
    Ok(())
}

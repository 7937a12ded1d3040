//! Turns the built-in rule packs from TOML, which people write, into JSON, which the app reads: so the app carries one
//! parser only, the one it also needs for packs that are exchanged.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let packs = Path::new("src/pack/builtin");
    println!("cargo:rerun-if-changed={}", packs.display());
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir(packs)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let text = fs::read_to_string(&path)?;
            let pack: toml::Value = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path.with_extension("json");
            let name = name.file_name().ok_or("a pack without a name")?;
            fs::write(Path::new(&out).join(name), serde_json::to_string(&pack)?)?;
        }
    }
    Ok(())
}

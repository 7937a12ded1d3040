//! Turns the built-in rule packs from TOML, which people write, into JSON, which the app reads: so the app carries one
//! parser only, the one it also needs for packs that are exchanged.
use std::{env, fs, path::Path};

fn main() {
    let packs = Path::new("src/pack/builtin");
    println!("cargo:rerun-if-changed={}", packs.display());
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    for entry in fs::read_dir(packs).expect("the folder of built-in packs") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let text = fs::read_to_string(&path).expect("a readable pack");
            let pack: toml::Value = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let json = serde_json::to_string(&pack).expect("TOML values are JSON values");
            let name = path.file_stem().expect("a file name").to_string_lossy().into_owned();
            fs::write(Path::new(&out).join(format!("{name}.json")), json).expect("a writable OUT_DIR");
        }
    }
}

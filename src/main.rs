//! The door: in a browser the app is mounted; anywhere else it says how to get there.

#[cfg(target_arch = "wasm32")]
mod app;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("Banjie runs in a browser. Run script/server and open the address it prints.");
}

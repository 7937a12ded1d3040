# Decides which Rust builds the project and exports what cargo needs to know. Sourced, never run; needs say.sh.
#
#   1. The Rust at hand, if it can already compile for wasm32.
#   2. `rustup target add`: all there is to it on a machine with a normal rustup.
#   3. Where that cannot be had, Debian's packages: their compiler (as the rustup toolchain "debian", chosen through
#      RUSTUP_TOOLCHAIN; your default stays as it is) and a standard library built once from their source.

TARGET=wasm32-unknown-unknown
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

# The real question, asked of the compiler itself: a library of another version counts as none.
compiles_for_wasm() {
  local probe code=0
  has rustc || return 1
  probe=$(mktemp -d)
  echo 'pub fn probe() -> String { String::new() }' |
    rustc --target "$TARGET" --crate-type lib --crate-name probe --emit metadata -o "$probe/probe.rmeta" - >/dev/null 2>&1 || code=1
  rm -rf "$probe"
  return "$code"
}

choose_toolchain() {
  local wanted=${BANJIE_TOOLCHAIN:-} # "debian" goes straight to step 3
  if [ "$wanted" != debian ] && compiles_for_wasm; then return; fi
  if is_linked && RUSTUP_TOOLCHAIN=debian compiles_for_wasm; then export RUSTUP_TOOLCHAIN=debian; return; fi
  if [ "$wanted" != debian ] && has rustup; then
    say "Adding the $TARGET target to the Rust toolchain"
    if rustup target add "$TARGET" >/dev/null 2>&1 && compiles_for_wasm; then return; fi
    say "It cannot be had from rustup here; using Debian's packages instead"
  fi
  debian_toolchain
}

# cargo fmt and cargo clippy, for script/test.
ensure_checkers() {
  if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return; fi
  say "Adding rustfmt and clippy"
  if [ "${RUSTUP_TOOLCHAIN:-}" != debian ] && has rustup; then
    rustup component add rustfmt clippy >/dev/null 2>&1 || true
  elif can_apt; then
    apt_install rustfmt-web rust-web-clippy
  fi
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 || die "cargo fmt and cargo clippy are needed and could not be installed"
}

is_linked() { has rustup && rustup toolchain list | grep -q '^debian\b'; }

debian_toolchain() {
  if ! can_apt || { ! apt-cache show rustc-web >/dev/null 2>&1 && ! { as_root apt-get update -qq && apt-cache show rustc-web >/dev/null 2>&1; }; }; then
    die "Rust with the $TARGET target is needed: install rustup, then run: rustup target add $TARGET"
  fi
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm
  # The linker has the version of the compiler's LLVM.
  local llvm
  llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  apt_install "lld-$llvm"
  if has rustup; then
    is_linked || rustup toolchain link debian /usr
    export RUSTUP_TOOLCHAIN=debian
  else
    export PATH="/usr/bin:$PATH"
  fi
  compiles_for_wasm || build_standard_library
  compiles_for_wasm || die "Debian's Rust does not compile for $TARGET, even with its standard library built"
}

# Plain cargo then finds the library in the toolchain, as if rustup had put it there.
# Without bitcode in it, link-time optimisation would fail ("failed to get bitcode").
build_standard_library() {
  say "Building the $TARGET standard library, once (a minute or two)"
  local work library
  work=$(mktemp -d)
  cargo init --quiet --lib --vcs none --name banjie_empty "$work" >/dev/null 2>&1
  : >"$work/src/lib.rs"
  (
    cd "$work"
    env -u CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR="$work/target" RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
      cargo build --quiet --release -Z build-std=std,panic_abort,panic_unwind --target "$TARGET"
  ) || { rm -rf "$work"; die "the standard library could not be built"; }
  library="$(rustc --print sysroot)/lib/rustlib/$TARGET/lib"
  rm -f "$work/target/$TARGET/release/deps/"libbanjie_empty-*.rlib
  as_root mkdir -p "$library"
  as_root find "$library" -maxdepth 1 -name '*.rlib' -delete
  as_root cp "$work/target/$TARGET/release/deps/"*.rlib "$library/"
  rm -rf "$work"
  # cargo does not notice that the library has changed under what it has built.
  rm -rf "${CARGO_TARGET_DIR:-target}/$TARGET"
}

choose_toolchain

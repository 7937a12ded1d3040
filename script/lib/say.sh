# Words, root rights and apt for the other scripts. Sourced, never run.

say() { printf '%s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

can_be_root() { [ "$(id -u)" -eq 0 ] || has sudo; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

can_apt() { has apt-get && can_be_root; }

# The package lists are fetched only where an installation fails without.
apt_install() {
  say "Installing from the system's packages: $*"
  local install=(as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@")
  "${install[@]}" >/dev/null 2>&1 && return
  as_root apt-get update -qq && "${install[@]}" >/dev/null
}

# A Chromium to test with: $CHROME, or what is on the path.
find_chrome() {
  local name
  if [ -n "${CHROME:-}" ]; then has "$CHROME" && printf '%s\n' "$CHROME"; return; fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if has "$name"; then command -v "$name"; return; fi
  done
  return 1
}

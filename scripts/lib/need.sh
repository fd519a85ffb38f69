# shellcheck shell=bash
# Installs what is missing. Each function is a no-op where the thing is there already.

# as_root CMD…: runs it as root, asking sudo where needed.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "\"$*\" needs root, and there is no sudo." "run it as root yourself, then start this script again."
  fi
}

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# need_packages PACKAGE…: installs those of them that are missing.
need_packages() {
  local missing=() name
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    warn "this is no Debian or Ubuntu; these packages are needed under whatever names they have here: $*"
    return 0
  fi
  for name in "$@"; do has_package "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  step "Installing ${missing[*]}"
  as_root apt-get -o DPkg::Lock::Timeout=300 -qq update ||
    fail "the list of packages could not be brought up to date." "check the network, then: apt-get update"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y \
    --no-install-recommends "${missing[@]}" >"$LOG_DIR/packages.log" 2>&1 || {
    tail -n 20 "$LOG_DIR/packages.log" >&2
    fail "apt-get could not install: ${missing[*]}" "install them by hand: apt-get install ${missing[*]}"
  }
}

# What the program and its window are built from.
need_build_packages() {
  need_packages build-essential pkg-config ca-certificates curl libssl-dev libdbus-1-dev \
    libwebkit2gtk-4.1-dev librsvg2-dev libayatana-appindicator3-dev
}

# What a real window needs to be tested without a person: a display with a window manager, a bus, a keychain, a driver,
# fonts, a browser.
need_test_packages() {
  local browser=chromium
  # Ubuntu's "chromium" is a stub without a browser for containers; an installed one of either name will do.
  if command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then browser=; fi
  # shellcheck disable=SC2086 # no browser, no word
  need_packages webkit2gtk-driver xvfb xauth xdotool openbox wmctrl dbus gnome-keyring fonts-dejavu-core procps $browser
}

# at_least HAVE WANT: compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

rust_version() { rustc --version 2>/dev/null | cut -d' ' -f2; }
RUST_WANTED=1.95.0

need_rust() {
  [ -d "$HOME/.cargo/bin" ] && PATH="$HOME/.cargo/bin:$PATH"
  if ! at_least "$(rust_version || true)" "$RUST_WANTED" 2>/dev/null || [ -z "$(rust_version)" ]; then
    install_rust
  fi
  need_rust_parts
}

install_rust() {
  step "Installing Rust (found: $(rust_version || true), needed: $RUST_WANTED or newer)"
  local cure="install Rust $RUST_WANTED or newer from https://rustup.rs, then start this script again."
  if ! command -v rustup >/dev/null && [ -n "$(apt-cache policy rustup 2>/dev/null | sed -n 's/.*Candidate: [^(]//p')" ]; then
    need_packages rustup
  fi
  if command -v rustup >/dev/null; then
    rustup toolchain install stable --profile minimal -c clippy -c rustfmt || fail "rustup could not fetch Rust." "$cure"
    rustup default stable || fail "rustup could not make the new Rust the one in use." "$cure"
  else
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs >"$CACHE/rustup.sh" ||
      fail "rustup, which installs Rust, could not be fetched." "$cure"
    sh "$CACHE/rustup.sh" -y --no-modify-path --profile minimal -c clippy -c rustfmt ||
      fail "rustup could not install Rust." "$cure"
    PATH="$HOME/.cargo/bin:$PATH"
  fi
  at_least "$(rust_version)" "$RUST_WANTED" || fail "Rust is still too old: $(rust_version)." "$cure"
}

# The formatter and the linter, which a minimal toolchain leaves out.
need_rust_parts() {
  cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 && return 0
  [ "${NEED_LINT:-}" = yes ] || return 0
  if command -v rustup >/dev/null && rustup component add clippy rustfmt; then return 0; fi
  fail "this Rust has no clippy or no rustfmt." "install both: rustup component add clippy rustfmt"
}

node_major() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p'; }
npm_major() { npm --version 2>/dev/null | cut -d. -f1; }

# Node 20 and npm 11 (older ones cannot install the UI's build tools); newer than the system's go into the cache only.
need_node() {
  local tools="$CACHE/node-tools" cure="install Node 20 or newer with npm 11 or newer, then start this script again."
  [ ! -d "$tools/node_modules/.bin" ] || PATH="$tools/node_modules/.bin:$PATH"
  command -v npm >/dev/null || need_packages nodejs npm
  if [ "$(node_major)" -lt 20 ]; then
    step "Fetching Node 22 into $tools (found: $(node --version))"
    # The program alone, from the package of this machine's kind: older npm trips over the package that chooses it.
    fetch_tool "node-linux-$(node -p process.arch)@22" || fail "Node could not be fetched." "$cure"
  fi
  if [ "$(npm_major)" -lt 11 ]; then
    step "Fetching npm 11 into $tools (found: $(npm --version))"
    fetch_tool npm@11 || fail "npm could not be fetched." "$cure"
  fi
}

fetch_tool() {
  mkdir -p "$CACHE/node-tools"
  npm install --prefix "$CACHE/node-tools" --no-audit --no-fund --loglevel error "$1" || return 1
  PATH="$CACHE/node-tools/node_modules/.bin:$PATH"
  hash -r
}

# The UI's packages, exactly as its lock file names them; skipped while they are the ones in place.
need_ui_packages() {
  local mark=ui/node_modules/.shopferry-lock
  cmp -s ui/package-lock.json "$mark" && return 0
  step "Fetching the UI's packages"
  npm ci --prefix ui --no-audit --no-fund --loglevel error ||
    fail "the UI's packages could not be fetched." "check the network, then: npm ci --prefix ui"
  cp ui/package-lock.json "$mark"
}

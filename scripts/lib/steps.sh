# Sourced by the scripts: the repository's root, progress, and Debian packages.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
step_started=
step_name=

# step NAME: says what begins, and how long the step before it took.
step() {
  step_done
  step_name=$1
  step_started=$SECONDS
  printf '\n== %s\n' "$1"
}

step_done() {
  if [ -n "$step_name" ]; then printf '   %s: %d s\n' "$step_name" $((SECONDS - step_started)); fi
  step_name=
}

# packages NAME…: installs the Debian packages that are missing.
packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "These packages are needed, and apt-get is not there to install them: ${missing[*]}" >&2
    exit 1
  fi
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  echo "   installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# python_packages FOLDER REQUIREMENTS: a virtual environment with these packages.
python_packages() {
  local wanted
  wanted=$(sha256sum "$2")
  if [ "$(cat "$1/wanted" 2>/dev/null)" != "$wanted" ]; then
    python3 -m venv "$1"
    "$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$2"
    echo "$wanted" >"$1/wanted"
  fi
}

# What every build needs.
build_packages() {
  packages libcurl4-openssl-dev libsqlite3-dev zlib1g-dev pkg-config python3 python3-pip
  # It byte-compiles the browser's Python.
  command -v node >/dev/null || packages nodejs
  if ! command -v swift >/dev/null; then
    echo "Swift 6.2 or newer is needed and not on the PATH: see https://www.swift.org/install/linux/" >&2
    exit 1
  fi
}

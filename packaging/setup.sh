# shellcheck shell=bash
# Makes the environment of the project; sourced by run and test. Sets PYTHON to its interpreter.
# Nothing is downloaded or installed when the environment already agrees with the lock.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
environment="${INFRASKETCH_VENV:-$root/.venv}"
lock="$root/packaging/requirements.lock"

say() { printf 'infrasketch: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

find_python() {
  local candidate
  for candidate in python3.13 python3.12 python3.11 python3.14 python3; do
    if command -v "$candidate" >/dev/null 2>&1 \
      && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# uv is used where it is found; otherwise a private copy is fetched beside the environment.
find_uv() {
  if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; return; fi
  local private="$environment-uv"
  if [ ! -x "$private/bin/uv" ]; then
    "$1" -m venv "$private" >&2 || return 1
    "$private/bin/python" -m pip install --quiet --disable-pip-version-check uv >&2 || return 1
    printf '*\n' > "$private/.gitignore"
  fi
  echo "$private/bin/uv"
}

# The shared libraries that Qt loads, by their Debian names; libEGL and friends are not in the wheels.
qt_packages=(
  libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0
  libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1
  libwayland-cursor0 libwayland-egl1
)

# The window's own plugin is loaded too: its libraries are not those of the modules.
qt_loads() {
  "$PYTHON" - 2>/dev/null <<'END'
import ctypes, pathlib
import PySide6
from PySide6 import QtDBus, QtGui, QtWidgets
plugin = pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
if plugin.exists():
    ctypes.CDLL(str(plugin))
END
}

install_qt_libraries() {
  qt_loads && return
  command -v apt-get >/dev/null 2>&1 \
    || fail "Qt needs system libraries that are missing here (EGL, xkbcommon, xcb). Install them with your package manager and start again."
  if [ "$(id -u)" = 0 ]; then
    say "installing the libraries that Qt needs"
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${qt_packages[@]}"; } >&2; then
      fail "installing them failed; nothing else was changed. Run: apt-get install ${qt_packages[*]}"
    fi
  else
    fail "Qt needs system libraries. Run: sudo apt-get install ${qt_packages[*]}"
  fi
}

prepare() {
  local python uv stamp
  stamp="$environment/.lock-installed"
  PYTHON="$environment/bin/python"
  if [ -x "$PYTHON" ] && cmp -s "$lock" "$stamp" && "$PYTHON" -c 'import infrasketch_desktop' 2>/dev/null; then return; fi
  python="$(find_python)" || fail "Python 3.11 to 3.14 is needed and was not found."
  uv="$(find_uv "$python")" || fail "uv could not be installed. Check the network and start again; nothing was changed."
  say "making the environment (once)"
  [ -x "$PYTHON" ] || "$uv" venv --quiet --python "$python" "$environment" || fail "the environment could not be made in $environment"
  "$uv" pip sync --quiet --python "$PYTHON" --require-hashes "$lock" || fail "the libraries could not be installed; start again to retry."
  "$uv" pip install --quiet --python "$PYTHON" --no-deps --no-build-isolation --editable "$root" || fail "the program could not be installed into its environment."
  install_qt_libraries
  cp "$lock" "$stamp"
}

prepare

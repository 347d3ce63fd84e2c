# shellcheck shell=bash
# Installs the programs that some tests drive: databases, browser and what its driver (playwright) loads, keyring,
# display, accessibility bus, web proxies, and parsers of other tools from npm. Sourced by test, after setup.sh.
# Nothing here can stop a run: tests whose program is missing are skipped, and the run says so at its end.

: "${environment:?setup.sh is sourced before}"

missing_test_packages() {
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v initdb >/dev/null || echo postgresql
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || echo chromium
  # shellcheck disable=SC2211   # there is one Python in the environment, whichever it is
  "$environment"/lib/python*/site-packages/playwright/driver/node --version >/dev/null 2>&1 || echo libatomic1
  command -v git >/dev/null || echo git
  command -v npm >/dev/null || echo npm
  command -v dbus-run-session >/dev/null || echo dbus
  command -v gnome-keyring-daemon >/dev/null || echo gnome-keyring
  command -v Xvfb >/dev/null || echo xvfb
  command -v xdg-open >/dev/null || echo xdg-utils
  [ -x /usr/libexec/at-spi-bus-launcher ] || echo at-spi2-core
  command -v qpdf >/dev/null || echo qpdf
  command -v redis-server >/dev/null || echo redis-server
  command -v memcached >/dev/null || echo memcached
  command -v pdftotext >/dev/null || echo poppler-utils
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx-light
  command -v haproxy >/dev/null || [ -x /usr/sbin/haproxy ] || echo haproxy
  command -v promtool >/dev/null || echo prometheus
  command -v caddy >/dev/null || echo caddy
  command -v desktop-file-validate >/dev/null || echo desktop-file-utils
  command -v appstreamcli >/dev/null || echo appstream
  command -v update-mime-database >/dev/null || echo shared-mime-info
  command -v gio >/dev/null || echo libglib2.0-bin
  command -v lintian >/dev/null || echo lintian
  command -v xdotool >/dev/null || echo xdotool
  command -v mmdebstrap >/dev/null || echo mmdebstrap
  command -v man >/dev/null || echo man-db
  [ -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ] || echo fonts-droid-fallback
}

# Debian's package makes a database and starts it; no test wants that one. The setting is taken away again.
without_main_cluster() {
  local folder=/etc/postgresql-common/createcluster.d code=0
  local file="$folder/infrasketch-tests.conf"
  mkdir -p "$folder" && echo "create_main_cluster = false" > "$file"
  "$@" || code=$?
  rm -f "$file"
  return "$code"
}

# Debian also starts Redis, Memcached, NGINX, HAProxy, Prometheus and Caddy, now and with the machine; each test starts its
# own. It asks this file before it starts anything. Where the owner of the machine has one already, that decides.
without_services() {
  local policy=/usr/sbin/policy-rc.d code=0 service
  if [ -e "$policy" ]; then
    "$@" || code=$?
  else
    printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod 755 "$policy"
    "$@" || code=$?
    rm -f "$policy"
  fi
  for service in redis-server memcached nginx haproxy prometheus caddy; do
    case " $wanted " in *" $service "* | *" $service-light "*) systemctl disable --quiet "$service" >/dev/null 2>&1 || true ;; esac
  done
  return "$code"
}

# One by one: a browser that cannot be had must not cost the database.
install_each() {
  local package log="$environment/.test-programs.log" quick=(-o Acquire::Retries=0 -o Acquire::http::Timeout=20)
  apt-get "${quick[@]}" update -qq > "$log" 2>&1 || { say "apt-get update failed; see $log"; return 1; }
  for package in "$@"; do
    DEBIAN_FRONTEND=noninteractive apt-get "${quick[@]}" install -y -qq --no-install-recommends "$package" >> "$log" 2>&1 \
      || say "$package could not be installed; see $log"
  done
}

# What could not be installed is not tried again by every run; removing the note tries again.
install_test_programs() {
  local wanted packages note="$environment/.test-programs-missing"
  wanted="$(missing_test_packages)" wanted="${wanted//$'\n'/ }"
  [ -n "$wanted" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && [ "$(cat "$note" 2>/dev/null)" != "$wanted" ]; then
    say "installing programs that tests drive (once): $wanted"
    read -ra packages <<< "$wanted"
    without_services without_main_cluster install_each "${packages[@]}" || true
    wanted="$(missing_test_packages)" wanted="${wanted//$'\n'/ }"
    echo "$wanted" > "$note"
    [ -n "$wanted" ] || return 0
  fi
  say "some tests will be skipped, for want of programs. To run them too: sudo apt-get install $wanted"
}

# Their folder is part of the environment.
install_modules() {
  local folder="$environment/$1" wanted="$2" what="$3" modules
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$wanted" ] && return
  command -v npm >/dev/null 2>&1 || return 0   # said above
  say "installing $what for tests (once)"
  mkdir -p "$folder" || return 0
  read -ra modules <<< "$wanted"
  if npm install --prefix "$folder" --no-audit --no-fund --no-save --ignore-scripts --fetch-retries=0 --loglevel=error \
    "${modules[@]}" > "$environment/.test-modules.log" 2>&1; then
    echo "$wanted" > "$folder/installed"
  else
    say "they could not be installed; see $environment/.test-modules.log"
  fi
}

install_test_programs
# Other tools' own parsers, to which tests show what we export, and a fake of the Messages API that others made.
install_modules npm "mermaid@11.17.2 @terrastruct/d2@0.1.33 @copilotkit/aimock@1.43.0" \
  "the parsers of Mermaid and D2 and a fake model"
# What generated web apps ask for, in the same versions.
install_modules web/npm "react@19.2.9 react-dom@19.2.9 @testing-library/react@16.3.3 @types/react@19.2.6 \
@types/react-dom@19.2.7 @vitejs/plugin-react@5.2.0 jsdom@26.1.0 typescript@5.9.3 vite@7.3.8 vitest@4.1.12" \
  "React and Vite"

# shellcheck shell=bash disable=SC2034   # who sources this uses the variables
# How the scripts reach the database and the server; sourced by deploy, backup and restore.
#   in the containers of compose.yaml, unless
#   --here is the first argument: with the PostgreSQL programs and `infrasketch-server` of this machine, as they are set
#   up by PGHOST, PGDATABASE… and INFRASKETCH_….

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

say() { printf 'infrasketch-server: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

compose() { docker compose --project-directory "$here" --file "$here/compose.yaml" "$@"; }

if [ "${1:-}" = --here ]; then
  shift
  keys="${INFRASKETCH_KEYS_FOLDER:-${INFRASKETCH_DATA:-licensing-data}/keys}"
  on_database() { "$@"; }
  if [ "$(id -u)" = 0 ] && id infrasketch > /dev/null 2>&1; then   # whom PostgreSQL knows by its name
    on_database() { runuser --user infrasketch -- "$@"; }
  fi
  on_server() { infrasketch-server "$@"; }
else
  keys="$here/keys"
  on_database() { compose exec -T --env PGUSER=infrasketch --env PGDATABASE=infrasketch postgres "$@"; }
  on_server() { compose run --rm --no-deps -T server "$@"; }
fi

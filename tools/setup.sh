#!/usr/bin/env bash
# Installs the Debian packages that Avviso needs, if any is missing.
#
#   tools/setup.sh         what the build, the tests and the demo need
#   tools/setup.sh --dev   also what lint, fmt and fuzz need
#
# Goes as root, or else through sudo. Does nothing, and needs no network, when all
# are there. On a system other than Debian, install the like of packages/debian.txt
# by your own means and set AVVISO_SETUP=skip.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'setup: %s\n' "$@" >&2
  exit 1
}

[[ "${AVVISO_SETUP:-}" == skip ]] && exit 0

lists=(packages/debian.txt)
case "${1:-}" in
  '') ;;
  --dev) lists+=(packages/debian-dev.txt) ;;
  *) fail "unknown argument '$1'" 'usage: tools/setup.sh [--dev]' ;;
esac

mapfile -t wanted < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "${lists[@]}")

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || fail \
  'this is no Debian system (apt-get or dpkg-query is missing).' \
  "Install the like of: ${wanted[*]}" \
  'and run again with AVVISO_SETUP=skip in the environment.'

# A package that dpkg never heard of is no line of the output but a message on stderr.
installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null |
  sed -n 's/^ii  *//p' || true)
missing=()
for package in "${wanted[@]}"; do
  grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done
((${#missing[@]} == 0)) && exit 0

as_root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || fail \
    "these packages are missing: ${missing[*]}" \
    'and this user can install nothing: not root, and there is no sudo.' \
    "As root: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  as_root=(sudo)
fi

echo "setup: installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=120 "$@" </dev/null >>"$log" 2>&1
}
# An update that fails for one source of many may still leave all that is needed.
apt update || echo 'setup: apt-get update failed, trying with the lists that are there' >&2
if ! apt install -y --no-install-recommends "${missing[@]}"; then
  tail -n 15 "$log" >&2
  fail 'apt-get install failed, see above. Is there a network?'
fi

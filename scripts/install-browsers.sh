#!/usr/bin/env bash
# Installs the browsers that the tests drive, from Debian's own packages. What is there already is left alone.
# Usage: install-browsers.sh [chromium] [firefox] [webkit]
set -euo pipefail

declare -A PACKAGES=(
  [chromium]="chromium fonts-dejavu-core"
  [firefox]="firefox-esr fonts-dejavu-core"
  [webkit]="webkit2gtk-driver xvfb fonts-dejavu-core"
)
engines=("$@")
[ $# -gt 0 ] || engines=(chromium firefox webkit)

missing=()
for engine in "${engines[@]}"; do
  for package in ${PACKAGES[$engine]:?"unknown engine: use chromium, firefox or webkit"}; do
    state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [[ $state == ii* ]] || missing+=("$package")
  done
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "nothing to install for ${engines[*]}"
  exit 0
fi

# -n: a password prompt in the middle of a test run would look like a hang
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo -n)
apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
echo "installing ${missing[*]}"
"${apt[@]}" update -qq
"${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "installed ${missing[*]}"

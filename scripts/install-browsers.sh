#!/usr/bin/env bash
# Installs the browsers that the tests drive, from Debian's own packages.
# Usage: install-browsers.sh [chromium] [firefox] [webkit]
set -euo pipefail

declare -A PACKAGES=(
  [chromium]="chromium fonts-dejavu-core"
  [firefox]="firefox-esr fonts-dejavu-core"
  [webkit]="webkit2gtk-driver xvfb fonts-dejavu-core"
)
engines=("$@")
[ $# -gt 0 ] || engines=(chromium firefox webkit)

packages=()
for engine in "${engines[@]}"; do
  # Unquoted: an engine has several packages.
  packages+=(${PACKAGES[$engine]:?"unknown engine: use chromium, firefox or webkit"})
done
exec bash "$(dirname "$0")/install-packages.sh" "${packages[@]}"

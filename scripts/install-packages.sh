#!/usr/bin/env bash
# Installs Debian packages. What is there already is left alone.
# Usage: install-packages.sh PACKAGE...
set -euo pipefail

missing=()
for package in "$@"; do
  state=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  [[ $state == ii* ]] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "nothing to install"
  exit 0
fi

# -n: a password prompt in the middle of a test run would look like a hang
sudo=()
[ "$(id -u)" = 0 ] || sudo=(sudo -n)
apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  # Nobody needs the cluster that the package would make and start.
  no_cluster=/etc/postgresql-common/createcluster.d/tendril-tests.conf
  "${sudo[@]}" mkdir -p "$(dirname "$no_cluster")"
  echo 'create_main_cluster = false' | "${sudo[@]}" tee "$no_cluster" >/dev/null
  trap '"${sudo[@]}" rm -f "$no_cluster"' EXIT
fi
echo "installing ${missing[*]}"
"${apt[@]}" update -qq
"${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "installed ${missing[*]}"

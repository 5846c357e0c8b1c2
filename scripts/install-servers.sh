#!/usr/bin/env bash
# Installs the servers that the distributed tests start, from Debian's own packages. What is there already is left alone.
# Usage: install-servers.sh
set -euo pipefail

PACKAGES=(nats-server postgresql python3-confluent-kafka)
# Nobody needs the cluster that the package of PostgreSQL would make and start.
NO_CLUSTER=/etc/postgresql-common/createcluster.d/tendril-tests.conf

missing=()
for package in "${PACKAGES[@]}"; do
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
echo "installing ${missing[*]}"
"${sudo[@]}" mkdir -p "$(dirname "$NO_CLUSTER")"
echo 'create_main_cluster = false' | "${sudo[@]}" tee "$NO_CLUSTER" >/dev/null
trap '"${sudo[@]}" rm -f "$NO_CLUSTER"' EXIT
"${apt[@]}" update -qq
"${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
echo "installed ${missing[*]}"

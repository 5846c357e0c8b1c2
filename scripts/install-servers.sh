#!/usr/bin/env bash
# Installs the servers that the distributed tests start, from Debian's own packages.
# Usage: install-servers.sh
set -euo pipefail

exec bash "$(dirname "$0")/install-packages.sh" nats-server postgresql python3-confluent-kafka

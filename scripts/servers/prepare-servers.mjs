// Makes sure that the servers of the distributed tests are there before a check needs them: looks, installs on Debian,
// looks again.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../runner/command.mjs';

const INSTALLER = fileURLToPath(new URL('../install-servers.sh', import.meta.url));
const SYSTEM = '/usr/sbin';

const folders = () => [...(process.env.PATH ?? '').split(delimiter), SYSTEM];
const onPath = (command) => folders().some((folder) => existsSync(join(folder, command)));

/** What this machine lacks, or undefined when nothing. */
export async function missingServer() {
  if (!onPath('nats-server')) return 'nats-server is missing';
  if (!existsSync('/usr/lib/postgresql')) return 'PostgreSQL is missing';
  const { code } = await runCommand('/usr/bin/python3', ['-c', 'import confluent_kafka']);
  return code === 0 ? undefined : 'python3-confluent-kafka is missing';
}

/** @returns undefined when the servers can be started, else the reason why they cannot, with the cure */
export async function prepareServers() {
  const before = await missingServer();
  if (!before) return undefined;
  if (!onPath('apt-get')) return `${before}, and this system has no apt-get to install it with`;
  const { output } = await runCommand('bash', [INSTALLER]);
  const missing = await missingServer();
  return missing && `${missing}: ${output.trim().split('\n').at(-1)}. Run: bash scripts/install-servers.sh`;
}

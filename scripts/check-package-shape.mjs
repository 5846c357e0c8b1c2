// Packs every published package as it would be published, and inspects the tarballs. Needs a build.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPackages, ROOT } from './build/workspace.mjs';
import { runCommand } from './runner/command.mjs';
import { pinnedPnpm } from './setup/install.mjs';
import { inspectTarball } from './shape/inspect-tarball.mjs';

async function pack(packages, folder) {
  const filters = packages.flatMap(({ name }) => ['--filter', name]);
  const args = ['--yes', pinnedPnpm(ROOT), ...filters, '--recursive', 'pack', '--pack-destination', folder];
  const { code, output } = await runCommand('npx', args, { cwd: ROOT });
  if (code !== 0) throw new Error(`cannot pack the packages:\n${output}`);
}

/** `@tendril/core` is packed as `tendril-core-0.1.0.tgz`. */
const tarballName = ({ name, version }) => `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

const folder = mkdtempSync(join(tmpdir(), 'tendril-shape-'));
try {
  const packages = publishedPackages();
  await pack(packages, folder);
  let findings = 0;
  for (const { manifest } of packages) {
    const found = await inspectTarball(readFileSync(join(folder, tarballName(manifest))), manifest);
    findings += found.length;
    for (const finding of found) console.log(`${manifest.name}: ${finding}`);
  }
  console.log(`shape: ${readdirSync(folder).length} packages, ${findings} findings`);
  if (findings > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

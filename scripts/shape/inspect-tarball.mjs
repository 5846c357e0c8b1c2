// What publint, are-the-types-wrong and our own eyes find in one packed package.
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { isTestFile } from '../build/test-files.mjs';

// The packages are ES modules only, found through "exports": `require` from CommonJS and the resolution of Node 10,
// which does not know "exports", do not apply.
const IGNORED_RESOLUTIONS = new Set(['node16-cjs', 'node10']);

async function publintFindings(tarball, manifest) {
  const buffer = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages } = await publint({ pack: { tarball: buffer }, level: 'warning' });
  return messages.map((message) => `publint: ${formatMessage(message, manifest, { color: false })}`);
}

async function typeFindings(pack) {
  const result = await checkPackage(pack, { excludeEntrypoints: [/\.json$/] });
  if (!result.types) return ['types: the package has none'];
  return result.problems
    .filter(({ resolutionKind }) => !IGNORED_RESOLUTIONS.has(resolutionKind))
    .map((problem) => `types: ${JSON.stringify(problem)}`);
}

/** @returns one line per finding; none when the package is well made */
export async function inspectTarball(tarball, manifest) {
  const pack = createPackageFromTarballData(tarball);
  const tests = pack.listFiles().filter(isTestFile);
  return [
    ...(await publintFindings(tarball, manifest)),
    ...(await typeFindings(pack)),
    ...tests.map((file) => `publishes a test file, ${file}: exclude it in "files"`),
  ];
}

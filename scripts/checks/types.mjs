import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { allPackages, exampleApps, ROOT } from '../build/workspace.mjs';
import { failed, passed } from '../runner/verdict.mjs';
import { runTool } from './tools.mjs';

// Other packages are taken as built, as their users see them; their sources need JSX settings of their own.
const AS_BUILT = ['--noEmit', '--customConditions', 'null'];

function projects() {
  const packages = [...allPackages(), ...exampleApps()].map(({ dir }) => join(dir, 'tsconfig.json'));
  return [...packages.filter((path) => existsSync(path)), join(ROOT, 'scripts/checks/types-of-tests.json')];
}

async function checkProject(project) {
  const memory = join(ROOT, '.build/types', `${relative(ROOT, project).replaceAll('/', '-')}.tsbuildinfo`);
  const args = ['--project', project, '--pretty', 'false', '--incremental', '--tsBuildInfoFile', memory];
  return { project, ...(await runTool('tsc', [...args, ...AS_BUILT])) };
}

async function checkAll() {
  const results = [];
  for (const project of projects()) results.push(await checkProject(project));
  return results;
}

export const types = {
  name: 'types',
  about: 'tsc on each package, tests and type tests too',
  needs: ['build'],
  async run() {
    const results = await checkAll();
    const wrong = results.filter(({ code }) => code !== 0);
    if (wrong.length === 0) return passed(`${results.length} projects`);
    return failed(wrong.map(({ project, output }) => `${relative(ROOT, project)}\n${output}`).join('\n'));
  },
};

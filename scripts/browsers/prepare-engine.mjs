// Makes sure that a browser engine is there before a check needs it: looks, installs on Debian, looks again.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../runner/command.mjs';
import { CHROMIUM } from './chromium.mjs';

const INSTALLER = fileURLToPath(new URL('../install-browsers.sh', import.meta.url));
const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

const onPath = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/** Per engine: the variable that names another executable, its usual place, and commands that it also needs. */
const ENGINES = {
  chromium: { variable: 'E2E_CHROMIUM', usual: CHROMIUM.executablePath, commands: [] },
  firefox: { variable: 'E2E_FIREFOX', usual: '/usr/bin/firefox-esr', commands: [] },
  webkit: { variable: 'E2E_WEBKIT', usual: MINI_BROWSER, commands: ['WebKitWebDriver', 'Xvfb'] },
};

/** What an engine lacks on this machine, or undefined when it is complete. */
export function missingPart(engine, env = process.env) {
  const { variable, usual, commands } = ENGINES[engine];
  const path = env[variable] ?? usual;
  if (!existsSync(path)) return `${path} does not exist`;
  const absent = commands.find((command) => !onPath(command) && !(command === 'Xvfb' && env.DISPLAY));
  return absent && `${absent} is not on the PATH`;
}

async function install(engine) {
  if (!onPath('apt-get') || !onPath('dpkg-query')) return 'this system has no apt-get to install it with';
  const { code, output } = await runCommand('bash', [INSTALLER, engine]);
  return code === 0
    ? undefined
    : `scripts/install-browsers.sh ${engine}: ${output.trim().split('\n').at(-1)}`;
}

/** @returns undefined when the engine can be used, else the reason why it cannot, with the cure */
export async function prepareEngine(engine) {
  if (!missingPart(engine)) return undefined;
  const { variable } = ENGINES[engine];
  const failure = process.env[variable] ? undefined : await install(engine);
  const missing = missingPart(engine);
  if (!missing) return undefined;
  return `${engine}: ${[missing, failure].filter(Boolean).join('; ')}. Install it, or set ${variable} to its executable`;
}

#!/usr/bin/env node
/** The `tendril` command. The only file that names the process it runs in. */
import { readFileSync } from 'node:fs';
import { runCommandLine } from './cli/run-command-line.js';

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version: (JSON.parse(manifest) as { version: string }).version,
  env: process.env,
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  screen: process.stderr,
  now: Date.now,
  // Once: a second Ctrl-C ends the process at once, which loses nothing that was acknowledged.
  untilStopped: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
});

import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { serve } from './cli/commands/serve.js';
import { parseFlags } from './cli/parse-flags.js';
import { readServeFlags } from './cli/serve-flags.js';

const PACKAGE = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(`deploy/${name}`, PACKAGE), 'utf8');
const BIN = 'node_modules/@tendril/collector/';
const env = { TENDRIL_WRITE_KEY: 'wk' };

/** Every line is a comment, a section, or a setting. */
const settingsOf = (unit: string): Map<string, string> => {
  const settings = new Map<string, string>();
  for (const line of unit.split('\n')) {
    if (/^(#.*|\[\w+\]|)$/.test(line)) continue;
    const [, name, value] = /^([A-Z]\w+)=(.+)$/.exec(line) ?? [];
    expect([line, name]).not.toContain(undefined);
    settings.set(name!, value!);
  }
  return settings;
};

it('has a systemd unit whose command line is one', () => {
  const settings = settingsOf(read('tendril-collector.service'));
  const [node, bin, command, ...flags] = settings.get('ExecStart')!.split(' ');
  expect([node, command]).toEqual(['/usr/bin/node', 'serve']);
  expect(existsSync(new URL(bin!.split(BIN)[1]!, PACKAGE))).toBe(true);
  expect(readServeFlags(parseFlags(serve, flags), env).data).toBe(`\${STATE_DIRECTORY}`);
});

it('has a container file whose instructions and command line are some', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const instructions = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of instructions) {
    expect(line.trim()).toMatch(
      /^(FROM|WORKDIR|COPY|RUN|USER|VOLUME|EXPOSE|ENV|HEALTHCHECK|CMD|STOPSIGNAL|ENTRYPOINT) /,
    );
  }
  // One that is not ready is not to be replaced.
  expect(instructions.find((line) => line.startsWith('HEALTHCHECK'))).toContain(':4317/healthz');
  const listOf = (name: string): string[] =>
    JSON.parse(instructions.find((line) => line.startsWith(`${name} [`))!.slice(name.length + 1));
  expect(existsSync(new URL(listOf('ENTRYPOINT')[1]!.split(BIN)[1]!, PACKAGE))).toBe(true);
  const [command, ...flags] = listOf('CMD');
  expect(command).toBe('serve');
  expect(readServeFlags(parseFlags(serve, flags), env)).toMatchObject({
    host: '0.0.0.0',
    port: 4317,
    data: '/data',
  });
});

import { expect } from 'vitest';
import { addressOf, startTendril, type TendrilProcess } from './collector-process.js';
import { SECRET_KEY, WRITE_KEY } from './start-collector.js';
import { temporaryDirectory } from './temporary-directory.js';

/** Collectors on the same servers, each a process of its own. */
export interface CollectorFleet {
  urls(): string[];
  /** Starts one more, and gives its address. */
  start(): Promise<string>;
  kill(url: string): Promise<void>;
  /** Stops all of them in an orderly way. */
  stop(): Promise<void>;
}

const ALWAYS = [
  ...['serve', '--port=0', '--quiet'],
  ...[`--write-key=${WRITE_KEY}`, `--secret-key=${SECRET_KEY}`],
  ...['--address-limit=0', '--key-limit=0', '--min-free=0'],
];

/** `places` are the flags that name the servers. */
export const createFleet = (places: string[]): CollectorFleet => {
  const running = new Map<string, TendrilProcess>();
  return {
    urls: () => [...running.keys()],
    start: async () => {
      const tendril = startTendril([...ALWAYS, `--data=${temporaryDirectory()}`, ...places]);
      const url = await addressOf(tendril);
      running.set(url, tendril);
      return url;
    },
    kill: async (url) => {
      const tendril = running.get(url)!;
      running.delete(url);
      tendril.child.kill('SIGKILL');
      await tendril.ended;
    },
    stop: async () => {
      for (const [url, { child, ended }] of running) {
        child.kill('SIGTERM');
        expect([url, await ended]).toEqual([url, 0]);
      }
      running.clear();
    },
  };
};

import { createCollector } from '../create-collector.js';
import type { CollectorOptions } from '../options.js';
import type { Terminal } from './terminal.js';

/** Runs a collector until the process is asked to end. Throws a `SetupError` when it can not start. */
export const serve = async (options: CollectorOptions, terminal: Terminal): Promise<void> => {
  const collector = await createCollector(options);
  try {
    terminal.print(`tendril ${terminal.version} listening on ${await collector.listen()}\n`);
    await terminal.untilStopped();
  } finally {
    await collector.close();
  }
};

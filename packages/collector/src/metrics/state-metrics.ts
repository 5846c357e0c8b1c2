import { Gauge, type Registry } from 'prom-client';
import type { Applier } from '../applier/applier.js';
import type { DiskFloor } from '../pressure/disk-floor.js';
import type { Store, StoreCounts } from '../store/store.port.js';

export interface MeasuredParts {
  applier: Applier;
  store: Store;
  disk: DiskFloor;
}

const HELP: Record<keyof StoreCounts, string> = {
  received: 'Events applied, whatever became of them',
  stored: 'Events stored',
  duplicates: 'Events that were sent again',
  deadLetters: 'Events that were refused',
};

/** Registers figures that are asked for when somebody looks: lag, counts of the store, free disk. */
export const measureState = (registry: Registry, { applier, store, disk }: MeasuredParts): void => {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => Promise<number | undefined>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await value();
        if (now === undefined) this.remove();
        else this.set(now);
      },
    });
  };
  gauge('tendril_lag_records', 'Requests that wait to be applied', () => applier.lag());
  gauge('tendril_disk_free_bytes', 'Free bytes on the disk of the data', async () => disk.freeBytes());
  for (const [name, help] of Object.entries(HELP)) {
    const metric = `tendril_store_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    gauge(metric, help, async () => (await store.counts())[name as keyof StoreCounts]);
  }
};

import { Gauge, type Registry } from 'prom-client';
import type { Applier } from '../applier/applier.js';
import { DELIVERY_STATES, type Outbox } from '../outbox/outbox.port.js';
import type { DiskFloor } from '../pressure/disk-floor.js';
import type { Store, StoreCounts } from '../store/store.port.js';

export interface MeasuredParts {
  applier: Applier;
  store: Store;
  outbox: Outbox;
  disk: DiskFloor;
}

/** Deliveries of each forwarder by what became of them. */
const measureOutbox = (registry: Registry, outbox: Outbox): void => {
  new Gauge({
    name: 'tendril_deliveries',
    help: 'Deliveries: waiting, dead, or delivered since the forwarder is there',
    labelNames: ['forwarder', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { forwarder, ...counts } of await outbox.counts()) {
        for (const state of DELIVERY_STATES) this.set({ forwarder, state }, counts[state]);
      }
    },
  });
};

const HELP: Record<keyof StoreCounts, string> = {
  received: 'Events applied, whatever became of them',
  stored: 'Events stored',
  duplicates: 'Events that were sent again',
  deadLetters: 'Events that were refused',
};

/** Registers figures that are asked for when somebody looks: lag, counts of the store, free disk. */
export const measureState = (registry: Registry, { applier, store, outbox, disk }: MeasuredParts): void => {
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
  measureOutbox(registry, outbox);
  gauge('tendril_lag_records', 'Requests that wait to be applied', () => applier.lag());
  gauge('tendril_disk_free_bytes', 'Free bytes on the disk of the data', async () => disk.freeBytes());
  for (const [name, help] of Object.entries(HELP)) {
    const metric = `tendril_store_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    gauge(metric, help, async () => (await store.counts())[name as keyof StoreCounts]);
  }
};

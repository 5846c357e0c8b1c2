import { createDelivery, type DeliveryParts } from '../delivery.js';
import { createDrops } from '../drops.js';
import { createNotices } from '../notices.js';
import { createQueue } from '../queue.js';
import type { TendrilError } from '../tendril.js';
import { createFakeBrowser } from './fake-browser.js';
import { CONTEXT, eventOf } from './fill-store.js';
import { turn } from './turn.js';

/** Delivery alone, with a queue to fill, in a fake browser. */
export function openDelivery() {
  const browser = createFakeBrowser();
  const { ports, late } = browser.openPorts();
  const notices = createNotices();
  const errors: TendrilError[] = [];
  notices.on('error', (error) => errors.push(error));
  const queue = createQueue(late.store, () => delivery.wake());
  const parts: DeliveryParts = {
    ports: Object.assign(late, { random: ports.random }),
    queue,
    drops: createDrops(notices),
    notices,
    writeKey: 'wk',
    onRevision: () => {},
    known: () => undefined,
  };
  const delivery = createDelivery(parts);
  let made = 0;
  /** Adds events, each in a row of its own. */
  const add = async (count = 1) => {
    const ids = Array.from({ length: count }, () => `e${String(++made).padStart(4, '0')}`);
    for (const id of ids) queue.add(CONTEXT, eventOf(id), true);
    await turn();
    return ids;
  };
  return { browser, ports, parts, late, delivery, queue, errors, add, ...browser };
}

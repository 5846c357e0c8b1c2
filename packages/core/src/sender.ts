import { LIMITS } from '@tendril/protocol';
import type { Delivery, DeliveryParts } from './delivery.js';
import type { Late } from './late.js';
import { requestBody } from './request-body.js';
import { takeWithin } from './take-within.js';

export interface Sender extends Pick<Delivery, 'wake' | 'pass' | 'resume' | 'stop'> {
  /** The page may be going: hand over what is unacknowledged, synchronously. */
  exit(): void;
  readonly delivery: Delivery | undefined;
}

/**
 * Stands for delivery until it is loaded, which is when the page has had time to start and something waits, or when
 * somebody asks. The exit is here, because a page may go before that.
 */
export function createSender(parts: DeliveryParts, late: () => Promise<Late>): Sender {
  const { ports, queue, writeKey } = parts;
  let delivery: Delivery | undefined;
  let loading: Promise<void> | undefined;
  let stopped = false;

  const load = (): Promise<void> => {
    loading ??= late().then(
      ({ createDelivery }) => {
        delivery = createDelivery(parts);
        if (stopped) delivery.stop();
      },
      () => {
        // The file could not be had; the next event, or the network's return, tries again.
        loading = undefined;
      },
    );
    return loading;
  };

  return {
    wake() {
      if (delivery) delivery.wake();
      else if (!loading) ports.lifecycle.idle(() => load().then(() => delivery?.wake()));
    },
    pass: () => load().then(() => delivery?.pass()),
    resume() {
      if (delivery) delivery.resume();
      else if (queue.size) void load().then(() => delivery?.wake());
    },
    exit() {
      void queue.save();
      if (delivery?.halted || stopped) return;
      let rows = queue.pending();
      while (rows.length) {
        const chunk = takeWithin(rows, { bytes: LIMITS.beaconBytes });
        if (!ports.send.beacon(requestBody(writeKey, ports.clock.now(), chunk))) break;
        rows = rows.slice(chunk.length);
      }
    },
    stop() {
      stopped = true;
      delivery?.stop();
    },
    get delivery() {
      return delivery;
    },
  };
}

import type { Delivery, DeliveryParts } from './delivery.js';

/**
 * Stands for delivery until there is something to send: most pages find nothing left behind, and many record nothing.
 * When its file can not be had, the next event, or the network's return, tries again.
 */
export function createLateDelivery(
  parts: DeliveryParts,
  load = () => import('./delivery.js').then(({ createDelivery }) => createDelivery),
): Delivery {
  const { ports, queue } = parts;
  let delivery: Delivery | undefined;
  let loading: Promise<Delivery | undefined> | undefined;
  let stopped = false;

  function bring(): Promise<Delivery | undefined> {
    // At the same time: it will be wanted next.
    if (!loading) ports.transport().catch(() => {});
    loading ??= load().then(
      (create) => {
        delivery = create(parts);
        if (stopped) delivery.stop();
        return delivery;
      },
      () => {
        loading = undefined;
        return undefined;
      },
    );
    return loading;
  }

  async function somethingWaits(): Promise<boolean> {
    if (queue.size) return true;
    const left = await ports.store.oldest({ rows: 1, bytes: 0 }).catch(() => []);
    return left.length > 0;
  }

  return {
    wake() {
      if (delivery) delivery.wake();
      else void bring().then((late) => late?.wake());
    },
    async pass() {
      if (delivery) await delivery.pass();
      else if (await somethingWaits()) await (await bring())?.pass();
    },
    resume() {
      if (delivery) delivery.resume();
      else if (queue.size) void bring().then((late) => late?.wake());
    },
    carried: () => delivery?.carried() ?? [],
    stop() {
      stopped = true;
      delivery?.stop();
    },
    get sent() {
      return delivery?.sent ?? 0;
    },
    get halted() {
      return delivery?.halted;
    },
  };
}

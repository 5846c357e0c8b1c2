import type { Delivery, DeliveryParts } from './delivery.js';

export type LoadDelivery = () => Promise<(parts: DeliveryParts) => Delivery>;

export interface LateDelivery extends Delivery {
  /**
   * Loads it though nothing waits: a browser that could not have a module once, such as offline, does not ask for it again
   * on that page (https://html.spec.whatwg.org/#fetch-a-single-module-script: the module map keeps the failure).
   */
  load(): void;
}

/**
 * Stands for delivery until it is loaded, at the latest with the first row. When it could not be had, the next event, or
 * the network's return, tries again, which helps where the browser does.
 */
export function createLateDelivery(
  parts: DeliveryParts,
  load: LoadDelivery = () => import('./delivery.js').then(({ createDelivery }) => createDelivery),
): LateDelivery {
  const { ports, queue } = parts;
  let delivery: Delivery | undefined;
  let loading: Promise<Delivery | undefined> | undefined;
  let stopped = false;

  function bring(): Promise<Delivery | undefined> {
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

  return {
    load() {
      if (!stopped) void bring();
    },
    wake() {
      if (delivery) delivery.wake();
      else void bring().then((late) => late?.wake());
    },
    async pass() {
      await (delivery ?? (await bring()))?.pass();
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

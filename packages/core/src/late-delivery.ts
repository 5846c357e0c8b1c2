import type { Delivery, DeliveryParts } from './delivery.js';

export type LoadDelivery = () => Promise<(parts: DeliveryParts) => Delivery>;

/**
 * Stands for delivery until it is loaded. It is asked for when the page is idle, before anything waits: a browser that
 * could not have a module once, such as offline, does not ask for it again on that page
 * (https://html.spec.whatwg.org/#fetch-a-single-module-script: the module map keeps the failure). Where the browser does,
 * the next event, or the network's return, tries again.
 */
export function createLateDelivery(
  parts: DeliveryParts,
  load: LoadDelivery = () => import('./delivery.js').then(({ createDelivery }) => createDelivery),
): Delivery {
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

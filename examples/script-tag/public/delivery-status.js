import { byId } from './element.js';

const EVERY_MS = 250;

/** One line on what Tendril holds and has sent; before it has loaded, the stub has no figures to give. */
export function showDeliveryStatus() {
  setInterval(() => {
    const stats = window.tendril.stats();
    if (stats) byId('delivery-status').textContent = `${stats.queued} waiting, ${stats.sent} sent`;
  }, EVERY_MS);
}

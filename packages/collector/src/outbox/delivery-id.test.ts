import { expect, it } from 'vitest';
import { deliveryId } from './delivery-id.js';

it('is the same for the same cause, and another for another', () => {
  const id = deliveryId('crm', 'event', 'wk', 'm1');
  expect(id).toMatch(/^msg_[\w-]{27}$/);
  expect(deliveryId('crm', 'event', 'wk', 'm1')).toBe(id);
  const others = [
    deliveryId('crm', 'event', 'wk', 'm2'),
    deliveryId('cdp', 'event', 'wk', 'm1'),
    deliveryId('crm', 'event', 'wkm', '1'),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});

import type { Envelope } from '../ingest/envelope.js';
import type { PriceList } from './price-list.js';
import { SUBSCRIPTION_EVENT } from './subscription-change.js';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A line with what the list says of its `price` or `plan`; what it says itself stays, but for the name of the plan. */
const completeLine = (line: Fields, list: PriceList): Fields => {
  const { amount: _perUnit, ...known } = list.find(text(line.price), text(line.plan)) ?? {};
  const plan = known.plan ?? line.plan ?? line.price;
  return { ...known, ...line, ...(plan !== undefined && { plan }) };
};

const completeEvent = (event: unknown, list: PriceList): unknown => {
  if (!isObject(event) || event.event !== SUBSCRIPTION_EVENT || !isObject(event.properties)) return event;
  const { properties } = event;
  const completed = Array.isArray(properties.lines)
    ? {
        ...properties,
        lines: properties.lines.map((line: unknown) => (isObject(line) ? completeLine(line, list) : line)),
      }
    : 'plan' in properties || 'price' in properties
      ? completeLine(properties, list)
      : properties;
  return { ...event, properties: completed };
};

/**
 * A request whose events about subscriptions say all that the price list knows; the same when there are none. It is done
 * at the door, so that what is written is whole, and stays what it was when the list changes.
 */
export const completeEvents = (envelope: Envelope, list: PriceList): Envelope => {
  const events = envelope.events.map((event) => completeEvent(event, list));
  return events.every((event, i) => event === envelope.events[i]) ? envelope : { ...envelope, events };
};

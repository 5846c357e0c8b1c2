import { type Issue, issue } from '@tendril/protocol';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { schemaIssues } from '../ingest/schema-issues.js';

/** Name of the track event by which the host's backend, or Stripe, tells how a subscription is now. */
export const SUBSCRIPTION_EVENT = 'subscription.changed';

/** Those of Stripe. In `active` and `past_due` it brings revenue; in `trialing` it unlocks too. */
export const STATUSES = [
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'incomplete',
  'incomplete_expired',
  'canceled',
] as const;
export type SubscriptionStatus = (typeof STATUSES)[number];
export const INTERVALS = ['day', 'week', 'month', 'year'] as const;

const text = Type.String({ minLength: 1, maxLength: 200 });
const oneOf = (values: readonly string[]) => Type.String({ pattern: `^(${values.join('|')})$` });
const line = {
  /** Name of the plan, or of what is bought beside one. */
  plan: text,
  /** What the plan is one of: another plan of the same product is an upsell. Default `main`. */
  product: Type.Optional(text),
  /** Of all units, for one interval, in minor units of the currency (cents). Without taxes. */
  amount: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  currency: Type.String({ pattern: '^[A-Za-z]{3}$' }),
  interval: oneOf(INTERVALS),
  /** Default 1. */
  intervalCount: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** Seats, or other units. Default 1. */
  quantity: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Something beside the plan. Default false. */
  addOn: Type.Optional(Type.Boolean()),
  /** What it unlocks. Absent everywhere: somebody else says what is unlocked. */
  entitlements: Type.Optional(Type.Array(text)),
};
const head = { subscription: text, status: oneOf(STATUSES) };
const Line = Type.Object(line);
const WithLines = Compile(Type.Object({ ...head, lines: Type.Array(Line) }));
const Ended = Compile(Type.Object({ ...head, status: Type.Literal('canceled') }));
const Flat = Compile(Type.Object({ ...head, ...line }));

/** A part of a subscription, as it is told. */
export type LineDocument = Static<typeof Line>;

/** The same with every default filled in; the currency is in capitals. */
export interface SubscriptionLine {
  plan: string;
  product: string;
  amount: number;
  currency: string;
  interval: (typeof INTERVALS)[number];
  intervalCount: number;
  quantity: number;
  addOn: boolean;
  entitlements?: string[];
}

/** From what to what a change took a subscription, each as a text that is compared and not read. */
export interface SubscriptionStep {
  from: string;
  to: string;
}

/** How a subscription is from some time on: all of it, whatever was before. */
export interface SubscriptionChange {
  account: string;
  subscription: string;
  status: SubscriptionStatus;
  lines: SubscriptionLine[];
  /** Stripe says it: changes of one time are put in order by it. */
  step?: SubscriptionStep;
}

interface Told {
  properties?: unknown;
  context?: unknown;
}

const toLine = ({ currency, interval, ...told }: LineDocument): SubscriptionLine => ({
  plan: told.plan,
  product: told.product ?? 'main',
  amount: told.amount,
  currency: currency.toUpperCase(),
  interval: interval as SubscriptionLine['interval'],
  intervalCount: told.intervalCount ?? 1,
  quantity: told.quantity ?? 1,
  addOn: told.addOn ?? false,
  ...(told.entitlements && { entitlements: told.entitlements }),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** One with lines, one that says a single line itself, or one that says no more than that it ended. */
const schemaFor = (properties: Record<string, unknown>) => {
  if ('lines' in properties) return WithLines;
  return properties.status === 'canceled' && !('plan' in properties) ? Ended : Flat;
};

const accountOf = ({ context }: Told): string | undefined => {
  const account = isObject(context) ? context.groupId : undefined;
  return typeof account === 'string' && account !== '' ? account : undefined;
};

/** What is wrong with an event that tells of a subscription; empty when all is well. */
export const subscriptionIssues = (event: Told): Issue[] => {
  const { properties } = event;
  const issues = accountOf(event)
    ? []
    : [issue('required', 'context.groupId', 'is missing', 'Send the id of the account that pays.')];
  if (!isObject(properties)) {
    return [...issues, issue('required', 'properties', 'is missing', 'Send what the subscription is now.')];
  }
  const schema = schemaFor(properties);
  if (schema.Check(properties)) return issues;
  const found = schemaIssues(schema.Errors(properties), '');
  return [...issues, ...found.map((one) => ({ ...one, path: `properties.${one.path}` }))];
};

const toStep = (step: unknown): SubscriptionStep | undefined => {
  if (!isObject(step)) return undefined;
  const { from, to } = step;
  return typeof from === 'string' && typeof to === 'string' ? { from, to } : undefined;
};

/** Reads an event that has no issues. */
export const readSubscription = (event: Told): SubscriptionChange => {
  const properties = event.properties as {
    subscription: string;
    status: SubscriptionStatus;
    step?: unknown;
  } & ({ lines: LineDocument[] } | LineDocument);
  const { subscription, status } = properties;
  const lines = 'lines' in properties ? properties.lines : 'plan' in properties ? [properties] : [];
  const step = toStep(properties.step);
  return {
    ...{ account: accountOf(event) ?? '', subscription, status, lines: lines.map(toLine) },
    ...(step && { step }),
  };
};

import type { TendrilEvent } from '@tendril/protocol';

/** An event as it was accepted: checked, with a `messageId`; its times are still those of the client, if any. */
export type GoodEvent = Omit<TendrilEvent, 'timestamp'> & { timestamp?: string; sentAt?: string };

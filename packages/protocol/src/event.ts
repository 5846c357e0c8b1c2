/** Any value that survives JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The six calls of Segment's HTTP Tracking API. */
export const EVENT_TYPES = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Name of the track event that `usage()` sends; properties are `{ meter, used, limit? }`. */
export const USAGE_EVENT = 'usage.reported';

/** Where an event happened. Segment's field names; everything is optional on the wire. */
export interface EventContext {
  page?: { url?: string; path?: string; search?: string; title?: string; referrer?: string };
  locale?: string;
  timezone?: string;
  screen?: { width: number; height: number; density: number };
  campaign?: JsonObject;
  library?: { name: string; version: string };
  groupId?: string;
  /** Changes after 30 minutes without an event. */
  sessionId?: string;
  /** Counts up from 0 within one page load: breaks ties between equal timestamps. */
  seq?: number;
  /** Events that this client had to drop since its last batch, by reason. */
  dropped?: JsonObject;
}

/**
 * One event as it travels: Segment's HTTP Tracking API, common fields plus those of its type.
 * `messageId` is unique and at most 100 characters: the collector counts it once.
 * `timestamp` is the client's time of the call, ISO 8601 in UTC with milliseconds.
 */
export interface TendrilEvent {
  type: EventType;
  messageId: string;
  timestamp: string;
  anonymousId?: string;
  userId?: string;
  context?: EventContext & JsonObject;
  integrations?: JsonObject;
  /** track only */
  event?: string;
  /** track, page, screen */
  properties?: JsonObject;
  /** page, screen */
  name?: string;
  category?: string;
  /** identify, group */
  traits?: JsonObject;
  /** group only */
  groupId?: string;
  /** alias only */
  previousId?: string;
}

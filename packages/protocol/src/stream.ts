/** What `GET /v1/stream` (server-sent events) says; `event:` is `type`, `data:` is the rest as JSON. */
export type StreamMessage = { type: 'ruleset'; version: string };

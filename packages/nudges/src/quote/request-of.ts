import type { QuoteRequest } from '@tendril/core';
import type { ContentAction } from '@tendril/protocol';

/** What a button asks of the host's billing. */
export function requestOf({ data = {} }: ContentAction, nudge: string): QuoteRequest {
  const { plan, seats } = data;
  return {
    nudge,
    ...(typeof plan === 'string' && { plan }),
    ...(typeof seats === 'number' && { seats }),
  };
}

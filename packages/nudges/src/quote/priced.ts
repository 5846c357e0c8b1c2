import type { Quote } from '@tendril/core';

/** How far a price is. */
export type Priced =
  | { state: 'asking' }
  | { state: 'known'; quote: Quote; changed: boolean }
  | { state: 'failed'; message: string };

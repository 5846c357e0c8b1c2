import { expect } from '@playwright/test';

interface Options {
  /** What is waited for; names it in the error. */
  message?: string;
  /** Milliseconds; the default is that of the configuration. */
  timeout?: number;
}

/** An assertion on what `read` answers, repeated until it holds: `await eventually(acme.banner).toContain('7 of 10')`. */
export const eventually = <T>(read: () => Promise<T> | T, options: Options = {}) =>
  // Playwright's own pauses grow to a second; most of what is waited for here takes a few milliseconds.
  expect.poll(read, { ...options, intervals: [40] });

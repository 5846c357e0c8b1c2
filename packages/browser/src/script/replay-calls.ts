import type { Tendril } from '@tendril/core';

/** A call that the stub kept: the method and its arguments. */
export type QueuedCall = [method: string, ...args: unknown[]];

/** Makes the calls that the stub kept, in order. A method that does not exist is said, not thrown. */
export function replayCalls(client: Tendril, calls: readonly QueuedCall[]): void {
  for (const [method, ...args] of calls) {
    if (method === 'init') continue;
    // `consent.grant` is a method of a part.
    const call = method
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], client);
    if (typeof call === 'function') call(...args);
    // biome-ignore lint/suspicious/noConsole: a mistyped call would otherwise vanish
    else console.error(`tendril: no method ${method}`);
  }
}

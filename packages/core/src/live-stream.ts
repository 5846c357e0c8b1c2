import type { StreamMessage } from '@tendril/protocol';
import type { Clock, FactsSource, PageLifecycle } from './ports.js';

export interface LiveStream {
  /** Whether somebody waits for news may have changed, or who is here. */
  look(): void;
  /** Another person: what is open is not theirs. */
  reopen(): void;
  stop(): void;
}

interface Parts {
  source: Pick<FactsSource, 'stream'>;
  clock: Clock;
  lifecycle: PageLifecycle;
  /** Some random bytes. */
  random: () => Uint8Array;
  wanted: () => boolean;
  /** The token; `''` for none. Rejects when it can not be had. */
  token: () => Promise<string>;
  /** The collector refused with this status: may it be tried again soon? */
  refused: (status: number) => void;
  hear: (message: StreamMessage) => void;
}

const MAX_WAIT_MS = 5 * 60_000;

/**
 * Keeps the live stream open while somebody waits for it. It is closed whenever the page is out of sight, as an open
 * stream costs Firefox its back/forward cache; it comes again where it ended.
 */
export function followStream({
  source,
  clock,
  lifecycle,
  random,
  wanted,
  token,
  refused,
  hear,
}: Parts): LiveStream {
  let visible = true;
  let close: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  let failures = 0;
  let after: string | undefined;

  function shut(): void {
    close?.();
    cancel?.();
    close = cancel = undefined;
  }

  function later(): void {
    close = undefined;
    const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** failures++);
    // Not all at once, when a collector comes back.
    cancel = clock.after(wait * (0.5 + (random()[0] ?? 0) / 512), () => {
      cancel = undefined;
      look();
    });
  }

  function open(): void {
    let closed = false;
    close = () => {
      closed = true;
    };
    const ended = (status?: number) => {
      if (status) refused(status);
      later();
    };
    token().then(
      (given) => {
        if (closed) return;
        const on = (message: StreamMessage, id: string) => {
          after = id;
          failures = 0;
          hear(message);
        };
        close = source.stream({ token: given, after }, on, ended);
      },
      () => closed || later(),
    );
  }

  function look(): void {
    if (!visible || !wanted()) shut();
    else if (!close && !cancel) open();
  }

  const unlisten = lifecycle.on((phase) => {
    if (phase === 'online' && !visible) return;
    visible = phase !== 'exit';
    shut();
    look();
  });

  return {
    look,
    reopen() {
      shut();
      after = undefined;
      failures = 0;
      look();
    },
    stop() {
      unlisten();
      shut();
    },
  };
}

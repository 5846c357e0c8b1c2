import type { AppendGroup } from './inbox-messages.js';

/** Gathers records until their turn of the event loop ends. */
export interface AppendGatherer {
  /** Tickets of one group have to count up by one. */
  add(ticket: number, meta: string, body: Uint8Array): void;
  /** Hands over what was gathered now, so that what is said next comes after it. */
  flush(): void;
}

const pack = (bodies: Uint8Array[]): Pick<AppendGroup, 'ends' | 'bytes'> => {
  let end = 0;
  const ends = bodies.map((body) => {
    end += body.length;
    return end;
  });
  // Not from Buffer's pool, which can not be handed to another thread.
  const bytes = new Uint8Array(end);
  for (const [i, body] of bodies.entries()) bytes.set(body, (ends[i] ?? 0) - body.length);
  return { ends, bytes };
};

/** Calls `send` with each group. */
export const gatherAppends = (send: (group: AppendGroup) => void): AppendGatherer => {
  let first = 0;
  let metas: string[] = [];
  let bodies: Uint8Array[] = [];
  const flush = (): void => {
    if (metas.length === 0) return;
    const group = { ticket: first, metas, ...pack(bodies) };
    metas = [];
    bodies = [];
    send(group);
  };
  return {
    add(ticket, meta, body) {
      if (metas.length === 0) {
        first = ticket;
        // After all sockets that can be read now were read.
        setImmediate(flush);
      }
      metas.push(meta);
      bodies.push(body);
    },
    flush,
  };
};

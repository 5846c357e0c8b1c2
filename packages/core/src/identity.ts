import type { NewId } from './message-id.js';
import type { EventStore, Memo } from './ports.js';

export interface Identity {
  anonymousId: string;
  userId?: string;
  groupId?: string;
}

export interface IdentityKeeper {
  /** Undefined while it is unknown. */
  current(): Identity | undefined;
  /** Resolves once it is known whether this browser was here before. Stores nothing. */
  ready: Promise<void>;
  /** Who it is; made up and stored if that is still unknown. */
  force(): Identity;
  change(change: Partial<Identity>): unknown;
  /** Forgets the person; the next one gets a new anonymous id. */
  reset(): unknown;
  /** Another tab changed it. */
  reload(): void;
}

const NAME = 'identity';

/**
 * Who acts. Read at once from the memo; a copy in the durable store covers browsers that were killed before the memo
 * reached the disk (localStorage takes seconds), so that one person does not become two.
 */
export function createIdentity(memo: Memo, store: EventStore, newId: NewId): IdentityKeeper {
  const recall = (): Identity | undefined => {
    try {
      const found = JSON.parse(memo.read(NAME) ?? '');
      return typeof found?.anonymousId === 'string' ? found : undefined;
    } catch {
      return undefined;
    }
  };
  let identity = recall();

  const save = (next: Identity): Identity => {
    identity = next;
    memo.write(NAME, JSON.stringify(next));
    store.write(NAME, next).catch(() => {});
    return next;
  };
  const anew = () => save({ anonymousId: newId(true) });
  // Another tab of a first visit may have made one up since this one looked.
  const force = () => {
    identity ??= recall();
    return identity ?? anew();
  };
  const settle = (stored?: Identity) => {
    identity ??= stored;
  };
  const ready = identity ? Promise.resolve() : store.read<Identity>(NAME).then(settle, () => {});

  return {
    current: () => identity,
    ready,
    force,
    change: (change) => save({ ...force(), ...change }),
    reset: anew,
    reload() {
      identity = recall() ?? identity;
    },
  };
}

/** Leaves no trace of who was here. */
export const forgetIdentity = (memo: Memo): void => memo.write(NAME, undefined);

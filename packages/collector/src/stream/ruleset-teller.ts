import type { ChangeFeed } from '../feed/change-feed.port.js';
import type { StreamPlace } from './stream-place.js';

export interface RulesetTellerParts {
  feed: ChangeFeed;
  /** That of the ruleset which the client would be given now. */
  revision: () => Promise<string>;
  /** Told where it is after each message: `place` is moved on first. */
  tell: (revision: string) => void;
  onError: (error: unknown) => void;
}

/** Tells which ruleset the client would be given. What is another document for others may be the same for them. */
export interface RulesetTeller {
  /** Tells of the one in force unless `place` shows that it is known, and then of each new one. Returns what ends it. */
  follow(): () => void;
  /** Facts have changed, and with them, perhaps, what the client is given. */
  look(): void;
}

/** `current` is the revision that the client would be given as it comes. */
export const createRulesetTeller = (
  { feed, revision, tell, onError }: RulesetTellerParts,
  current: string,
  place: StreamPlace,
): RulesetTeller => {
  let told = current;
  let telling = Promise.resolve();
  const say = (next: string): void => {
    told = next;
    tell(next);
  };
  const look = (isNew: boolean): void => {
    telling = telling
      .then(async () => {
        const next = await revision();
        if (isNew || next !== told) say(next);
      })
      .catch(onError);
  };
  return {
    look: () => look(false),
    follow: () => {
      let isComing = true;
      const leave = feed.subscribe(
        'ruleset',
        ({ id }) => {
          place.ruleset = id;
          // What the feed says at once is of now; later, it has to be worked out.
          if (isComing) say(current);
          else look(true);
        },
        place.ruleset,
      );
      isComing = false;
      return leave;
    },
  };
};

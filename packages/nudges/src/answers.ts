import type { ActiveNudge, NudgeLink } from '@tendril/core';
import type { Answers, Json, JsonObject } from '@tendril/protocol';
import { idsOf } from './ids-of.js';

/** What a person has entered so far; a reload brings it back. */
export interface Draft {
  answers: Answers;
  /** Steps that led here, the present one last. */
  trail?: string[];
  /** All is sent: only the thanks are left. */
  sent?: boolean;
  /** The list is folded. */
  folded?: boolean;
}

export interface AnswerKeeper {
  /** Resolves to an empty draft where there is none, or none can be had. */
  read(): Promise<Draft>;
  save(draft: Draft): void;
  /** Traits by path, such as `user.role_self`: facts at once, and said to the collector. Nobody's id changes. */
  state(traits: { [path: string]: Json }): void;
  /** Records the answers as an event. */
  submit(answers: Answers): void;
}

/** Those of one root, without it: `user.role` is the user's `role`. */
const under = (root: string, traits: { [path: string]: Json }): JsonObject =>
  Object.fromEntries(
    Object.entries(traits).flatMap(([path, value]) =>
      path.startsWith(`${root}.`) ? [[path.slice(root.length + 1), value]] : [],
    ),
  );

/** Keeps and sends the answers to one nudge. */
export function keepAnswers(link: NudgeLink, active: ActiveNudge): AnswerKeeper {
  const { nudge, stage, episode, surface } = active;
  const { user, anonymous, account = '' } = idsOf(link) ?? { anonymous: '' };
  const name = `draft:${user ?? anonymous}:${account}:${nudge.id}:${nudge.rev}`;
  return {
    read: () =>
      link.ports.store.read<Draft>(name).then(
        (draft) => draft ?? { answers: {} },
        () => ({ answers: {} }),
      ),
    save(draft) {
      // Without a store the draft lasts as long as the page.
      link.ports.store.update<Draft>(name, () => draft).catch(() => {});
    },
    state(traits) {
      const [ofUser, ofAccount] = [under('user', traits), under('account', traits)];
      if (Object.keys(ofUser).length) {
        if (user) link.calls.identify(user, ofUser);
        else link.facts.user(ofUser);
      }
      if (Object.keys(ofAccount).length) {
        if (account) link.calls.group(account, ofAccount);
        else link.facts.account(ofAccount);
      }
    },
    submit(answers) {
      const about = { nudge: nudge.id, rev: nudge.rev, stage: stage?.id ?? '', episode, surface };
      link.calls.track('nudge.answered', { ...about, answers });
    },
  };
}

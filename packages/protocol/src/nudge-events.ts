import type { ContentAction, HowOften } from './ruleset.js';

/** What every event of a nudge says: which showing of it this is about. */
export interface NudgeShowing {
  /** Id of the rule. */
  nudge: string;
  rev: number;
  /** Arm of the experiment, where there is one. */
  arm?: string;
  /** Id of the stage; empty where the nudge has none. */
  stage: string;
  /** A dismissal is remembered for this key. */
  episode: string;
  /** Surface key, such as `slot:app-banner` or `center`. */
  surface: string;
  /** Locale of the texts, for a control group too: what it would have read. */
  locale: string;
  session: string;
  /** Epoch milliseconds by the device's clock: ledgers of several devices compare these. */
  at: number;
  /** The rule's `how.unit`, where that is `account`: colleagues count as one. */
  unit?: 'account';
  /** Somebody tries the nudge out. Such an event counts nowhere: not in ledgers, not in reports. */
  preview?: true;
}

/** How a nudge was closed: its close button, a button of the document, Escape, a click beside it, or as all was answered. */
export type DismissedVia = 'close' | 'action' | 'escape' | 'outside' | 'done';

/** What ends a nudge for good. */
export type StopReason = NonNullable<HowOften['stopOn']>[number];

/** Events that the nudge layer records, by name, as `track` calls. The collector's ledger and reports are made of them. */
export interface NudgeEvents {
  /**
   * Every condition, cap and place allowed it: the point from which arms are compared. Once for each episode and session, for every arm alike; `shown` is false
   * for a control group and for who is held out of all nudges.
   */
  'nudge.assigned': NudgeShowing & { shown: boolean };
  /** At least half of it was in view for a second, in a visible tab. Once for each episode and session. */
  'nudge.exposed': NudgeShowing;
  /** A button was pressed; `action` is its id. `automatic` when the document pressed it (`stage.adjust`). */
  'nudge.action': NudgeShowing & { action: string; do: ContentAction['do']; automatic?: true };
  /** `ms` since it came. */
  'nudge.dismissed': NudgeShowing & { via: DismissedVia; ms: number };
  /** `until`: epoch milliseconds. */
  'nudge.snoozed': NudgeShowing & { until: number };
  /** The person never wants to see it again. */
  'nudge.never': NudgeShowing;
  /** It has reached what `how.stopOn` names, and does not show again: `on` is which. */
  'nudge.stopped': NudgeShowing & { on: StopReason };
  /**
   * It would have shown, but for a cap, a rest or a place: `reason` is the gate. A sample: `rate` is the share of
   * sessions that tell, each of them at most once for each nudge and reason.
   */
  'nudge.suppressed': NudgeShowing & { reason: string; rate: number };
  /** The document's goal was seen on this device. Attribution is the collector's. */
  'nudge.goal': NudgeShowing & { event: string; value?: number };
  /** It could not be drawn, or its code failed later. */
  'nudge.error': NudgeShowing & { message: string };
}

export type NudgeEventName = keyof NudgeEvents;

/** An event as the ledger reads it: other properties do not matter to it. */
export type LedgerEvent = { name: string } & Pick<NudgeShowing, 'nudge' | 'episode' | 'session' | 'at'> &
  Partial<Pick<NudgeShowing, 'preview'> & { until: number }>;

import { compileCondition } from '@tendril/rules';
import type { MembershipChange } from '../../facts/membership-changes.port.js';
import { parseIsoTime } from '../../ingest/iso-time.js';
import type { ReceivedEvent } from '../../store/store.port.js';
import { TRIGGER_SCHEMAS, type TriggerConfig } from '../config/forwarder-schemas.js';
import type { IssueCollector } from '../config/issue-collector.js';

/** What sets a webhook off. */
export interface Triggers {
  ofEvent(event: ReceivedEvent): boolean;
  ofChange(change: MembershipChange): boolean;
}

type EventTest = (event: ReceivedEvent) => boolean;
type ChangeTest = (change: MembershipChange) => boolean;

const compileEvent = (
  { event: name, where = {} }: Extract<TriggerConfig, { event: string }>,
  path: string,
  { add }: IssueCollector,
): EventTest => {
  const { test, issues } = compileCondition(where, {}, `${path}.where`);
  issues.forEach(add);
  return ({ type, event, properties = {}, timestamp }) =>
    type === 'track' &&
    event === name &&
    test?.({ event: properties }, parseIsoTime(timestamp) ?? 0) === true;
};

/**
 * Of a ruleset that was published, everybody may come into a segment at once: that is told where it is asked for only,
 * so that an edit of the rules does not flood anybody with tasks.
 */
const isTold = ({ cause }: MembershipChange, backfill = false): boolean => cause !== 'ruleset' || backfill;

const compileChange = (trigger: Exclude<TriggerConfig, { event: string }>): ChangeTest => {
  const [kind, name, wanted] =
    'segment' in trigger
      ? (['segment', trigger.segment, trigger.change ?? 'entered'] as const)
      : (['stage', trigger.stage, 'entered'] as const);
  return (change) =>
    change.kind === kind &&
    change.name === name &&
    change.change === wanted &&
    isTold(change, trigger.backfill);
};

const KINDS = ['event', 'segment', 'stage'] as const;

/** Compiles the list `on`. What is wrong with it is gathered, and the result is of no use then. */
export const compileTriggers = (on: unknown[], path: string, issues: IssueCollector): Triggers => {
  const events: EventTest[] = [];
  const changes: ChangeTest[] = [];
  for (const [index, trigger] of on.entries()) {
    const at = `${path}[${index}]`;
    const kind = KINDS.find((key) => Object.hasOwn(Object(trigger), key));
    if (!kind) {
      const cure = 'Write {"event": NAME}, {"segment": NAME} or {"stage": "NUDGE/STAGE"}.';
      issues.add({ code: 'required', path: at, message: 'is no trigger', cure });
      continue;
    }
    if (!issues.fits(TRIGGER_SCHEMAS[kind], trigger, at)) continue;
    const known = trigger as TriggerConfig;
    if ('event' in known) events.push(compileEvent(known, at, issues));
    else changes.push(compileChange(known));
  }
  return {
    ofEvent: (event) => events.some((test) => test(event)),
    ofChange: (change) => changes.some((test) => test(change)),
  };
};

import { GATE_EVENT, type Nudge, REQUEST_EVENT, type Trigger } from '@tendril/protocol';
import type { Binder } from '../engine/binder.js';
import type { Triggered } from './triggered.js';

/** The triggers of one nudge, and when each of them fired. */
export interface Triggers {
  /** What has triggered it: what was asked for, else the latest. Undefined while nothing has, or since it was cancelled. */
  last(now: number): Triggered | undefined;
  /** A page begins. */
  openPage(at: number): void;
  /** What was asked for is settled: it takes another call to open it again. */
  answer(): void;
}

const is = (name: string, value: string) => ({ [`event.${name}`]: { $eq: value } });

/** The event that fires a trigger, if it is one. */
function eventOf(trigger: Trigger, id: string): { event: string; where?: object } | undefined {
  if ('event' in trigger) return trigger;
  if ('gate' in trigger) return { event: GATE_EVENT, where: is('entitlement', trigger.gate) };
  return 'manual' in trigger ? { event: REQUEST_EVENT, where: is('nudge', id) } : undefined;
}

/** Compiles `when`; throws where it is none. `mark` says that the nudge is to be judged again. */
export function compileTriggers(
  { id, when: { on, unless = [] } }: Nudge,
  path: string,
  bind: Binder,
  mark: () => void,
): Triggers {
  const fired: (number | undefined)[] = [];
  const fire = (index: number, at: number | undefined) => {
    fired[index] = at;
    mark();
  };

  const followMeters = on.map((trigger, index) => {
    const heard = eventOf(trigger, id);
    if (heard) {
      const { event, where = {} } = heard;
      bind.event(event, where, `${path}.on[${index}].where`, (at) => fire(index, at));
    }
    if (!('usage' in trigger)) return () => {};
    const meter = bind.fact(`usage.${trigger.usage}`);
    let before = 'null';
    return (now: number) => {
      const reading = JSON.stringify(meter());
      if (reading !== before) fired[index] = reading === 'null' ? undefined : now;
      before = reading;
    };
  });
  unless.forEach(({ event, where = {} }, index) => {
    bind.event(event, where, `${path}.unless[${index}].where`, () => {
      fired.length = 0;
      mark();
    });
  });

  const isAsked = (trigger: Trigger) => 'gate' in trigger || 'manual' in trigger;
  const latest = (asked: boolean): Triggered | undefined => {
    const at = Math.max(...on.map((trigger, index) => (isAsked(trigger) === asked && fired[index]) || 0));
    return at ? { at, asked } : undefined;
  };
  return {
    last(now) {
      for (const follow of followMeters) follow(now);
      return latest(true) ?? latest(false);
    },
    openPage(at) {
      on.forEach((trigger, index) => {
        if ('page' in trigger) fire(index, at);
      });
    },
    answer() {
      on.forEach((trigger, index) => {
        if (isAsked(trigger)) fire(index, undefined);
      });
    },
  };
}

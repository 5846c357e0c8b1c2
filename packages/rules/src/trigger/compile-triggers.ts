import { type Condition, GATE_EVENT, type Nudge, REQUEST_EVENT } from '@tendril/protocol';
import type { Binder } from '../engine/binder.js';
import type { Triggered } from './triggered.js';

/** The triggers of one nudge. */
export interface Triggers {
  /** What was asked for, else what fired last. Undefined while nothing has, or since it was cancelled. */
  last(now: number): Triggered | undefined;
  /** A page begins. */
  openPage(now: number): void;
  /** What was asked for is settled. */
  answer(): void;
}

/** Compiles `when`; throws where it is none. `mark` says that the nudge is to be judged again. */
export function compileTriggers(
  { id, when: { on, unless = [] } }: Nudge,
  path: string,
  bind: Binder,
  mark: () => void,
): Triggers {
  let at = 0;
  let asked = 0;
  let readings = '';
  const meters: (() => unknown)[] = [];

  const hear = (name: string, where: Condition | undefined, place: string, take: (now: number) => void) =>
    bind.event(name, where === undefined ? {} : where, `${path}.${place}.where`, (now) => {
      take(now);
      mark();
    });
  const fire = (now: number) => {
    at = now;
  };
  const ask = (now: number) => {
    asked = now;
  };

  on.forEach((trigger, index) => {
    const place = `on[${index}]`;
    if ('event' in trigger) hear(trigger.event, trigger.where, place, fire);
    if ('gate' in trigger) hear(GATE_EVENT, { 'event.entitlement': trigger.gate }, place, ask);
    if ('manual' in trigger) hear(REQUEST_EVENT, { 'event.nudge': id }, place, ask);
    if ('usage' in trigger) meters.push(bind.fact(`usage.${trigger.usage}`));
  });
  unless.forEach(({ event, where }, index) => {
    hear(event, where, `unless[${index}]`, () => {
      at = asked = 0;
    });
  });

  return {
    last(now) {
      const next = meters.map((read) => JSON.stringify(read())).join();
      // A meter that is not known says `null`.
      if (next !== readings && /[^nul,]/.test(next)) fire(now);
      readings = next;
      return asked || at ? { at: asked || at, asked: !!asked } : undefined;
    },
    openPage(now) {
      if (!on.some((trigger) => 'page' in trigger)) return;
      fire(now);
      mark();
    },
    answer() {
      asked = 0;
      mark();
    },
  };
}

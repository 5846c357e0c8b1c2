import { type Condition, GATE_EVENT, REQUEST_EVENT } from '@tendril/protocol';
import type { CompileTriggers } from '../engine/rule.js';

/** What makes a nudge a candidate: an instant, from which its delay and its time to live count. */
export const compileTriggers: CompileTriggers = ({ id, when: { on, unless = [] } }, path, bind, mark) => {
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
};

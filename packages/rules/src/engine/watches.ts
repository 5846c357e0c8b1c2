import type { Leaf } from '../condition/compile-options.js';
import { nextFlip } from '../condition/flips.js';
import { readParts } from '../condition/path.js';
import type { Truth } from '../condition/truth.js';
import type { Facts } from './facts.js';

const DAY = 86_400_000;
const NEVER = Infinity;

export type Watched = Omit<Leaf, 'test'> & {
  test: (facts: unknown, now: number) => unknown;
  /** Takes what is to be called when something else than facts and time may have changed the test. */
  follow?: (ask: (now: number) => void) => void;
};

/** A part of conditions that many units may share: what it says now, and whom that concerns. */
interface Watch<Unit> {
  leaf: Watched;
  value?: unknown;
  /** Time alone may change the value at this instant. */
  due: number;
  units: Unit[];
}

/** A fact that is read, and by whom. */
interface Reading<Unit> {
  parts: string[];
  watches: Watch<Unit>[];
}

export interface Watches<Unit> {
  /** Equal keys share one watch, which concerns all its units. The result tells what it says. */
  watch(leaf: Watched, unit: Unit): () => Truth;
  /** Asks again what reads a fact that is no longer the same. */
  setFacts(facts: Facts, now: number): void;
  /** Asks again what time may have changed. */
  passTime(now: number): void;
  /** Whatever depends on time is known again: see `Engine.trustClock`. */
  trustClock(now: number): void;
  /** The first instant at which time alone may change something. Never too late. */
  soonest(): number;
}

/** Asks a part again only when something that it reads has changed, and marks the units that a new answer concerns. */
export function createWatches<Unit>(mark: (unit: Unit) => void): Watches<Unit> {
  const watches = new Map<string, Watch<Unit>>();
  const readings = new Map<string, Reading<Unit>>();
  const timed: Watch<Unit>[] = [];
  let facts: Facts = {};
  let soonest = NEVER;
  /** No number before the first look: it compares with nothing. */
  let last = NaN;
  let trusted = true;

  function ask(watch: Watch<Unit>, now: number): void {
    const { leaf, value } = watch;
    watch.value = undefined;
    const run = () => {
      watch.value = leaf.test(facts, now);
      return undefined;
    };
    watch.due = leaf.timed && !trusted ? NEVER : nextFlip(run, facts, now);
    soonest = Math.min(soonest, watch.due);
    if (watch.value !== value) watch.units.forEach(mark);
  }

  function listen(watch: Watch<Unit>): void {
    const { paths, timed: byTime, follow } = watch.leaf;
    for (const path of paths) {
      const reading = readings.get(path) ?? { parts: path.split('.'), watches: [] };
      readings.set(path, reading);
      reading.watches.push(watch);
    }
    if (byTime) timed.push(watch);
    follow?.((now) => ask(watch, now));
  }

  function resetTime(next: boolean): void {
    trusted = next;
    soonest = -NEVER;
    for (const watch of timed) watch.due = -NEVER;
  }

  return {
    watch(leaf, unit) {
      const known = watches.get(leaf.key);
      const watch = known ?? { leaf, due: NEVER, units: [unit] };
      if (known) known.units.push(unit);
      else {
        watches.set(leaf.key, watch);
        listen(watch);
        ask(watch, 0);
      }
      return () => watch.value as Truth;
    },
    setFacts(next, now) {
      const before = facts;
      facts = next;
      if (before === next) return;
      for (const { parts, watches: readers } of readings.values())
        if (readParts(before, parts) !== readParts(next, parts)) for (const watch of readers) ask(watch, now);
    },
    passTime(now) {
      const isJump = Math.abs(now - last) > DAY;
      if (isJump || now < last) resetTime(trusted && !isJump);
      last = now;
      if (now < soonest) return;
      soonest = NEVER;
      for (const watch of timed)
        if (watch.due <= now) ask(watch, now);
        else soonest = Math.min(soonest, watch.due);
    },
    trustClock(now) {
      last = now;
      resetTime(true);
    },
    soonest: () => soonest,
  };
}

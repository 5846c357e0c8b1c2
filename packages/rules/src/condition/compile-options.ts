import type { Condition, Json } from '@tendril/protocol';
import type { Test } from './truth.js';

/** Makes a test of `$regex`, `$regexi`, `$veq` and its kin; undefined where the operand is not one that they take. */
export type CompileText = (operand: unknown, name: string) => Test | undefined;

export interface CompileOptions {
  /** Saved lists for `$inGroup` and `$notInGroup`. */
  groups?: { [name: string]: Json[] };
  /** Named conditions for `$segment`. */
  segments?: { [name: string]: Condition };
  /** Values from least to most, for `$below`, `$atMost`, `$atLeast` and `$above`. */
  orders?: { [name: string]: string[] };
  /** Patterns and versions, once `loadRegex` has loaded them. Without it `$regex` and `$veq` are faults `regex`. */
  regex?: CompileText;
  /** Makes the test of a `$did` leaf: facts and time in, truth out. Without it `$did` is a fault. */
  did?: (leaf: DidLeaf) => Test;
  /** Every leaf passes through here, and what it gives back is what the condition asks. */
  leaf?: (leaf: Leaf) => Test;
  /** Operators instead of the usual ones, by name; `''` is that of a bare operand. */
  operators?: Operators;
}

/** One compilation: what it may refer to, and where it stands. */
export interface Work {
  readonly options: CompileOptions;
  /** Path of the place, which is that of a fault. */
  at: string;
  depth: number;
  nodes: number;
  /** The segments that are being compiled. */
  readonly open: Set<unknown>;
  /** The facts that it reads. Undefined where names are those of an element or an event. */
  paths: string[] | undefined;
  /** What is known of the leaf at hand. */
  about: { -readonly [key in 'timed' | 'did']?: Leaf[key] };
}

/** `key` is the name that the operand stands under. */
export type Compile<T = Test> = (operand: unknown, work: Work, key: string) => T;
export type Operators = { readonly [name: string]: Compile };

/** The smallest part of a condition that reads facts, counters or the clock: one path with its operators, say. */
export interface Leaf {
  /** JSON of the leaf. Equal keys mean equal tests under the same options. */
  key: string;
  /** The facts that it reads. */
  paths: readonly string[];
  did?: DidLeaf;
  /** Takes all facts. */
  test: Test;
  /** Whether the test may change by time alone: `nextFlip(leaf.test, facts, now)` tells when. */
  timed?: boolean;
}

/**
 * What `$did` asks of past events. The measures take the measured number as their value; call them with the facts as
 * third argument, which `$ref` reads: `leaf.count(3, now, facts)`.
 */
export interface DidLeaf {
  /** JSON of event, `where` and scope, which identify the counter. */
  key: string;
  event: string;
  /** Over `{ event: properties }`. Absent: any. */
  where?: Test;
  scope: 'user' | 'account';
  /** Infinity for `ever`. */
  withinMs: number;
  /** Over the number of events. `at least 1` where no measure is given. */
  count?: Test;
  /** Over the number of distinct days. */
  days?: Test;
  /** Over the time of the last event, in epoch ms. */
  last?: Test;
  /** Over (this window − the one before) / the one before. Only with a finite window. */
  change?: Test;
}

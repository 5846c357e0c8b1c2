import type { WireRequest } from './wire-request.ts';

/** An answer that the page gets. */
export interface Answer {
  status: number;
  headers?: { [name: string]: string };
  body?: string;
}

/** What becomes of one request to the collector. */
export type Fate =
  /** The collector gets it; the page gets the collector's answer, or `instead`. */
  | { kind: 'passed'; instead?: Answer }
  /** The collector gets it; the connection ends before its answer comes through. */
  | { kind: 'answer-lost' }
  /** The collector never hears of it; the page gets this answer. */
  | { kind: 'refused'; answer: Answer }
  /** The collector never hears of it; the page gets no answer at all. */
  | { kind: 'hung' };

export const pass: Fate = { kind: 'passed' };
export const loseAnswer: Fate = { kind: 'answer-lost' };
export const hang: Fate = { kind: 'hung' };
export const passAnswering = (instead: Answer): Fate => ({ kind: 'passed', instead });
export const refuse = (status: number, more: Omit<Answer, 'status'> = {}): Fate => ({
  kind: 'refused',
  answer: { status, ...more },
});

/** Decides over each request in turn; `index` counts from 0 since the script was set. */
export type Script = (
  request: Pick<WireRequest, 'via' | 'writeKey' | 'ids' | 'names'>,
  index: number,
) => Fate;

export const always =
  (fate: Fate): Script =>
  () =>
    fate;

/** One fate for the first requests, another for the rest. */
export const first =
  (count: number, fate: Fate, rest: Fate = pass): Script =>
  (_request, index) =>
    index < count ? fate : rest;

/** Every other request meets this fate, the first one too. */
export const everyOther =
  (fate: Fate): Script =>
  (_request, index) =>
    index % 2 === 0 ? fate : pass;

/** Any request that carries an event of this name meets this fate. */
export const poisoned =
  (name: string, fate: Fate): Script =>
  ({ names }) =>
    names.includes(name) ? fate : pass;

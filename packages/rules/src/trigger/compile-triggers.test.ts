import type { Nudge } from '@tendril/protocol';
import { describe, expect, it } from 'vitest';
import { createEngine } from '../create-engine.js';
import { makeNudge, NOW } from '../testing/make-nudge.js';

const engineOf = (when: Nudge['when']) => createEngine({ version: '1', nudges: [makeNudge({ when })] });
const triggered = (engine: ReturnType<typeof engineOf>, now = NOW) => engine.candidates(now)[0]?.triggered;
const gate = (entitlement: string) => ({ name: 'gate.refused', properties: { entitlement } });
const request = (nudge: string) => ({ name: 'nudge.requested', properties: { nudge } });

describe('what was asked for', () => {
  it.each([
    ['a gate', { gate: 'reports' }, gate('reports'), gate('exports')],
    ['a call by id', { manual: true as const }, request('n'), request('m')],
  ])('%s that is meant triggers it, and no other', (_, trigger, meant, other) => {
    const engine = engineOf({ on: [trigger] });
    engine.record(other, NOW);
    expect(triggered(engine)).toBeUndefined();
    engine.record(meant, NOW + 1);
    expect(triggered(engine, NOW + 1)).toEqual({ at: NOW + 1, asked: true });
  });

  it('is so until it is answered, whatever else triggers it meanwhile', () => {
    const engine = engineOf({ on: [{ gate: 'reports' }, { event: 'export' }] });
    engine.record(gate('reports'), NOW);
    engine.record({ name: 'export' }, NOW + 1);
    expect(triggered(engine, NOW + 1)).toEqual({ at: NOW, asked: true });
    engine.answer('n');
    expect(triggered(engine, NOW + 1)).toEqual({ at: NOW + 1, asked: false });
    engine.record(gate('reports'), NOW + 2);
    expect(triggered(engine, NOW + 2)).toEqual({ at: NOW + 2, asked: true });
  });

  it('an answer for a nudge that is not there changes nothing', () => {
    const engine = engineOf({ on: [{ page: true }] });
    engine.answer('other');
    expect(triggered(engine)).toEqual({ at: NOW, asked: false });
  });
});

describe('the instant', () => {
  it('is that of the last event', () => {
    const engine = engineOf({ on: [{ event: 'a' }, { event: 'b' }] });
    engine.record({ name: 'b' }, NOW);
    engine.record({ name: 'a' }, NOW + 5);
    engine.record({ name: 'b' }, NOW + 9);
    expect(triggered(engine, NOW + 9)).toEqual({ at: NOW + 9, asked: false });
    expect(engine.changes(NOW + 9)).toEqual([]);
    engine.record({ name: 'a' }, NOW + 10);
    expect(engine.changes(NOW + 10)).toEqual(['n']);
  });

  it('is that of each page', () => {
    const engine = engineOf({ on: [{ page: true }] });
    expect(triggered(engine)?.at).toBe(NOW);
    expect(triggered(engine, NOW + 5)?.at).toBe(NOW);
    engine.openPage(NOW + 7);
    expect(triggered(engine, NOW + 9)?.at).toBe(NOW + 7);
  });

  it('is that of the page that was open before the engine', () => {
    const engine = engineOf({ on: [{ page: true }] });
    engine.openPage(NOW - 1000);
    expect(triggered(engine)?.at).toBe(NOW - 1000);
  });

  it('is that of each new reading of a meter', () => {
    const engine = engineOf({ on: [{ usage: 'seats' }] });
    const report = (used: number | null, at: number) => {
      engine.setFacts({ usage: { seats: used === null ? null : { used, limit: 10 } } });
      return triggered(engine, at)?.at;
    };
    expect(report(1, NOW)).toBe(NOW);
    expect(report(1, NOW + 1)).toBe(NOW);
    expect(report(2, NOW + 2)).toBe(NOW + 2);
    expect(report(null, NOW + 3)).toBe(NOW + 2);
  });
});

describe('unless', () => {
  it('cancels what has triggered it, and not what comes after', () => {
    const unless = [{ event: 'invite.opened', where: { 'event.kind': 'mail' } }];
    const engine = engineOf({ on: [{ event: 'report' }, { page: true }], unless });
    const opened = (kind: string) => ({ name: 'invite.opened', properties: { kind } });
    engine.record({ name: 'report' }, NOW);
    engine.record(opened('link'), NOW);
    expect(triggered(engine)?.at).toBe(NOW);
    engine.record(opened('mail'), NOW + 1);
    expect(engine.changes(NOW + 1)).toEqual(['n']);
    expect(triggered(engine, NOW + 1)).toBeUndefined();
    engine.record({ name: 'report' }, NOW + 2);
    expect(triggered(engine, NOW + 2)?.at).toBe(NOW + 2);
  });

  it('a defective one rejects the nudge, and says where', () => {
    const engine = engineOf({ on: [{ page: true }], unless: [{ event: 'e', where: { a: { $in: 1 } } }] });
    expect(engine.faults.map(({ path }) => path)).toEqual(['nudges[0].when.unless[0].where.a.$in']);
  });
});

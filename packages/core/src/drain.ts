import { type BatchReply, type DropReason, LIMITS, type Rejection } from '@tendril/protocol';
import type { Drops } from './drops.js';
import type { Ports, Reply, Row, Transport } from './ports.js';
import type { Stats } from './tendril.js';
import { MAX_RETRY_AFTER_MS, retryDelay, verdictOf } from './verdict.js';

/** What draining needs, and what it remembers from one pass to the next. */
export interface DrainScene {
  ports: Pick<Ports, 'clock' | 'random' | 'store'>;
  transport: Transport;
  drops: Drops;
  /** Makes a request body. */
  body: (rows: readonly Row[], dropped?: object) => string;
  /** These rows need nothing more. */
  settled: (ids: readonly string[]) => void;
  /** A reply named the ruleset in force. */
  onRevision: (revision: string) => void;
  stopped: () => boolean;
  progress: Progress;
}

export interface Progress {
  /** Rows in the next request: halved around a poisonous one, grown again after. */
  rows: number;
  /** Requests in a row that failed. */
  failures: number;
  /** Of those, connections that were refused while the browser said it was online. */
  refused: number;
  sent: number;
  /** Drops that a batch has told the collector of. */
  reported: Stats['dropped'];
}

/** Why draining ended. `waitMs` is the least wait before the next pass; `told` when the collector named it. */
export type DrainEnd =
  | { why: 'empty' }
  | { why: 'halted'; status: number; detail: string }
  | { why: 'waiting'; waitMs: number; told: boolean };

/** Name of the stored instant before which no tab sends. */
const NOT_BEFORE = 'not-before';
const EMPTY: DrainEnd = { why: 'empty' };

const parseReply = (body: string): Partial<BatchReply> => {
  try {
    const reply = JSON.parse(body);
    return typeof reply === 'object' && reply ? reply : {};
  } catch {
    return {};
  }
};

/** The drops that are new since the last report. */
function since(counts: Stats['dropped'], reported: Stats['dropped']): Stats['dropped'] {
  const entries = Object.entries(counts) as [DropReason, number][];
  return Object.fromEntries(
    entries.map(([reason, n]) => [reason, n - (reported[reason] ?? 0)] as const).filter(([, n]) => n > 0),
  );
}

async function settle({ ports, settled }: DrainScene, rows: readonly Row[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  await ports.store.remove(ids);
  settled(ids);
}

/** The rows that a reply names as rejected, with the reasons; whatever else it says there is passed over. */
function rejections(rows: readonly Row[], rejected: unknown): Map<string, string> {
  const named: Partial<Rejection | null>[] = Array.isArray(rejected) ? rejected : [];
  return new Map(
    named.flatMap((rejection) => {
      const row = rows[rejection?.i ?? -1];
      return row ? [[row.id, String(rejection?.reason)]] : [];
    }),
  );
}

async function accept(scene: DrainScene, rows: readonly Row[], reply: Reply): Promise<void> {
  const { rejected, ruleset } = parseReply(reply.body);
  const { progress, drops } = scene;
  progress.failures = progress.refused = 0;
  progress.rows = Math.min(LIMITS.sendRows, progress.rows * 2);
  await settle(scene, rows);
  const refused = rejections(rows, rejected);
  progress.sent += rows.length - refused.size;
  for (const [id, reason] of refused) drops.drop('rejected', id, reason);
  if (typeof ruleset === 'string') scene.onRevision(ruleset);
}

/** When an event was recorded: a messageId, UUID version 7, begins with it. NaN for any other id. */
function recordedAt(id: string): number {
  const [, high = '', low = ''] = /^([\da-f]{8})-([\da-f]{4})-7/.exec(id) ?? [];
  return Number.parseInt(high + low, 16);
}

/** Drops rows that nobody has wanted for too long; resolves to the others. */
async function fresh(scene: DrainScene, rows: readonly Row[]): Promise<Row[]> {
  const oldest = scene.ports.clock.now() - LIMITS.maxAgeMs;
  const expired = rows.filter(({ id }) => recordedAt(id) < oldest);
  if (!expired.length) return [...rows];
  await settle(scene, expired);
  for (const { id } of expired) scene.drops.drop('expired', id);
  return rows.filter((row) => !expired.includes(row));
}

/** The request is refused whole: half of it next time, until the offender stands alone. */
async function split(scene: DrainScene, rows: readonly Row[], { status, body }: Reply): Promise<void> {
  scene.progress.refused = 0;
  scene.progress.rows = Math.ceil(rows.length / 2);
  if (rows.length > 1) return;
  await settle(scene, rows);
  scene.drops.drop('refused', rows[0]?.id ?? '', `${status} ${body.slice(0, 200)}`);
}

/** The collector's word on when to come again holds for every tab: here is how long that still is. */
async function toldToWait({ ports }: DrainScene): Promise<number> {
  const until = (await ports.store.read<number>(NOT_BEFORE)) ?? 0;
  const ms = until - ports.clock.now();
  // More than the cap can only be a clock that was set back.
  return ms > MAX_RETRY_AFTER_MS ? 0 : ms;
}

async function wait(scene: DrainScene, { status, retryAfterMs }: Reply): Promise<DrainEnd> {
  const { ports, transport, progress } = scene;
  progress.refused = status === 0 && transport.online() ? progress.refused + 1 : 0;
  const [high = 0, low = 0] = ports.random();
  const waitMs = retryDelay(progress.failures, retryAfterMs, (high * 256 + low) / 65_536);
  progress.failures += 1;
  const told = retryAfterMs !== undefined;
  if (told) await ports.store.update(NOT_BEFORE, () => ports.clock.now() + waitMs);
  return { why: 'waiting', waitMs, told };
}

/**
 * Sends the oldest rows of every tab, request after request, until nothing is left or it can not go on. Rows leave the
 * store only when acknowledged, or dropped by name.
 */
export async function drain(scene: DrainScene): Promise<DrainEnd> {
  const { ports, transport, progress, drops } = scene;
  const told = await toldToWait(scene);
  if (told > 0) return { why: 'waiting', waitMs: told, told: true };
  for (;;) {
    const stored = await ports.store.oldest({ rows: progress.rows, bytes: LIMITS.sendBytes });
    if (!stored.length || scene.stopped()) return EMPTY;
    const rows = await fresh(scene, stored);
    if (!rows.length) continue;
    const counts = { ...drops.counts };
    const reply = await transport.post(scene.body(rows, since(counts, progress.reported)));
    const verdict = verdictOf(reply);
    if (verdict === 'halt') return { why: 'halted', status: reply.status, detail: reply.body.slice(0, 200) };
    if (verdict === 'retry') return wait(scene, reply);
    if (verdict === 'split') await split(scene, rows, reply);
    else {
      progress.reported = counts;
      await accept(scene, rows, reply);
    }
  }
}

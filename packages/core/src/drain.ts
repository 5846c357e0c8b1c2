import { type BatchReply, type DropReason, LIMITS, type Rejection } from '@tendril/protocol';
import type { Drops } from './drops.js';
import { madeAt } from './message-id.js';
import type { LatePorts, Ports, Reply, Row, Transport } from './ports.js';
import type { Queue } from './queue.js';
import { eventsOf, messageIds, splitRow } from './read-row.js';
import { rowOf } from './row.js';
import { takeWithin } from './take-within.js';
import type { Stats } from './tendril.js';
import { MAX_RETRY_AFTER_MS, retryDelay, verdictOf } from './verdict.js';

/** What draining needs, and what it remembers from one pass to the next. */
export interface DrainScene {
  ports: Pick<Ports, 'random'> & Pick<LatePorts, 'clock' | 'store'>;
  transport: Transport;
  queue: Queue;
  drops: Drops;
  /** Makes a request body. */
  body: (rows: readonly Row[], dropped: object) => string;
  /** The rows of these ids need nothing more. */
  settled: (ids: readonly string[]) => void;
  /** A reply named the ruleset in force. */
  onRevision: (revision: string) => void;
  /** A batch was answered; the reply may name the version of the facts. */
  onFacts: (version: string | undefined) => void;
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
  /** Ids of rows that are settled, and could not be removed from the store yet; the last is the latest. */
  gone: readonly string[];
  /** Ids of the rows that the request under way carries. */
  flying: readonly string[];
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

/** Rows for one request: stored ones, or those of this page that the store does not take or does not give back. */
interface Load {
  rows: readonly Row[];
  stored: boolean;
}

async function nextLoad({ ports, queue, progress }: DrainScene): Promise<Load> {
  const limit = { rows: progress.rows, bytes: LIMITS.sendBytes };
  const take = (rows: Row[]) => takeWithin(rows, limit.bytes, limit.rows);
  const after = progress.gone.at(-1);
  try {
    const rows = await ports.store.oldest({ ...limit, ...(after && { after }) });
    return rows.length ? { rows, stored: true } : { rows: take(queue.unsaved()), stored: false };
  } catch {
    return { rows: take(queue.pending()), stored: false };
  }
}

async function settle({ ports, settled, progress }: DrainScene, { rows }: Load): Promise<void> {
  const ids = rows.map(({ id }) => id);
  // What can not be removed now is passed over, and removed later: it must not go out again.
  await ports.store.remove([...progress.gone, ...ids]).then(
    () => {
      progress.gone = [];
    },
    () => {
      progress.gone = [...progress.gone, ...ids];
    },
  );
  settled(ids);
}

/** The events that a reply names as rejected, with the reasons; whatever else it says there is passed over. */
function rejections(ids: readonly string[], rejected: unknown): Map<string, string> {
  const named: Partial<Rejection | null>[] = Array.isArray(rejected) ? rejected : [];
  return new Map(
    named.flatMap((rejection) => {
      const id = ids[rejection?.i ?? -1];
      return id ? [[id, String(rejection?.reason)]] : [];
    }),
  );
}

async function accept(scene: DrainScene, load: Load, reply: Reply): Promise<void> {
  const { rejected, ruleset, facts } = parseReply(reply.body);
  const { progress, drops } = scene;
  progress.failures = progress.refused = 0;
  progress.rows = Math.min(LIMITS.sendRows, progress.rows * 2);
  await settle(scene, load);
  const ids = messageIds(load.rows);
  const refused = rejections(ids, rejected);
  progress.sent += ids.length - refused.size;
  for (const [id, reason] of refused) drops.drop('rejected', id, reason);
  if (typeof ruleset === 'string') scene.onRevision(ruleset);
  scene.onFacts(typeof facts === 'string' ? facts : undefined);
}

/** Drops rows that nobody has wanted for too long; resolves to the others. */
async function fresh(scene: DrainScene, { rows, stored }: Load): Promise<Load> {
  const oldest = scene.ports.clock.now() - LIMITS.maxAgeMs;
  // Only ids of ours say when.
  const expired = rows.filter(({ id }) => id[10] === '-' && madeAt(id) < oldest);
  if (!expired.length) return { rows, stored };
  await settle(scene, { rows: expired, stored });
  for (const id of messageIds(expired)) scene.drops.drop('expired', id);
  return { rows: rows.filter((row) => !expired.includes(row)), stored };
}

/** A row of many events that is refused makes place for two of half as many. */
async function halve({ ports, queue }: DrainScene, row: Row, stored: boolean): Promise<void> {
  const [context] = splitRow(row);
  const events = eventsOf(row);
  const middle = events.length >> 1;
  queue.settle([row.id]);
  // The first takes the row's id, and so its place in the store.
  for (const half of [events.slice(0, middle), events.slice(middle)]) queue.put(rowOf(context, half));
  await queue.save();
  // The store did not take the halves, and must not give the whole back.
  if (stored && queue.unsaved().some(({ id }) => id === row.id)) await ports.store.remove([row.id]);
}

/** The request is refused whole: half of it next time, until the offender stands alone. */
async function split(scene: DrainScene, load: Load, { status, body }: Reply): Promise<void> {
  const [row] = load.rows;
  scene.progress.refused = 0;
  scene.progress.rows = Math.ceil(load.rows.length / 2);
  if (!row || load.rows.length > 1) return;
  const ids = messageIds(load.rows);
  if (ids.length > 1) return halve(scene, row, load.stored);
  await settle(scene, load);
  scene.drops.drop('refused', ids[0] ?? row.id, `${status} ${body.slice(0, 200)}`);
}

/** The collector's word on when to come again holds for every tab: here is how long that still is. */
async function toldToWait({ ports }: DrainScene): Promise<number> {
  const until = (await ports.store.read<number>(NOT_BEFORE).catch(() => 0)) ?? 0;
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
  // Where nothing can be stored the wait is this page's alone.
  if (told) await ports.store.update(NOT_BEFORE, () => ports.clock.now() + waitMs).catch(() => {});
  return { why: 'waiting', waitMs, told };
}

/** Nothing was left out of a load: what comes after it came later, and has its own time. */
const isAll = ({ rows }: Load, { rows: most }: Progress): boolean =>
  rows.length < most &&
  rows.reduce((sum, { body }) => sum + body.length, LIMITS.eventBytes) < LIMITS.sendBytes;

/**
 * Sends the oldest rows of every tab, request after request, until nothing is left or it can not go on. Rows leave the
 * store only when acknowledged, or dropped by name.
 */
export async function drain(scene: DrainScene): Promise<DrainEnd> {
  const { transport, progress, drops } = scene;
  const told = await toldToWait(scene);
  if (told > 0) return { why: 'waiting', waitMs: told, told: true };
  for (;;) {
    const found = await nextLoad(scene);
    if (!found.rows.length || scene.stopped()) return EMPTY;
    const all = isAll(found, progress) && !(found.stored && scene.queue.unsaved().length);
    const load = await fresh(scene, found);
    if (!load.rows.length) continue;
    const counts = { ...drops.counts };
    progress.flying = load.rows.map(({ id }) => id);
    const reply = await transport.post(scene.body(load.rows, since(counts, progress.reported)));
    progress.flying = [];
    const verdict = verdictOf(reply);
    if (verdict === 'halt') return { why: 'halted', status: reply.status, detail: reply.body.slice(0, 200) };
    if (verdict === 'retry') return wait(scene, reply);
    if (verdict === 'split') await split(scene, load, reply);
    else {
      progress.reported = counts;
      await accept(scene, load, reply);
      if (all) return EMPTY;
    }
  }
}

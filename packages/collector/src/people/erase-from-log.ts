import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { cutDepth, MAX_DEPTH } from '../ingest/depth.js';
import { readBody } from '../ingest/read-body.js';
import { controlBody } from '../log/append-control.js';
import type { EventLog, LogEntry, LogRecord } from '../log/event-log.port.js';
import type { Control } from '../store/control.js';
import type { Erasure } from './erasure-keeper.port.js';
import type { Person } from './person.js';
import { withoutPerson } from './without-person.js';

const STEP_RECORDS = 20;
/** Events of a batch lie in a list in an object. */
const BATCH_LEVELS = 2;

/**
 * What stands where an event was: the others keep their index, which ids are made of. Nobody can send one: the id of a
 * record is made after the request has come.
 */
const gone = ({ id }: LogRecord): object => ({ erased: id });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is left of a body. */
interface Rest {
  body: object;
  /** Nobody else was in it: what else it says is of them too. */
  wasTheirs: boolean;
}

const restOfSingle = (record: LogRecord, body: object, person: Person): Rest | undefined => {
  const event = { ...body, type: record.kind };
  const rest = withoutPerson(event, person);
  return rest === event ? undefined : { body: rest ?? gone(record), wasTheirs: true };
};

const restOfBatch = (
  record: LogRecord,
  { context, ...envelope }: Record<string, unknown>,
  person: Person,
): Rest | undefined => {
  const events = Array.isArray(envelope.batch) ? envelope.batch : [];
  const rest = events.map((event: unknown) => (isObject(event) ? withoutPerson(event, person) : event));
  if (rest.every((event, i) => event === events[i])) return undefined;
  const wasTheirs = rest.every((event, i) => event !== events[i]);
  const batch = rest.map((event) => event ?? gone(record));
  return { body: { ...envelope, ...(!wasTheirs && { context }), batch }, wasTheirs };
};

const personIn = (control: Control): string | undefined => {
  if (control.do === 'membership') return control.viewer.user;
  return control.do === 'trigger' && control.subject.kind === 'user' ? control.subject.id : undefined;
};

/** A trigger or a membership was theirs alone. */
const restOfControl = (record: LogRecord, { userIds }: Person): Rest | undefined => {
  const user = personIn(readBody(record.body) as Control);
  const isTheirs = user !== undefined && userIds.includes(user);
  return isTheirs ? { body: { do: 'forgotten' } satisfies Control, wasTheirs: true } : undefined;
};

/** The body without the person; undefined when they are not in it. */
const rewrite = (record: LogRecord, person: Person): Rest | undefined => {
  const body = readBody(record.body);
  if (!isObject(body)) return undefined;
  return record.kind === 'batch' ? restOfBatch(record, body, person) : restOfSingle(record, body, person);
};

/** What somebody else sent in the same request may be nested too deep to be written again. */
const written = (body: object): string => JSON.stringify(cutDepth(body, MAX_DEPTH + BATCH_LEVELS));

const eraseFromEntry = async (
  log: EventLog,
  { position, record }: LogEntry,
  person: Person,
): Promise<void> => {
  let rest: Rest | undefined;
  try {
    rest = record.kind === 'control' ? restOfControl(record, person) : rewrite(record, person);
  } catch {
    // Not to be read any more, and so nobody's data any more.
    return;
  }
  if (rest) await log.replaceBody(position, gzipSync(written(rest.body)), rest.wasTheirs);
};

/**
 * Removes a person from the records of the log up to the erasure, and at last from the record that asked for it.
 * `onProgress` is told how far it is, from 0 to 1.
 */
export const eraseFromLog = async (
  log: EventLog,
  { position: end, person }: Erasure,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<void> => {
  for (let from = 0; !signal.aborted; ) {
    const entries = (await log.read(from, STEP_RECORDS)).filter(({ position }) => position < end);
    const last = entries.at(-1);
    if (!last) break;
    for (const entry of entries) await eraseFromEntry(log, entry, person);
    from = last.position;
    onProgress(from / end);
    await nextTurn();
  }
  if (!signal.aborted) await log.replaceBody(end, controlBody({ do: 'forgotten' }), false);
};

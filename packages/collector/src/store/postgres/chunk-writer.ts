import type { CountPlan } from '../../counting/count-plan.js';
import { factChanges, latestTraits } from '../../facts/fact-changes.js';
import { ledgerChanges } from '../../ledger/ledger-changes.js';
import type { Position } from '../../log/event-log.port.js';
import type { Database, Statements } from '../../postgres/database.js';
import { standingMarks } from '../../standings/standing-marks.js';
import type { AcceptedEvent, Applied, Chunk } from '../store.port.js';
import { writeActivity } from './activity-writer.js';
import { writeBilling } from './billing-writer.js';
import { createChangedSubjects } from './changed-subjects.js';
import { writeControl } from './control-writer.js';
import { writeDeadLetters } from './dead-letter-table.js';
import { writeLedgers } from './ledger-writer.js';
import { writeNames } from './name-writer.js';
import { writeNewEvents } from './new-events.js';
import { markStandings } from './standing-marker.js';
import { lockState, type StoreState, writeState } from './store-state.js';
import { beginCounting, writeTallies } from './tally-writer.js';
import { writeTraits } from './trait-writer.js';
import { writeUsage } from './usage-writer.js';

/** Gives the keys of subjects whose facts are others than before. */
const writeFacts = async (
  statements: Statements,
  state: StoreState,
  stored: AcceptedEvent[],
): Promise<string[]> => {
  const billed = await writeBilling(statements, stored);
  const { traits, usage, activity, names } = factChanges(billed.believed);
  const changed = createChangedSubjects();
  await writeTraits(statements, state, latestTraits([...traits, ...billed.traits]), changed);
  await writeUsage(statements, usage, changed);
  await writeActivity(statements, activity, changed);
  await writeNames(statements, names);
  return changed.write(statements);
};

const writeAll = async (
  statements: Statements,
  state: StoreState,
  position: Position,
  { events, deadLetters, controls }: Chunk,
  plan: CountPlan,
): Promise<string[]> => {
  const counting = await beginCounting(statements, plan, state.eventSeq);
  const stored = await writeNewEvents(statements, events, state);
  const dead = await writeDeadLetters(statements, deadLetters, state);
  const received = events.length + deadLetters.length;
  state.position = position;
  state.received += received;
  state.stored += stored.length;
  state.deadLetters += dead;
  state.duplicates += received - stored.length - dead;
  // A duplicate says nothing new.
  const changed = new Set(await writeFacts(statements, state, stored));
  for (const key of await writeTallies(statements, stored, counting)) changed.add(key);
  await markStandings(statements, standingMarks(stored));
  for (const key of await writeLedgers(statements, ledgerChanges(stored))) changed.add(key);
  for (const control of controls) {
    for (const key of await writeControl(statements, state, position, control)) changed.add(key);
  }
  await writeState(statements, state);
  return [...changed];
};

/** One transaction. Does nothing when `position` was applied before, or the chunk does not follow on what was. */
export const writeChunk = (
  database: Database,
  position: Position,
  chunk: Chunk,
  plan: CountPlan,
): Promise<Applied> =>
  database.transaction(async (statements) => {
    const state = await lockState(statements);
    if (position <= state.position) return { newest: state.eventSeq, changed: [] };
    if (chunk.from !== undefined && chunk.from !== state.position) {
      return { newest: state.eventSeq, changed: [], isOvertaken: true };
    }
    const changed = await writeAll(statements, state, position, chunk, plan);
    return { newest: state.eventSeq, changed };
  });

import type { DatabaseSync } from 'node:sqlite';
import type { CountPlan } from '../../counting/count-plan.js';
import { factChanges, latestTraits } from '../../facts/fact-changes.js';
import { ledgerChanges } from '../../ledger/ledger-changes.js';
import type { Position } from '../../log/event-log.port.js';
import { standingMarks } from '../../standings/standing-marks.js';
import type { AcceptedEvent, Applied, Chunk, DeadLetter } from '../store.port.js';
import { createBillingWriter } from './billing-writer.js';
import { createControlWriter } from './control-writer.js';
import { createFactsWriter } from './facts-writer.js';
import { createLedgerWriter } from './ledger-writer.js';
import { createStandingMarker } from './standing-marker.js';
import { createTallyWriter } from './tally-writer.js';
import { inTransaction } from './transaction.js';

/** Writes chunks into the read model. */
export interface ChunkWriter {
  /**
   * One transaction. Does nothing when `position` was applied before, or the chunk does not follow on what was. Gives
   * the keys of subjects that changed.
   */
  write(position: Position, chunk: Chunk, plan: CountPlan): Pick<Applied, 'changed' | 'isOvertaken'>;
}

/** Prepares the statements. Needs the tables. */
export const createChunkWriter = (db: DatabaseSync): ChunkWriter => {
  const position = db.prepare('SELECT position FROM state');
  const insertEvent = db.prepare(`INSERT OR IGNORE INTO events
    (position, write_key, message_id, type, name, user_id, received_at, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertDeadLetter = db.prepare(`INSERT OR IGNORE INTO dead_letters
    (id, write_key, message_id, i, reason, received_at, event) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const advance = db.prepare(`UPDATE state SET position = ?, received = received + ?, stored = stored + ?,
    duplicates = duplicates + ?, dead_letters = dead_letters + ?`);
  const billing = createBillingWriter(db);
  const facts = createFactsWriter(db);
  const tallies = createTallyWriter(db);
  const ledgers = createLedgerWriter(db);
  const standings = createStandingMarker(db);
  const controls = createControlWriter(db);

  const addEvent = ({ writeKey, position, event }: AcceptedEvent): boolean =>
    insertEvent.run(
      position,
      writeKey,
      event.messageId,
      event.type,
      event.event ?? null,
      event.userId ?? null,
      event.receivedAt,
      JSON.stringify(event),
    ).changes === 1;
  const addDeadLetter = (letter: DeadLetter): boolean =>
    insertDeadLetter.run(
      letter.id,
      letter.writeKey,
      letter.messageId ?? null,
      letter.i,
      letter.reason,
      letter.receivedAt,
      JSON.stringify(letter.event ?? null),
    ).changes === 1;

  const writeAll = (upTo: Position, chunk: Chunk, plan: CountPlan): string[] => {
    tallies.begin(plan);
    const stored = chunk.events.filter(addEvent);
    const dead = chunk.deadLetters.filter(addDeadLetter).length;
    const received = chunk.events.length + chunk.deadLetters.length;
    advance.run(upTo, received, stored.length, received - stored.length - dead, dead);
    // A duplicate says nothing new.
    const billed = billing.write(stored);
    const said = factChanges(billing.withoutClaims(stored));
    const changed = new Set(facts.write({ ...said, traits: latestTraits([...said.traits, ...billed]) }));
    for (const subject of tallies.write(stored)) changed.add(subject);
    standings.write(standingMarks(stored));
    for (const subject of ledgers.write(ledgerChanges(stored))) changed.add(subject);
    for (const control of chunk.controls) {
      for (const key of controls.write(upTo, control)) changed.add(key);
      if (control.do === 'forget') facts.reset();
    }
    return [...changed];
  };

  const writeNew = (
    upTo: Position,
    chunk: Chunk,
    plan: CountPlan,
  ): Pick<Applied, 'changed' | 'isOvertaken'> => {
    const known = Number(position.get()?.position);
    if (known >= upTo) return { changed: [] };
    if (chunk.from !== undefined && chunk.from !== known) return { changed: [], isOvertaken: true };
    return { changed: writeAll(upTo, chunk, plan) };
  };

  return {
    write: (upTo, chunk, plan) => {
      try {
        return inTransaction(db, () => writeNew(upTo, chunk, plan));
      } catch (error) {
        facts.reset();
        throw error;
      }
    },
  };
};

import { existsSync } from 'node:fs';
import { claimDirectory } from '../claim-directory.js';
import type { Closers } from '../closers.js';
import type { EventLog } from '../log/event-log.port.js';
import { openRemoteLog } from '../log/open-log.js';
import { openSqliteInbox } from '../log/sqlite-inbox.js';
import { filesIn, type StoragePlaces } from '../open-storage.js';
import { SetupError } from '../problem.js';

const demandFile = (data: string): void => {
  if (existsSync(filesIn(data).inbox)) return;
  const message = `There is no log in ${data}.`;
  const cure = 'Name the directory of a collector.';
  throw new SetupError({ code: 'path', path: '--data', message, cure });
};

/**
 * Opens the log of a collector that does not run, and claims its directory where log or store are in it. What is to be
 * closed is in `closers`, also when it throws a `SetupError`: there is no log, or a collector uses it.
 */
export const openLogToReplay = async (
  { data, log, store }: StoragePlaces,
  closers: Closers,
): Promise<EventLog> => {
  if (log === undefined) demandFile(data);
  if (log === undefined || store === undefined) closers.push(claimDirectory(data));
  if (log !== undefined) return (await openRemoteLog(log, undefined, closers)).log;
  const inbox = await openSqliteInbox(filesIn(data).inbox);
  closers.push(() => inbox.close());
  return inbox;
};

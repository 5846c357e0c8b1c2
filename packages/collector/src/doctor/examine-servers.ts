import { bad, type Finding, good } from './examine.js';
import { examineLog } from './examine-log.js';
import { examineStore } from './examine-store.js';

const examinePlaces = (end: number, position: number): Finding => {
  const detail = `the log ends at ${end}, the read model is at ${position}`;
  if (position <= end) return good('read model', detail);
  return bad('read model', detail, 'Bring back the log, or build the read model again: tendril replay');
};

/** Looks at the servers that log and store are on; at none where no address is given. */
export const examineServers = async (
  log: string | undefined,
  store: string | undefined,
): Promise<Finding[]> => {
  const ofLog = log === undefined ? undefined : await examineLog(log);
  const ofStore = store === undefined ? undefined : await examineStore(store);
  const findings = [...(ofLog?.findings ?? []), ...(ofStore?.findings ?? [])];
  if (ofLog?.end === undefined || ofStore?.position === undefined) return findings;
  return [...findings, examinePlaces(ofLog.end, ofStore.position)];
};

// What the collector costs its operator, compared with the least that a server of this kind does.
import { loadavg } from 'node:os';
import { withCluster } from './cluster.mjs';
import { ingestCost } from './ingest-cost.mjs';
import { openStreams } from './open-streams.mjs';

const INGEST_RUNS = 5;
const STREAM_RUNS = 2;

/** The benchmark `collector`; see benches.mjs. */
export async function collector({ runs, say }) {
  const busy = () => `load ${loadavg()[0].toFixed(1)}`;
  const results = await withCluster(async (log, missing) => {
    if (missing) say(`without three replicas: ${missing}`);
    say(`ingest, ${runs ?? INGEST_RUNS} runs, ${busy()}`);
    return ingestCost(runs ?? INGEST_RUNS, log);
  });
  say(`streams, ${runs ?? STREAM_RUNS} runs, ${busy()}`);
  return [...results, ...(await openStreams(runs ?? STREAM_RUNS))];
}

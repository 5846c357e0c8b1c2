import { JetStreamApiError, jetstreamManager, type StreamInfo } from '@nats-io/jetstream';
import { parseKafkaAddress } from '../log/kafka/kafka-address.js';
import { openKafkaLog } from '../log/kafka/kafka-log.js';
import { connectNats } from '../nats/connect-nats.js';
import { type NatsAddress, parseNatsAddress } from '../nats/nats-address.js';
import { messageOf, SetupError } from '../problem.js';
import { bad, type Finding, good } from './examine.js';

const STREAM_NOT_FOUND = 10059;

/** Copies that are missing or behind. */
const examineReplicas = ({ config, cluster }: StreamInfo, { stream }: NatsAddress): Finding => {
  const offline = (cluster?.replicas ?? []).filter(({ current, offline }) => offline || !current);
  const detail = `stream ${stream}, ${config.num_replicas} replicas, led by ${cluster?.leader ?? 'nobody'}`;
  if (offline.length === 0 && (cluster?.leader !== undefined || config.num_replicas === 1))
    return good('log', detail);
  const names = offline.map(({ name }) => name).join(', ');
  return bad(
    'log',
    `${detail}; behind or away: ${names}`,
    'Start these servers again, and wait until they caught up.',
  );
};

const examineStream = async (address: NatsAddress): Promise<{ findings: Finding[]; end?: number }> => {
  const connection = await connectNats(address);
  try {
    const manager = await jetstreamManager(connection, { timeout: 5000 });
    const info = await manager.streams.info(address.stream);
    return { findings: [examineReplicas(info, address)], end: info.state.last_seq };
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) {
      return { findings: [good('log', `stream ${address.stream} is made at the first start`)] };
    }
    const cure = 'See that most servers of the cluster run, and that the account may use JetStream.';
    return { findings: [bad('log', `JetStream does not answer: ${messageOf(error)}`, cure)] };
  } finally {
    await connection.close();
  }
};

const examineTopic = async (url: string): Promise<{ findings: Finding[]; end: number }> => {
  const address = parseKafkaAddress(url);
  const log = await openKafkaLog(address);
  const end = await log.lag(0);
  await log.close();
  return { findings: [good('log', `Kafka at ${address.brokers.join(', ')}, topic ${address.topic}`)], end };
};

/** Looks at a NATS cluster, or at Kafka. `end` is the position of the last record, where there is a stream. */
export const examineLog = async (url: string): Promise<{ findings: Finding[]; end?: number }> => {
  try {
    if (url.startsWith('kafka')) return await examineTopic(url);
    return await examineStream(parseNatsAddress(url));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { findings: [bad('log', error.issue.message, error.issue.cure)] };
  }
};

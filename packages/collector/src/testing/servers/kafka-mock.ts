import { type ServerProcess, startServer } from './server-process.js';

/**
 * librdkafka's brokers in memory, which speak Kafka's protocol on real ports and keep nothing. They prove that the client
 * and they understand each other, and not that anything is durable.
 */
export interface KafkaMock {
  /** For `--log`, without a topic. */
  url: string;
  stop(): Promise<void>;
}

const SCRIPT = `
import sys
from confluent_kafka import Producer
producer = Producer({'test.mock.num.brokers': 3})
brokers = producer.list_topics(timeout=10).brokers.values()
print('brokers=' + ','.join('%s:%d' % (broker.host, broker.port) for broker in brokers), flush=True)
while True:
    producer.poll(1)
`;
const BROKERS = /brokers=(\S+)/;

export const startKafkaMock = async (): Promise<KafkaMock> => {
  const server: ServerProcess = startServer('/usr/bin/python3', ['-c', SCRIPT]);
  await server.printed(BROKERS);
  return { url: `kafka://${BROKERS.exec(server.output())?.[1]}`, stop: () => server.end('SIGKILL') };
};

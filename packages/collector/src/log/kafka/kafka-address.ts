import { SetupError } from '../../problem.js';

/** What `kafka://user:password@one:9092,two:9092?topic=tendril` says; `kafkas:` is TLS. */
export interface KafkaAddress {
  brokers: string[];
  user?: string;
  password?: string;
  isTls: boolean;
  topic: string;
}

const DEFAULT_PORT = 9092;
const SHAPE =
  /^kafkas?:\/\/(?:(?<user>[^:@]*):(?<password>[^@]*)@)?(?<hosts>[^/?#@]+)\/?(?:\?(?<query>.*))?$/;

/** Reads the address of Kafka brokers. Throws a `SetupError`, which never repeats a password. */
export const parseKafkaAddress = (text: string): KafkaAddress => {
  const { user, password, hosts, query } = SHAPE.exec(text)?.groups ?? {};
  const topic = new URLSearchParams(query).get('topic') ?? 'tendril';
  if (hosts === undefined || !/^[\w.-]{1,200}$/.test(topic)) {
    const message = 'The address of the log can not be read.';
    const cure = 'Write it like kafka://one:9092,two:9092?topic=tendril';
    throw new SetupError({ code: 'value', path: '--log', message, cure });
  }
  return {
    brokers: hosts.split(',').map((host) => (/:\d+$/.test(host) ? host : `${host}:${DEFAULT_PORT}`)),
    ...(user !== undefined && {
      user: decodeURIComponent(user),
      password: decodeURIComponent(password ?? ''),
    }),
    isTls: text.startsWith('kafkas:'),
    topic,
  };
};

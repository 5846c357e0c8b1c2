import type { ServerInfo } from '@nats-io/transport-node';
import { LIMITS } from '@tendril/protocol';
import { type ServerIssue, SetupError } from '../problem.js';

/** The oldest server that is tried with: Debian 12 has 2.9.10. */
const LEAST = { major: 2, minor: 9 };
/** What a record has besides the body of the request. */
const ENVELOPE_BYTES = 32 * 1024;
export const NEEDED_PAYLOAD = LIMITS.requestBytes + ENVELOPE_BYTES;

const refuse = (code: ServerIssue['code'], message: string, cure: string): never => {
  throw new SetupError({ code, path: '--log', message, cure });
};

const isTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < LEAST.major || (major === LEAST.major && minor < LEAST.minor);
};

/** Whether a server can keep a log. Throws a `SetupError`. */
export const checkServer = ({
  version,
  jetstream,
  max_payload: largest,
}: Pick<ServerInfo, 'version' | 'jetstream' | 'max_payload'>): void => {
  if (isTooOld(version)) {
    const cure = `Install nats-server ${LEAST.major}.${LEAST.minor} or later.`;
    refuse('version', `The NATS server is of version ${version}.`, cure);
  }
  if (!jetstream) {
    const cure = 'Start it with -js, or with a jetstream block in its configuration.';
    refuse('value', 'JetStream is off on the NATS server, so it keeps nothing.', cure);
  }
  if (largest < NEEDED_PAYLOAD) {
    const cure = `Set max_payload of nats-server to ${NEEDED_PAYLOAD} or more; its default is 1048576.`;
    refuse('limit', `The NATS server takes messages of at most ${largest} bytes.`, cure);
  }
};

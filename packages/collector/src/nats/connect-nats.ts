import {
  AuthorizationError,
  connect,
  type NatsConnection,
  PermissionViolationError,
} from '@nats-io/transport-node';
import { messageOf, type ServerIssue, SetupError } from '../problem.js';
import { checkServer } from './check-server.js';
import type { NatsAddress } from './nats-address.js';

const CONNECT_MS = 5000;
const RECONNECT_MS = 250;
const issue = (code: ServerIssue['code'], message: string, cure: string): SetupError =>
  new SetupError({ code, path: '--log', message, cure });

const explain = (error: unknown, { servers }: NatsAddress): SetupError => {
  const where = servers.join(', ');
  if (error instanceof AuthorizationError || error instanceof PermissionViolationError) {
    const cure = 'Give the user and password, or the token, of the server: nats://USER:PASSWORD@HOST:4222';
    return issue('value', `NATS at ${where} refuses these credentials.`, cure);
  }
  const cure =
    'Start nats-server with JetStream (-js) there, or name where it listens: --log nats://HOST:4222';
  return issue('unavailable', `NATS at ${where} can not be reached: ${messageOf(error)}.`, cure);
};

/** Connects, and goes on connecting again when the connection is lost later. Throws a `SetupError`. */
export const connectNats = async (address: NatsAddress): Promise<NatsConnection> => {
  const { servers, user, password, token, isTls } = address;
  let connection: NatsConnection;
  try {
    connection = await connect({
      servers,
      name: 'tendril-collector',
      timeout: CONNECT_MS,
      reconnectTimeWait: RECONNECT_MS,
      maxReconnectAttempts: -1,
      // A server that is gone without a goodbye is noticed by this.
      pingInterval: 5000,
      ...(user !== undefined && { user, pass: password ?? '' }),
      ...(token !== undefined && { token }),
      ...(isTls && { tls: {} }),
    });
  } catch (error) {
    throw explain(error, address);
  }
  try {
    if (connection.info) checkServer(connection.info);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
};

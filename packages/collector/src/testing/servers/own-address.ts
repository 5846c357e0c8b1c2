import { inject } from 'vitest';

let used = 0;
const ownName = (): string => `t${process.pid}_${Date.now().toString(36)}_${++used}`;

/** Address of the shared NATS cluster with a stream that nobody else uses. */
export const ownNatsAddress = (): string => `${inject('natsUrl')}?stream=${ownName()}`;

/** Address of the shared PostgreSQL with a schema that nobody else uses. */
export const ownPostgresAddress = (): string => `${inject('postgresUrl')}?schema=${ownName()}`;

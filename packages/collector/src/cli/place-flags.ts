import type { StoragePlaces } from '../open-storage.js';
import type { Flags, Input } from './command.js';
import type { Terminal } from './terminal.js';

/** Flags that say where a store is. */
export const STORE_FLAGS: Flags = {
  data: { value: 'DIR', about: 'directory of the collector (./tendril-data)' },
  store: { value: 'URL', about: 'PostgreSQL in place of files: postgres://USER:PASSWORD@HOST,HOST/DATABASE' },
};

/** Flags that say where log and store are. */
export const PLACE_FLAGS: Flags = {
  ...STORE_FLAGS,
  log: { value: 'URL', about: 'NATS JetStream in place of a file: nats://HOST,HOST,HOST' },
};

/** An address has a password, which other users of a machine could read from a command line. */
export const STORE_ENVIRONMENT = { TENDRIL_STORE: 'address of the store, where --store is not given' };
export const PLACE_ENVIRONMENT = {
  ...STORE_ENVIRONMENT,
  TENDRIL_LOG: 'address of the log, where --log is not given',
};

/** Where a folder or a bucket can be named. */
export const BUCKET_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'with AWS_SECRET_ACCESS_KEY: the key of the bucket',
  AWS_REGION: 'its region (us-east-1)',
  AWS_ENDPOINT_URL_S3: "address of a service that speaks S3 (Amazon's)",
};

export const placesOf = (input: Input, env: Terminal['env']): StoragePlaces => {
  const log = input.value('log') ?? env.TENDRIL_LOG;
  const store = input.value('store') ?? env.TENDRIL_STORE;
  return {
    data: input.value('data') ?? './tendril-data',
    ...(log && { log }),
    ...(store && { store }),
  };
};

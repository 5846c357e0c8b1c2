import type { Env } from '../../config/secret.js';
import type { Destination } from './destination.js';
import { folderDestination } from './folder.js';
import { s3Destination } from './s3.js';

/** A folder, or `s3://BUCKET/PREFIX`. Throws a `SetupError`. */
export const openDestination = (address: string, env: Env): Destination =>
  address.startsWith('s3:') ? s3Destination(address, env) : folderDestination(address);

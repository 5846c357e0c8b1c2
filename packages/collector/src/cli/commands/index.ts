import type { Command } from '../command.js';
import { deadLetterCommands } from './dead-letter.js';
import { doctor } from './doctor.js';
import { exportEvents } from './export.js';
import { forwarderCommands } from './forwarders.js';
import { keyCommands } from './keys.js';
import { movements } from './movements.js';
import { peopleCommands } from './people.js';
import { replay } from './replay.js';
import { rulesCommands } from './rules.js';
import { serve } from './serve.js';
import { token } from './token.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  serve,
  ...rulesCommands,
  ...keyCommands,
  token,
  ...deadLetterCommands,
  ...forwarderCommands,
  movements,
  exportEvents,
  ...peopleCommands,
  replay,
  doctor,
];

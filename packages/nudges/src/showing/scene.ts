import type { ActiveNudge } from '@tendril/core';
import type { Facts } from '@tendril/rules';
import type { RichContent } from '../text/speak.js';
import type { Speech } from '../text/speech.js';

/** What is to be drawn now. */
export interface Scene {
  active: ActiveNudge;
  content: Speech['content'];
  /** As conditions read them. */
  facts: Facts;
  fill: Speech['fill'];
  plan: Speech['plan'];
  MeterBar: RichContent['MeterBar'] | undefined;
}

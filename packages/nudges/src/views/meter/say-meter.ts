import { sayOf } from '../say.js';
import { METER_WORDS } from './meter-words.js';

export const say = sayOf(METER_WORDS);

import { sayOf } from '../say.js';
import { CHECKLIST_WORDS } from './checklist-words.js';

export const say = sayOf(CHECKLIST_WORDS);

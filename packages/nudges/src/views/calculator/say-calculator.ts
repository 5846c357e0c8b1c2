import { sayOf } from '../say.js';
import { CALCULATOR_WORDS } from './calculator-words.js';

export const say = sayOf(CALCULATOR_WORDS);

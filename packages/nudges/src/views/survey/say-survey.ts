import { sayOf } from '../say.js';
import { SURVEY_WORDS } from './survey-words.js';

export const say = sayOf(SURVEY_WORDS);

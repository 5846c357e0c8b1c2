import { sayOf } from '../say.js';
import { OFFER_WORDS } from './offer-words.js';

export const say = sayOf(OFFER_WORDS);

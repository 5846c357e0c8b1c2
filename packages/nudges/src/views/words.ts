import { CALCULATOR_WORDS } from './calculator/calculator-words.js';
import { CHECKLIST_WORDS } from './checklist/checklist-words.js';
import { METER_WORDS } from './meter/meter-words.js';
import { OFFER_WORDS } from './offer/offer-words.js';
import { SURVEY_WORDS } from './survey/survey-words.js';

/** All that views say by themselves, in English. `content.<locale>.text` replaces each under its key. */
export const WORDS = {
  ...CALCULATOR_WORDS,
  ...CHECKLIST_WORDS,
  ...METER_WORDS,
  ...OFFER_WORDS,
  ...SURVEY_WORDS,
};

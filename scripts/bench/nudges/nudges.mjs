// What nudges cost a page on which none shows.
import { onStage } from '../stage/stage.mjs';
import { RULESET, watching } from './watching.mjs';

const RUNS = 9;

/** The benchmark `nudges`; see benches.mjs. */
export const nudges = ({ runs = RUNS, say }) =>
  onStage((stage) => {
    say(`watching a busy page, ${runs} runs, in ${stage.browser}`);
    return watching(stage, runs);
  }, RULESET);

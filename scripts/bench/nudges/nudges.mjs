// What nudges cost a page on which none shows, and how soon one is painted that is asked for.
import { onStage } from '../stage/stage.mjs';
import * as opening from './opening.mjs';
import * as watching from './watching.mjs';

const RUNS = 9;

/** The benchmark `nudges`; see benches.mjs. */
export async function nudges({ runs = RUNS, say }) {
  const watched = await onStage((stage) => {
    say(`watching a busy page, ${runs} runs, in ${stage.browser}`);
    return watching.watching(stage, runs);
  }, watching.RULESET);
  const opened = await onStage((stage) => {
    say(`opening what was asked for, ${runs} runs, in ${stage.browser}`);
    return opening.openings(stage, runs);
  }, opening.RULESET);
  return [...watched, ...opened];
}

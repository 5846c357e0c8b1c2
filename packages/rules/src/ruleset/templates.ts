import { type Issue, issue, type Ruleset } from '@tendril/protocol';
import { wrongStyle } from '../template/check-styles.js';
import { parseTemplate } from '../template/parse-template.js';
import { templatesOf } from './templates-of.js';

const CURE =
  'write {name}, {name|default}, {name,number,percent}, {name,date}, {name,relative}, {name,plural,one{…}other{…}} or {name,select,a{…}other{…}}';

/** What is wrong with a template; undefined when nothing is. */
function fault(template: string): string | undefined {
  try {
    return wrongStyle(parseTemplate(template));
  } catch (error) {
    return (error as Error).message;
  }
}

/** A text that can not be filled in. */
export const templates = ({ nudges }: Ruleset): Issue[] =>
  nudges.flatMap((nudge, index) =>
    templatesOf(nudge, `nudges[${index}]`).flatMap(({ template, path }) => {
      const wrong = fault(template);
      return wrong ? [issue('template', path, `is no template: ${wrong}`, CURE)] : [];
    }),
  );

import { Buttons } from '../buttons.js';
import { label } from '../say.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { RECAP_STYLES } from './recap-styles.js';

const styled = styledBy(RECAP_STYLES);

/** Figures of a period, each with what it counts. */
export function View(view: ViewProps) {
  const { active, content } = view;
  return (
    <div class="view recap" ref={styled}>
      <div class="text">
        <Title {...view} />
        {content.body && <p class="body">{content.body}</p>}
      </div>
      <dl>
        {active.nudge.what.recap?.figures.map(({ id, value, label: text }) => (
          <div key={id}>
            <dt>{label(view, `figures.${id}`, text)}</dt>
            <dd>{label(view, `figures.${id}.value`, value)}</dd>
          </div>
        ))}
      </dl>
      {content.note && <p class="note">{content.note}</p>}
      <Buttons {...view} />
    </div>
  );
}

import type { MeterRow } from '@tendril/protocol';
import { type Facts, readPath } from '@tendril/rules';
import { Buttons } from '../buttons.js';
import { MeterBar } from '../meter-bar.js';
import { label } from '../say.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { METER_STYLES } from './meter-styles.js';
import { say } from './say-meter.js';

const NEAR = 0.9;
const styled = styledBy(METER_STYLES);

/** How close the limit is: told in text, and only underlined by colour. */
function nearness({ usage, near = NEAR }: MeterRow, facts: Facts): 'full' | 'near' | undefined {
  const ratio = Number(readPath(facts, `usage.${usage}.ratio`) ?? 0);
  if (ratio >= 1) return 'full';
  return ratio >= near ? 'near' : undefined;
}

function Row({ row, view }: { row: MeterRow; view: ViewProps }) {
  const { used, limit } = (readPath(view.facts, `usage.${row.usage}`) ?? {}) as {
    used?: number;
    limit?: number;
  };
  if (typeof used !== 'number') return null;
  const name = label(view, `meters.${row.usage}`, row.label);
  const text = say(view, limit ? 'usedOf' : 'used', { used, limit });
  const state = nearness(row, view.facts);
  return (
    <div class={`row ${state ?? ''}`}>
      <span class="name">{name}</span>
      <span class="figures">{text}</span>
      <div class="bar">
        <MeterBar of={row.usage} facts={view.facts} name={name} text={text} />
      </div>
      {state && <strong class="state">{say(view, state)}</strong>}
    </div>
  );
}

/** Limits that are always in sight, so that no later prompt is a surprise. */
export function View(view: ViewProps) {
  const { active, content } = view;
  return (
    <div class="view meters" ref={styled}>
      {(content.title || content.body) && (
        <div class="text">
          <Title {...view} />
          {content.body && <p class="body">{content.body}</p>}
        </div>
      )}
      {active.nudge.what.meters?.map((row) => (
        <Row key={row.usage} row={row} view={view} />
      ))}
      {content.note && <p class="note">{content.note}</p>}
      <Buttons {...view} />
    </div>
  );
}

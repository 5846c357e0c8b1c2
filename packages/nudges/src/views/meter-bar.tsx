import { type Facts, readPath } from '@tendril/rules';
import { METER_BAR_STYLES } from './meter-bar-styles.js';
import { styledBy } from './styled-by.js';

const styled = styledBy(METER_BAR_STYLES);

interface Props {
  /** Name of the meter; undefined draws nothing, as does a meter without a limit. */
  of: string | undefined;
  facts: Facts;
  name: string;
  /** What it says, where no text beside it does. */
  text?: string;
}

/** A meter as a bar, with the figures for those who do not see it. */
export function MeterBar({ of, facts, name, text }: Props) {
  const read = (field: string) => Number(readPath(facts, `usage.${of}.${field}`));
  const used = read('used');
  const limit = read('limit');
  if (!of || !(limit > 0)) return null;
  const width = `${Math.min(100, (100 * used) / limit)}%`;
  return (
    <>
      <meter class="unseen" aria-label={name} aria-valuetext={text} min={0} max={limit} value={used} />
      <div class="meter" aria-hidden="true" ref={styled}>
        <i style={{ width }} />
      </div>
    </>
  );
}

import { readPath } from '@tendril/rules';
import { Buttons } from '../buttons.js';
import { MessageView } from '../message-view.js';
import { MeterBar } from '../meter-bar.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { OFFER_STYLES } from './offer-styles.js';
import { PlanList } from './plan-list.js';
import { say } from './say-offer.js';

const styled = styledBy(OFFER_STYLES);

type Adjustment = { agreed: string; plan?: string | null | undefined };

/** Did the customer agree to the plan that would be next? `adjust-plan.ts` asks for it by the same rule. */
function isAgreed({ facts, plan: fits }: ViewProps, { agreed, plan = fits }: Adjustment): boolean {
  const word = readPath(facts, agreed);
  return Array.isArray(word) ? word.includes(plan) : !!word;
}

/** What happens at the limit, by the host's choice; nothing is said of an adjustment that nobody agreed to. */
function Limit(view: ViewProps) {
  const limit = view.active.stage?.limit;
  if (!limit || (limit.then === 'adjust' && !isAgreed(view, limit))) return null;
  const until = limit.then === 'grace' ? readPath(view.facts, limit.until) : undefined;
  return <p class="limit">{say(view, limit.then, { until })}</p>;
}

/** Has it plans to compare, or a limit to speak of? A stage whose buttons neither buy nor lead anywhere only informs. */
function isOffer({ active: { nudge, stage }, content }: ViewProps): boolean {
  const { type, what } = nudge;
  const offers = !stage || content.actions.some(({ do: kind }) => kind === 'upgrade' || kind === 'navigate');
  return type === 'gate' || !!stage?.limit || (!!what.plans && offers);
}

/** A paywall, or a banner that offers a plan: what is locked or full, the plans, the price, and the way there. */
export function View(view: ViewProps) {
  if (!isOffer(view)) return <MessageView {...view} />;
  const { active, content, facts } = view;
  const { title, body, note } = content;
  const { type, what } = active.nudge;
  return (
    <div class={`view offer ${type}`} ref={styled}>
      <div class="text">
        <Title {...view} />
        {body && <p class="body">{body}</p>}
        <Limit {...view} />
        <MeterBar of={what.meter?.usage} facts={facts} name={title || body} />
      </div>
      <PlanList {...view} />
      {note && <p class="note">{note}</p>}
      <Buttons {...view} />
    </div>
  );
}

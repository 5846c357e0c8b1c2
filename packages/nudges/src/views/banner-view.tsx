import { Buttons } from './buttons.js';
import { Meter } from './meter.js';
import type { ViewProps } from './view.js';

/** A few lines, a meter where there is one, and buttons. */
export function BannerView(props: ViewProps) {
  const { active, content, facts } = props;
  const { title, body, note } = content;
  return (
    <>
      <div class="text">
        {title && <p class="title">{title}</p>}
        {body && <p class="body">{body}</p>}
        {note && <p class="note">{note}</p>}
        <Meter of={active.nudge.what.meter?.usage} facts={facts} name={title || body} />
      </div>
      <Buttons {...props} />
    </>
  );
}

import { Buttons } from './buttons.js';
import { Title } from './title.js';
import type { ViewProps } from './view.js';

/** A few lines, a meter where there is one, and buttons: side by side in a banner, below each other elsewhere. */
export function MessageView(props: ViewProps) {
  const { active, content, facts, MeterBar } = props;
  const { title, body, note } = content;
  const { type, what } = active.nudge;
  return (
    <div class={`view ${type}`}>
      <div class="text">
        <Title {...props} />
        {body && <p class="body">{body}</p>}
        {note && <p class="note">{note}</p>}
        {MeterBar && <MeterBar of={what.meter?.usage} facts={facts} name={title || body} />}
      </div>
      <Buttons {...props} />
    </div>
  );
}

import type { Explanation, HeardEvent } from '@tendril/core';
import type { Nudge } from '@tendril/protocol';
import type { Facts } from '@tendril/rules';

/** An event as it was heard, and when (epoch milliseconds). */
export interface LoggedEvent extends HeardEvent {
  heardAt: number;
}

export interface DebugProps {
  explanations: readonly Explanation[];
  nudges: ReadonlyMap<string, Nudge>;
  facts: Facts;
  /** Latest first. */
  events: readonly LoggedEvent[];
  isPreviewed: (nudge: string) => boolean;
  onPreview: (nudge: string, stage: string) => void;
  onEndPreview: (nudge: string) => void;
  onClose: () => void;
}

const written = (value: unknown): string => JSON.stringify(value, undefined, 1);

/** Is there something in them? JSON leaves out what is undefined. */
const isTelling = (values: object | undefined): boolean =>
  !['{}', undefined].includes(JSON.stringify(values));

function Gates({ gates }: Pick<Explanation, 'gates'>) {
  return (
    <ul>
      {gates.map(({ gate, pass, values }) => (
        <li key={gate}>
          <span class={pass ? 'pass' : 'fail'}>
            {gate}: {pass ? 'passed' : 'failed'}
          </span>
          {isTelling(values) && <code> {JSON.stringify(values)}</code>}
        </li>
      ))}
    </ul>
  );
}

function NudgeRow({
  explanation,
  nudge,
  ...props
}: DebugProps & { explanation: Explanation; nudge?: Nudge }) {
  const { nudge: id, shown, reason, summary, gates } = explanation;
  const stages = nudge?.what.stages ?? [{ id: '' }];
  return (
    <details>
      <summary>
        <strong>{id}</strong>: {props.isPreviewed(id) ? 'previewed' : shown ? 'shown' : reason}
      </summary>
      <p>{summary}</p>
      <Gates gates={gates} />
      <p class="actions">
        {nudge && props.isPreviewed(id) && (
          <button type="button" onClick={() => props.onEndPreview(id)}>
            End the preview of {id}
          </button>
        )}
        {nudge &&
          stages.map((stage) => (
            <button key={stage.id} type="button" onClick={() => props.onPreview(id, stage.id)}>
              Preview {id} {stage.id}
            </button>
          ))}
      </p>
    </details>
  );
}

/** What the nudge layer sees and decides, live. */
export function DebugView(props: DebugProps) {
  const { explanations, nudges, facts, events, onClose } = props;
  return (
    <div class="debug" role="dialog" aria-labelledby="title" lang="en" dir="ltr">
      <header>
        <h2 id="title" tabIndex={-1}>
          Tendril
        </h2>
        <button type="button" class="close" aria-label="Close the Tendril panel" onClick={onClose}>
          ×
        </button>
      </header>
      <div class="scroll">
        <h3>Nudges</h3>
        {explanations.map((explanation) => {
          const nudge = nudges.get(explanation.nudge);
          return (
            <NudgeRow
              key={explanation.nudge}
              {...props}
              explanation={explanation}
              {...(nudge && { nudge })}
            />
          );
        })}
        {!explanations.length && <p>The ruleset has no nudges.</p>}
        <details>
          <summary>Facts</summary>
          <pre>{written(facts)}</pre>
        </details>
        <h3>Events since the panel was opened</h3>
        <ol>
          {events.map(({ name, properties, heardAt }) => (
            <li key={`${heardAt} ${name}`}>
              <details>
                <summary>
                  <time dateTime={new Date(heardAt).toISOString()}>
                    {new Date(heardAt).toLocaleTimeString('en')}
                  </time>{' '}
                  {name}
                </summary>
                <pre>{written(properties)}</pre>
              </details>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

import type { Json, SurveyStep } from '@tendril/protocol';
import { label } from '../say.js';
import type { ViewProps } from '../view.js';

interface Props {
  view: ViewProps;
  step: SurveyStep;
  value: Json | undefined;
  /** Ids of the texts that belong to the field. */
  describedBy: string;
  invalid: boolean;
  onInput: (value: Json) => void;
}

interface Choice {
  value: string | number | boolean;
  text: string;
}

function choicesOf({ id, kind, options = [], min = 0, max = 10 }: SurveyStep, view: ViewProps): Choice[] {
  if (kind === 'scale')
    return Array.from({ length: max - min + 1 }, (_, index) => ({
      value: min + index,
      text: view.fill('{value,number}', { value: min + index }),
    }));
  return options.map(({ value, label: text }) => ({
    value,
    text: label(view, `steps.${id}.${value}`, text),
  }));
}

const chosen = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** Native radios or checkboxes: of a scale, side by side. */
function Choices({ view, step, value, describedBy, onInput }: Props) {
  const { id, kind } = step;
  const several = kind === 'multiple';
  const isChosen = (one: Json) => (several ? chosen(value).includes(one) : value === one);
  const change = (one: Json, checked: boolean) => {
    const others = chosen(value).filter((other) => other !== one);
    onInput(several ? [...others, ...(checked ? [one] : [])] : one);
  };
  const end = (name: 'low' | 'high') => label(view, `steps.${id}.${name}`, step[name]);
  return (
    <>
      <div class={kind === 'scale' ? 'scale' : 'options'}>
        {choicesOf(step, view).map((choice) => (
          <label key={String(choice.value)}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={id}
              checked={isChosen(choice.value)}
              aria-describedby={describedBy}
              onChange={({ currentTarget }) => change(choice.value, currentTarget.checked)}
            />
            <span>{choice.text}</span>
          </label>
        ))}
      </div>
      {(step.low || step.high) && (
        <div class="ends note">
          <span>{end('low')}</span>
          <span>{end('high')}</span>
        </div>
      )}
    </>
  );
}

/** Where the answer to a step is given. */
export function StepField(props: Props) {
  const { step, value, describedBy, invalid, onInput } = props;
  if (step.kind !== 'text') return <Choices {...props} />;
  return (
    <textarea
      name={step.id}
      rows={3}
      maxLength={step.maxLength ?? 500}
      autocomplete={step.autocomplete as 'on'}
      aria-labelledby="question"
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={(value as string | undefined) ?? ''}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
    />
  );
}

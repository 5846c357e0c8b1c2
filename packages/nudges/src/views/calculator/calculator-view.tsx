import type { Calculator, CalculatorInput, Json } from '@tendril/protocol';
import { Component } from 'preact';
import { type AnswerKeeper, keepAnswers } from '../../answers.js';
import { Buttons } from '../buttons.js';
import { FORM_STYLES } from '../form-styles.js';
import { label } from '../say.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { CALCULATOR_STYLES } from './calculator-styles.js';
import { computeResults, type Entry, entryOf, startOf } from './compute-results.js';
import { say } from './say-calculator.js';

interface State {
  /** As typed. */
  typed: { [input: string]: string };
  /** The results as last read aloud: not while a person types. */
  told: string;
  kept: boolean;
}

/** Typing rests for this long before the result is read aloud. */
const TELL_MS = 700;
const styled = styledBy(FORM_STYLES + CALCULATOR_STYLES);

/** Figures that a person changes, and what comes of them. */
export class View extends Component<ViewProps, State> {
  private readonly calculator: Calculator = this.props.active.nudge.what.calculator ?? {
    inputs: [],
    results: [],
  };
  private readonly keeper: AnswerKeeper = keepAnswers(this.props.link, this.props.active);
  private cancel = () => {};
  override state: State = {
    typed: Object.fromEntries(
      this.calculator.inputs.map((input) => [input.id, `${startOf(input, this.props.facts)}`]),
    ),
    told: '',
    kept: false,
  };

  override componentDidMount(): void {
    void this.keeper.read().then(({ answers }) => {
      const kept = Object.entries(answers).map(([id, text]) => [id, `${text}`]);
      this.setState(({ typed }) => ({ typed: { ...typed, ...Object.fromEntries(kept) } }));
    });
  }

  override componentWillUnmount(): void {
    this.cancel();
  }

  private entries(): { [input: string]: Entry } {
    const { typed } = this.state;
    return Object.fromEntries(
      this.calculator.inputs.map((input) => [input.id, entryOf(input, typed[input.id] ?? '')]),
    );
  }

  /** What each result says. */
  private results(): { id: string; name: string; text: string }[] {
    const values = computeResults(this.calculator, this.entries(), this.props.facts);
    return this.calculator.results.map(({ id, label: text, style = '' }, index) => ({
      id,
      name: label(this.props, `results.${id}`, text),
      text:
        values[index] === undefined
          ? say(this.props, 'noResult')
          : this.props.fill(`{value,number${style && `,${style}`}}`, { value: values[index] }),
    }));
  }

  private enter(id: string, text: string): void {
    const typed = { ...this.state.typed, [id]: text };
    this.keeper.save({ answers: typed });
    this.setState({ typed, kept: false });
    this.cancel();
    this.cancel = this.props.link.ports.clock.after(TELL_MS, () => {
      const told = this.results().map(({ name, text: said }) => `${name}: ${said}`);
      this.setState({ told: told.join(' ') });
    });
  }

  private keep(): void {
    const entries = this.entries();
    const traits = this.calculator.inputs.flatMap(({ id, trait }): [string, Json][] =>
      trait && entries[id] !== undefined ? [[trait, entries[id]]] : [],
    );
    this.props.onHold(true);
    this.keeper.submit(
      Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never,
    );
    this.keeper.state(Object.fromEntries(traits));
    this.setState({ kept: true });
  }

  private renderInput(input: CalculatorInput) {
    const { id, min, max, step = 1 } = input;
    const typed = this.state.typed[id] ?? '';
    const unit = input.unit && label(this.props, `inputs.${id}.unit`, input.unit);
    const wrong = entryOf(input, typed) === undefined;
    return (
      <div class="entry" key={id}>
        <label for={id}>{label(this.props, `inputs.${id}`, input.label)}</label>
        <div class="field">
          <input
            id={id}
            type="number"
            inputMode="decimal"
            {...{ min, max, step }}
            value={typed}
            aria-invalid={wrong}
            aria-describedby={`${unit ? `${id}-unit ` : ''}${id}-problem`}
            onInput={({ currentTarget }) => this.enter(id, currentTarget.value)}
          />
          {unit && (
            <span class="unit" id={`${id}-unit`}>
              {unit}
            </span>
          )}
        </div>
        <p class="failed" id={`${id}-problem`}>
          {wrong && say(this.props, 'range', { min, max })}
        </p>
      </div>
    );
  }

  override render() {
    const { content } = this.props;
    const { inputs } = this.calculator;
    const assumptions = inputs.filter(({ assumption }) => assumption);
    const isKept = inputs.some(({ trait }) => trait);
    const { told, kept } = this.state;
    return (
      <div class="view calculator" ref={styled}>
        <div class="text">
          <Title {...this.props} />
          {content.body && <p class="body">{content.body}</p>}
        </div>
        <div class="sheet">
          <form onSubmit={(event) => event.preventDefault()} noValidate>
            {inputs.filter(({ assumption }) => !assumption).map((input) => this.renderInput(input))}
            {assumptions.length > 0 && (
              <fieldset>
                <legend class="question">{say(this.props, 'assumptions')}</legend>
                {assumptions.map((input) => this.renderInput(input))}
              </fieldset>
            )}
          </form>
          <div class="results">
            {this.results().map(({ id, name, text }, index) => (
              <div key={id} class={index ? 'result' : 'result first'}>
                <span id={`result-${id}`}>{name}</span>
                <output
                  for={inputs.map((input) => input.id).join(' ')}
                  aria-labelledby={`result-${id}`}
                  aria-live="off"
                >
                  {text}
                </output>
              </div>
            ))}
            {content.note && <p class="note">{content.note}</p>}
          </div>
        </div>
        <p class="unseen" role="status">
          {told}
        </p>
        {isKept && (
          <div class="actions">
            <button type="button" onClick={() => this.keep()}>
              {say(this.props, 'keep')}
            </button>
            <p class="note" role="status">
              {kept && say(this.props, 'kept')}
            </p>
          </div>
        )}
        <Buttons {...this.props} />
      </div>
    );
  }
}

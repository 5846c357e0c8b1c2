import type { Answers, Survey, SurveyStep } from '@tendril/protocol';
import { Component, createRef } from 'preact';
import { type AnswerKeeper, type Draft, keepAnswers } from '../../answers.js';
import { FORM_STYLES } from '../form-styles.js';
import { METER_BAR_STYLES } from '../meter-bar-styles.js';
import { label } from '../say.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { answersOf, isEmpty, traitsOf } from './given-answers.js';
import { stepAfter, stepsLeft } from './route.js';
import { say } from './say-survey.js';
import { StepField } from './step-field.js';
import { SURVEY_STYLES } from './survey-styles.js';

interface State {
  /** Absent until what was kept has been read. */
  draft?: Draft;
  /** What is wrong with the answer of this step. */
  problem: string;
}

const styled = styledBy(FORM_STYLES + METER_BAR_STYLES + SURVEY_STYLES);

/** One question at a time. Nothing is sent by choosing, only by the buttons; every step is kept over a reload. */
export class View extends Component<ViewProps, State> {
  override state: State = { problem: '' };
  private readonly survey: Survey = this.props.active.nudge.what.survey ?? { steps: [] };
  private readonly keeper: AnswerKeeper = keepAnswers(this.props.link, this.props.active);
  private readonly question = createRef<HTMLElement>();

  override componentDidMount(): void {
    void this.keeper.read().then((draft) => {
      if (draft.sent) this.finish();
      else this.setState({ draft });
    });
  }

  override componentWillUnmount(): void {
    // The thanks were not closed, and are not shown again.
    if (this.state.draft?.sent) this.finish();
  }

  private change(change: Partial<Draft>, then?: () => void): void {
    const draft = { answers: {}, ...this.state.draft, ...change };
    this.keeper.save(draft);
    this.setState({ draft, problem: '' }, then);
  }

  /** To the next question, or to the end. */
  private forth(step: SurveyStep, answers: Answers, trail: string[]): void {
    const next = stepAfter(this.survey, step.id, answers);
    if (this.survey.traits === 'step') {
      this.props.onHold(true);
      this.keeper.state(traitsOf([step], answers));
    }
    if (next) this.change({ answers, trail: [...trail, next.id] }, this.focusQuestion);
    else this.send(answers, trail);
  }

  private send(all: Answers, trail: string[]): void {
    const steps = this.survey.steps.filter(({ id }) => trail.includes(id));
    const answers = answersOf(steps, all);
    // What is sent may make the nudge's own condition false: the thanks stay.
    this.props.onHold(true);
    this.change({ answers, sent: true }, this.focusQuestion);
    this.keeper.submit(answers);
    if (this.survey.traits !== 'step') this.keeper.state(traitsOf(steps, answers));
  }

  private finish(): void {
    this.state = { problem: '' };
    this.keeper.save({ answers: {} });
    this.props.onHold(false);
    this.props.onDone();
  }

  private readonly focusQuestion = (): void => {
    // Firefox ignores the focus of a legend that has not been laid out yet.
    this.question.current?.getBoundingClientRect();
    this.question.current?.focus();
  };

  private refuse(): void {
    this.setState({ problem: say(this.props, 'answerFirst') }, () => {
      const root = this.question.current?.getRootNode() as ShadowRoot;
      root.querySelector<HTMLElement>('form input, form textarea')?.focus();
    });
  }

  private renderThanks() {
    return (
      <div class="view survey" ref={styled}>
        <p class="title" ref={this.question as never} tabIndex={-1}>
          {say(this.props, 'thanks')}
        </p>
        <div class="actions">
          <button type="button" class="primary" onClick={() => this.finish()}>
            {say(this.props, 'done')}
          </button>
        </div>
      </div>
    );
  }

  private renderStep(step: SurveyStep, answers: Answers, trail: string[], problem: string) {
    const view = this.props;
    const steps = trail.length - 1 + stepsLeft(this.survey, step.id, answers);
    const isLast = trail.length === steps;
    const hint = step.hint && label(view, `steps.${step.id}.hint`, step.hint);
    const submit = (event: Event) => {
      event.preventDefault();
      if (step.required && isEmpty(answers[step.id])) this.refuse();
      else this.forth(step, answers, trail);
    };
    const skip = () => {
      const { [step.id]: _, ...others } = answers;
      this.forth(step, others, trail);
    };
    return (
      <form key={step.id} onSubmit={submit} noValidate>
        <p class="note">{say(view, 'step', { step: trail.length, steps })}</p>
        <div class="meter" aria-hidden="true">
          <i style={{ width: `${(100 * trail.length) / steps}%` }} />
        </div>
        <fieldset aria-describedby={problem ? 'problem' : undefined}>
          <legend id="question" class="question" ref={this.question as never} tabIndex={-1}>
            {label(view, `steps.${step.id}`, step.label)}
          </legend>
          {hint && (
            <p class="hint" id="hint">
              {hint}
            </p>
          )}
          <StepField
            {...{ view, step, value: answers[step.id], invalid: problem !== '' }}
            describedBy={`${hint ? 'hint ' : ''}problem`}
            onInput={(value) => this.change({ answers: { ...answers, [step.id]: value }, trail })}
          />
        </fieldset>
        <p class="status failed" id="problem" role="alert">
          {problem}
        </p>
        <div class="actions">
          <button type="submit" class="primary">
            {say(view, isLast ? 'send' : 'next')}
          </button>
          {!step.required && (
            <button type="button" onClick={skip}>
              {say(view, 'skip')}
            </button>
          )}
          {trail.length > 1 && (
            <button
              type="button"
              class="link"
              onClick={() => this.change({ answers, trail: trail.slice(0, -1) }, this.focusQuestion)}
            >
              {say(view, 'back')}
            </button>
          )}
        </div>
      </form>
    );
  }

  override render() {
    const { draft, problem } = this.state;
    if (draft?.sent) return this.renderThanks();
    const { steps } = this.survey;
    const trail = draft?.trail ?? [steps[0]?.id ?? ''];
    const step = steps.find(({ id }) => id === trail.at(-1));
    const { body } = this.props.content;
    return (
      <div class="view survey" ref={styled}>
        <div class="text">
          <Title {...this.props} />
          {body && <p class="body">{body}</p>}
        </div>
        {/* The title is there before the answers have been read: a dialog has its name and its focus from it. */}
        {draft && step && this.renderStep(step, draft.answers, trail, problem)}
      </div>
    );
  }
}

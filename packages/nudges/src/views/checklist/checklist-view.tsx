import type { ChecklistItem } from '@tendril/protocol';
import { Component } from 'preact';
import { type AnswerKeeper, keepAnswers } from '../../answers.js';
import { itemScore } from '../../item-score.js';
import { METER_BAR_STYLES } from '../meter-bar-styles.js';
import { label } from '../say.js';
import { styledBy } from '../styled-by.js';
import { Title } from '../title.js';
import type { ViewProps } from '../view.js';
import { CHECKLIST_STYLES } from './checklist-styles.js';
import { say } from './say-checklist.js';

interface State {
  folded: boolean;
  /** The item that was last completed here, as it is read aloud. */
  told: string;
}

const styled = styledBy(METER_BAR_STYLES + CHECKLIST_STYLES);

function isDone({ active, facts }: ViewProps, { id }: ChecklistItem): boolean {
  const scores = facts.score as { [name: string]: unknown } | undefined;
  return scores?.[itemScore(active.nudge.id, id)] === 1;
}

/** Steps and which of them are done, as the facts say; what is left has a button. */
export class View extends Component<ViewProps, State> {
  override state: State = { folded: false, told: '' };
  private readonly keeper: AnswerKeeper = keepAnswers(this.props.link, this.props.active);

  override componentDidMount(): void {
    void this.keeper.read().then(({ folded }) => folded && this.setState({ folded }));
  }

  private items(): ChecklistItem[] {
    return this.props.active.nudge.what.checklist?.items ?? [];
  }

  private name({ id, label: text }: ChecklistItem): string {
    return label(this.props, `items.${id}`, text);
  }

  override componentDidUpdate(before: ViewProps): void {
    const completed = this.items().filter((item) => isDone(this.props, item) && !isDone(before, item));
    if (!completed.length) return;
    const all = this.items().every((item) => isDone(this.props, item));
    const told = completed.map((item) => say(this.props, 'itemDone', { item: this.name(item) }));
    this.setState({ told: [...told, ...(all ? [say(this.props, 'allDone')] : [])].join('. ') });
  }

  private fold(): void {
    const folded = !this.state.folded;
    this.keeper.save({ answers: {}, folded });
    this.setState({ folded });
  }

  private renderItem(item: ChecklistItem) {
    const { busy, onAction } = this.props;
    const { id, hint, action } = item;
    const done = isDone(this.props, item);
    return (
      <li key={id} class={done ? 'done' : ''}>
        <span class="tick" aria-hidden="true" />
        <div class="item">
          <div class="text">
            <p>
              <span class="name">{this.name(item)}</span>
              {done && <span class="unseen"> ({say(this.props, 'isDone')})</span>}
            </p>
            {hint && !done && <p class="note">{label(this.props, `items.${id}.hint`, hint)}</p>}
          </div>
          {action && !done && (
            <button
              type="button"
              aria-disabled={busy === id}
              onClick={() => busy || onAction({ ...action, id })}
            >
              {label(this.props, `items.${id}.action`, action.label)}
            </button>
          )}
        </div>
      </li>
    );
  }

  override render() {
    const { content, failure } = this.props;
    const { folded, told } = this.state;
    const items = this.items();
    const done = items.filter((item) => isDone(this.props, item)).length;
    const progress = say(this.props, 'progress', { done, all: items.length });
    return (
      <div class="view checklist" ref={styled}>
        <div class="text">
          <Title {...this.props} />
          {content.body && <p class="body">{content.body}</p>}
        </div>
        <div class="head">
          <p id="progress">{done === items.length ? say(this.props, 'allDone') : progress}</p>
          <button
            type="button"
            class="link"
            aria-expanded={!folded}
            aria-controls="items"
            onClick={() => this.fold()}
          >
            {say(this.props, folded ? 'show' : 'hide')}
          </button>
        </div>
        <progress class="unseen" aria-labelledby="progress" max={items.length} value={done} />
        <div class="meter" aria-hidden="true">
          <i style={{ width: `${(100 * done) / items.length}%` }} />
        </div>
        <ol id="items" hidden={folded}>
          {items.map((item) => this.renderItem(item))}
        </ol>
        <p class="unseen" role="status">
          {told}
        </p>
        <p class="status failed" role="status">
          {failure}
        </p>
      </div>
    );
  }
}

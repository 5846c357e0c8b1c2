import type { NudgeType } from '@tendril/protocol';
import type { ViewProps } from './view.js';

/** These stand beside the content of a page, not in its outline. */
const ASIDE: readonly NudgeType[] = ['banner', 'slidein', 'meter'];

/** The title: a heading of the level that the document gives, which a dialog is named by and begins at. */
export function Title({ active: { nudge }, content: { title } }: Pick<ViewProps, 'active' | 'content'>) {
  const level = nudge.what.heading ?? (ASIDE.includes(nudge.type) ? 0 : 2);
  const Tag = (level ? `h${level}` : 'p') as 'h2';
  return title ? (
    <Tag class="title" id="title" tabIndex={-1}>
      {title}
    </Tag>
  ) : null;
}

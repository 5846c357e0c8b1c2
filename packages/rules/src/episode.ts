import { readPath } from './condition/path.js';

const text = (value: unknown): string => (typeof value === 'object' ? '' : String(value));

/** Fills `{stage}` and fact paths into an episode template: `{stage}:{usage.seats.limit}` gives `s90:10`. */
export const fillEpisode = (template: string, stage: string, facts: unknown): string =>
  template.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    name === 'stage' ? stage : text(readPath(facts, name)),
  );

import { byId } from './element.js';

/** Tells the person one sentence; it stays until the next one. */
export function notice(text) {
  byId('notice').textContent = text;
}

import { expect, it } from 'vitest';
import { terminalScreen } from '../testing/terminal-screen.js';
import { showProgress } from './progress-bar.js';
import type { Terminal } from './terminal.js';

const screenOf = (isTTY: boolean) => {
  const { screen, drawn } = terminalScreen(isTTY);
  return { terminal: { screen } as unknown as Terminal, drawn };
};

it('shows on a terminal how far the work is', () => {
  const { terminal, drawn } = screenOf(true);
  const bar = showProgress(terminal, 'replaying');
  bar.update(5, 20);
  bar.update(20, 20);
  bar.end();
  expect(drawn()).toMatch(/replaying .*25% \| 5\/20[\s\S]*100% \| 20\/20/);
});

it('draws nothing for work that failed before it began', () => {
  const { terminal, drawn } = screenOf(true);
  showProgress(terminal, 'replaying').end();
  expect(drawn()).toBe('');
});

it('draws nothing where the screen is no terminal', () => {
  const { terminal, drawn } = screenOf(false);
  const bar = showProgress(terminal, 'replaying');
  bar.update(5, 20);
  bar.end();
  expect(drawn()).toBe('');
});

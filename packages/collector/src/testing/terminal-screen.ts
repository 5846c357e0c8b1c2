import { PassThrough } from 'node:stream';

/** A screen that says whether it is a terminal, and what was drawn on it. */
export const terminalScreen = (isTTY = true) => {
  const screen = Object.assign(new PassThrough(), {
    isTTY,
    columns: 120,
    cursorTo() {},
    clearLine() {},
    moveCursor() {},
  });
  return { screen, drawn: () => String(screen.read() ?? '') };
};

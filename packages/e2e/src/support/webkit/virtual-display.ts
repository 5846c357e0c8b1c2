import type { Readable } from 'node:stream';
import { startChild } from '../child-processes.ts';

let display: Promise<string> | undefined;

/** The X display to draw on: that of the environment, else one Xvfb for the whole run. 24 bits, or WebKit hangs. */
export function virtualDisplay(): Promise<string> {
  display ??= process.env.DISPLAY ? Promise.resolve(process.env.DISPLAY) : startXvfb();
  return display;
}

/** Xvfb picks a free display itself and writes its number to descriptor 3. */
function startXvfb(): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const xvfb = startChild('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  xvfb.unref();
  return new Promise((resolve, reject) => {
    xvfb.once('error', (error) => reject(new Error(`Xvfb could not start (${error.message}): install xvfb`)));
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
    const numbers = xvfb.stdio[3] as Readable & { unref?(): void };
    let text = '';
    numbers.on('data', (chunk) => {
      text += chunk;
      if (text.endsWith('\n')) resolve(`:${text.trim()}`);
    });
    numbers.unref?.();
  });
}

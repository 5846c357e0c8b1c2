import { setTimeout as pause } from 'node:timers/promises';
import type { App, Key, Tab, Target } from '../app.ts';
import { asyncScript, findInPage, recordErrors } from './in-page.ts';
import type { Session } from './web-driver.ts';

/** WebDriver's code points for keys: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Record<Key, string> = {
  Escape: '\uE00C',
  Enter: '\uE007',
  Tab: '\uE004',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
};
/** The name under which WebDriver wraps an element reference. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const FIND_LIMIT_MS = 6_000;

type ElementRef = { [ELEMENT]: string };
type Command = Session['command'];

/** Waits until the target can be used, as Playwright does; answers its WebDriver id. */
async function usable(command: Command, target: Target): Promise<string> {
  const script = `return (${findInPage})(arguments[0], 'usable')`;
  for (const end = Date.now() + FIND_LIMIT_MS; ; await pause(30)) {
    const found = await command<ElementRef | null>('POST', '/execute/sync', { script, args: [target] });
    if (found) return found[ELEMENT];
    if (Date.now() > end) throw new Error(`no visible, enabled ${JSON.stringify(target)} in the page`);
  }
}

/** Clicks; once more while the target is only just moving to where it can be clicked, or is drawn anew. */
async function click(command: Command, target: Target): Promise<void> {
  for (const end = Date.now() + FIND_LIMIT_MS; ; await pause(30)) {
    try {
      return void (await command('POST', `/element/${await usable(command, target)}/click`, {}));
    } catch (error) {
      if (!/element not interactable|stale element/.test(String(error)) || Date.now() > end) throw error;
    }
  }
}

function tabOf(session: Session, handle: string, baseURL: string, front: { handle: string }): Tab {
  /** Commands go to the window that is in front: bring this one there first. */
  const command: Command = async (method, path, body) => {
    if (front.handle !== handle) await session.command('POST', '/window', { handle });
    front.handle = handle;
    return session.command(method, path, body);
  };
  const evaluate: Tab['evaluate'] = async (fn, ...args) => {
    const script = asyncScript(fn);
    const answer = await command<{ value: never; error?: string }>('POST', '/execute/async', {
      script,
      args,
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const read = <T>(script: string, ...args: unknown[]) =>
    command<T>('POST', '/execute/sync', { script, args });
  const type = async (keys: string): Promise<void> => {
    const actions = [...keys].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  };
  return {
    goto: async (path) => {
      await command('POST', '/url', { url: new URL(path, baseURL).href });
      await evaluate(recordErrors);
    },
    reload: async () => {
      await command('POST', '/refresh', {});
      await evaluate(recordErrors);
    },
    back: async () => void (await command('POST', '/back', {})),
    close: async () => {
      await command('DELETE', '/window');
      front.handle = '';
    },
    click: (target) => click(command, target),
    fill: async (css, text) => {
      const field = await usable(command, css);
      await command('POST', `/element/${field}/clear`, {});
      await command('POST', `/element/${field}/value`, { text });
    },
    press: (key) => type(KEYS[key]),
    type,
    text: async (css) =>
      (await read<string>(`return (${findInPage})(arguments[0], 'drawn')?.innerText ?? ''`, css)).trim(),
    visible: (target) => read<boolean>(`return (${findInPage})(arguments[0], 'drawn') !== null`, target),
    evaluate,
    errors: () => read<string[]>('return window.recordedErrors ?? []'),
    // Classic WebDriver tells role and name of single elements only.
    ariaTree: async () => undefined,
    resize: async (width, height) => {
      // The window has bars around the page.
      const inner = await read<[number, number]>('return [innerWidth, innerHeight]');
      const outer = await command<{ width: number; height: number }>('GET', '/window/rect');
      const rect = { width: width + outer.width - inner[0], height: height + outer.height - inner[1] };
      await command('POST', '/window/rect', rect);
    },
    screenshot: async () => Buffer.from(await command<string>('GET', '/screenshot'), 'base64'),
  };
}

/** The browser of a session as an app at home at `baseURL`: the tab that is in front, and more on request. */
export async function webkitApp(session: Session, baseURL: string): Promise<App> {
  const front = { handle: await session.command<string>('GET', '/window') };
  const newTab = async () => {
    const { handle } = await session.command<{ handle: string }>('POST', '/window/new', { type: 'tab' });
    return tabOf(session, handle, baseURL, front);
  };
  return { ...tabOf(session, front.handle, baseURL, front), newTab };
}

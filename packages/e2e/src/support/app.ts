/**
 * What to act on: a selector, or the visible or accessible name of a button.
 * Both look through open shadow roots, so that a nudge is found like any other part of the page. A selector is one
 * or more simple ones joined by a space (`tendril-nudge section`); the space may cross a shadow boundary.
 */
export type Target = string | { button: string };

export type Key = 'Escape' | 'Enter' | 'Tab' | 'ArrowUp' | 'ArrowDown';

/** One browser tab, as a person uses it. Two back ends: Playwright, and WebDriver for WebKitGTK. */
export interface Tab {
  /** Opens a path of the sandbox and waits for `load`. */
  goto(path: string): Promise<void>;
  reload(): Promise<void>;
  /** Begins to go back one page. Does not wait: poll for what the page before shows. */
  back(): Promise<void>;
  /** Closes the tab as a person does; the page gets `pagehide`. */
  close(): Promise<void>;
  /** Waits for the target to be visible and enabled, then clicks it. */
  click(target: Target): Promise<void>;
  /** Replaces the value of a field. */
  fill(css: string, text: string): Promise<void>;
  press(key: Key): Promise<void>;
  /** Types keys, to whatever has the focus. */
  type(text: string): Promise<void>;
  /** The text of the first match that is drawn, or '' where there is none. Does not wait: poll it. */
  text(css: string): Promise<string>;
  /** True when a match is rendered. Does not wait: poll it. */
  visible(target: Target): Promise<boolean>;
  /** Runs a self-contained function in the page; arguments and result go as JSON. */
  evaluate<R, A extends unknown[]>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /** Console errors and uncaught exceptions since the tab was opened. */
  errors(): Promise<string[]>;
  screenshot(): Promise<Buffer>;
  /** The accessibility tree below the first match, as YAML; undefined where the driver has none to give. */
  ariaTree(css: string): Promise<string | undefined>;
  /** Makes the page this large, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
}

/** A browser profile with one tab open; further tabs share its storage. */
export interface App extends Tab {
  newTab(): Promise<Tab>;
}

import type { Reporter, TestCase } from '@playwright/test/reporter';

/** Ends the output with one line of counts that a script can read. */
// biome-ignore lint/style/noDefaultExport: Playwright loads a reporter by its default export
export default class CountsReporter implements Reporter {
  #suite: { allTests(): TestCase[] } | undefined;

  onBegin(_config: unknown, suite: { allTests(): TestCase[] }): void {
    this.#suite = suite;
  }

  onEnd(): void {
    const outcomes = (this.#suite?.allTests() ?? []).map((test) =>
      test.results.length === 0 ? 'not run' : test.outcome(),
    );
    const count = (...kinds: string[]) => outcomes.filter((outcome) => kinds.includes(outcome)).length;
    const failed = count('unexpected', 'not run');
    process.stdout.write(
      `${count('expected', 'flaky')} passed, ${failed} failed, ${count('skipped')} skipped\n`,
    );
  }
}

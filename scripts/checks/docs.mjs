import { prepareEngine } from '../browsers/prepare-engine.mjs';
import { fromCommand } from '../runner/verdict.mjs';
import { runScript, withTempFolder } from './tools.mjs';

export const docs = {
  name: 'docs',
  about: 'code in the READMEs is type-checked and run',
  needs: ['build'],
  async run() {
    const noBrowser = await prepareEngine('chromium');
    const args = noBrowser ? ['--no-browser', noBrowser] : [];
    const result = await withTempFolder((TMPDIR) =>
      runScript('run-doc-examples.mjs', args, { env: { TMPDIR } }),
    );
    return fromCommand(result, /docs: (.*)/);
  },
};

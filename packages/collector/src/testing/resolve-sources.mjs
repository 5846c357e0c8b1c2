// Lets plain Node run the TypeScript sources: `node --conditions=tendril-source --import=THIS src/main.ts`.
// Node strips types by itself but does not look for `./x.ts` where a source says `./x.js`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const isSource = context.parentURL?.endsWith('.ts') && /^\.\.?\//.test(specifier);
    return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

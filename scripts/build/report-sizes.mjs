// Prints what each written file weighs on the wire. KB is 1000 bytes, as size-limit counts.
import { brotliCompressSync } from 'node:zlib';

const weigh = (code) => `${(brotliCompressSync(code).length / 1000).toFixed(2)} KB`.padStart(10);

/** A rollup output plugin that prints the brotli size of every JavaScript file. */
export function reportSizes(label) {
  return {
    name: 'report-sizes',
    writeBundle(_options, bundle) {
      for (const [name, { code, source }] of Object.entries(bundle)) {
        if (name.endsWith('.js')) console.log(`${weigh(code ?? source)}  ${label}/${name}`);
      }
    },
  };
}

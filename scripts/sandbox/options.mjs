// What `npm start` can be told.
import { parseArgs } from 'node:util';

export const HELP = `npm start -- [options]
  --port <number>            port of the sandbox page (4318)
  --collector-port <number>  port of the collector (4317)
  --example <name>           script-tag, react or vue (script-tag)
  --data <folder>            where the collector keeps its data (.tendril)`;

/** Where each example's files are. */
const PAGES = {
  'script-tag': 'examples/script-tag/public',
  react: 'examples/react/dist',
  vue: 'examples/vue/dist',
};

function portOf(value, flag) {
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`--${flag} ${value}: a port is a whole number from 1 to 65535`);
}

/** @returns `{ port, collectorPort, pages, data, help }`; throws an error that names the wrong flag */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4318' },
      'collector-port': { type: 'string', default: '4317' },
      example: { type: 'string', default: 'script-tag' },
      data: { type: 'string', default: '.tendril' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = portOf(values.port, 'port');
  const collectorPort = portOf(values['collector-port'], 'collector-port');
  if (port === collectorPort)
    throw new Error(`--port and --collector-port are both ${port}: give one another number`);
  if (!Object.hasOwn(PAGES, values.example))
    throw new Error(`--example ${values.example}: use one of ${Object.keys(PAGES).join(', ')}`);
  return { port, collectorPort, pages: PAGES[values.example], data: values.data, help: values.help };
}

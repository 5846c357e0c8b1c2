import { parseArgs } from 'node:util';

const usage = `Usage: node server.mjs [flags]
  --port N            port of this server, 0 for any free one (default 4300)
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --collector URL     the collector (default http://127.0.0.1:4317)
  --write-key KEY     key that the page sends events with; public (default wk_sandbox)
  --secret-key KEY    the collector's admin key, for the live list; stays on this server (default sk_sandbox)
  --pages DIR         the app's files (default public)
  --sdk DIR           the built script-tag files (default packages/browser/dist/script)`;

const options = {
  port: { type: 'string', default: '4300' },
  host: { type: 'string', default: '127.0.0.1' },
  collector: { type: 'string', default: 'http://127.0.0.1:4317' },
  'write-key': { type: 'string', default: 'wk_sandbox' },
  'secret-key': { type: 'string', default: 'sk_sandbox' },
  pages: { type: 'string', default: new URL('../public', import.meta.url).pathname },
  sdk: {
    type: 'string',
    default: new URL('../../../packages/browser/dist/script', import.meta.url).pathname,
  },
  help: { type: 'boolean', default: false },
};

function fail(message) {
  console.error(`${message}\n${usage}`);
  process.exit(1);
}

/** The flags as numbers and origins. Ends the process with the usage when one is wrong. */
export function readFlags(args) {
  let values;
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    fail(error.message);
  }
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail(`--port ${values.port} is not a port (0 to 65535).`);
  if (!URL.canParse(values.collector)) fail(`--collector ${values.collector} is not a URL.`);
  return {
    port,
    host: values.host,
    collector: new URL(values.collector).origin,
    writeKey: values['write-key'],
    secretKey: values['secret-key'],
    pages: values.pages,
    sdk: values.sdk,
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/** Who may embed or read replies: pages of any origin, or this origin's own. */
export type Openness = 'any-origin' | 'same-origin';

/** The headers that a middleware sets on each reply, by asking it once. */
const headersOf = (middleware: ReturnType<typeof helmet>): Record<string, string> => {
  const headers: Record<string, string> = {};
  const reply = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => {},
  };
  middleware({} as IncomingMessage, reply as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  return headers;
};

/**
 * Headers that keep browsers from doing with a reply what it is not for. Only those that matter for data: each reply
 * carries them. Routes that pages of other origins use are marked as such, or `Cross-Origin-Embedder-Policy` of a
 * host's page would refuse them. They are the same for every reply, and so made once.
 */
export const securityHeaders = (openness: Openness): Record<string, string> =>
  headersOf(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      crossOriginResourcePolicy: { policy: openness === 'any-origin' ? 'cross-origin' : 'same-origin' },
      crossOriginOpenerPolicy: false,
      // Of this host alone: what else lives below its name is not the collector's affair.
      strictTransportSecurity: { includeSubDomains: false },
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xFrameOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false,
    }),
  );

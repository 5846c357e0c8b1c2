import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Who may embed or read replies: pages of any origin, or this origin's own. */
export type Openness = 'any-origin' | 'same-origin';

/**
 * Headers that keep browsers from doing with a reply what it is not for. Only those that matter for data: each reply
 * carries them. Routes that pages of other origins use are marked as such, or `Cross-Origin-Embedder-Policy` of a
 * host's page would refuse them.
 */
export const secureHeaders = async (scope: FastifyInstance, openness: Openness): Promise<void> => {
  await scope.register(helmet, {
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
  });
};

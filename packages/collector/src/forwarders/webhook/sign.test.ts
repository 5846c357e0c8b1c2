import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { ConfigError } from '../../config/secret.js';
import { createSigner } from './sign.js';

const KEY = Buffer.from('a secret of the receiver, 32 byt');
const NOW = 1_731_705_121_900;

it('signs id, time and body as Standard Webhooks says', () => {
  const headers = createSigner([`whsec_${KEY.toString('base64')}`], 'secret')('msg_1', NOW, '{"a":"ü"}');
  const signature = createHmac('sha256', KEY).update('msg_1.1731705121.{"a":"ü"}').digest('base64');
  expect(headers).toEqual({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1731705121',
    'webhook-signature': `v1,${signature}`,
  });
});

it('uses a library that gives the signature of the specification', () => {
  const body = '{"event_type":"ping","data":{"success":true}}';
  const webhook = new Webhook('whsec_plJ3nmyCDGBKInavdOK15jsl');
  expect(webhook.sign('msg_loFOjxBNrRLzqYUf', new Date(1_731_705_121_000), body)).toBe(
    'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
  );
});

it.each([
  '',
  'secret',
  'whsec_',
  'whsec_c2hvcnQ=',
  `whsec_${'A'.repeat(100)}`,
  'whsec_not*base64*not*base64*not*base64*',
])('refuses %j, which is too weak or malformed', (secret) => {
  expect(() => createSigner([secret], 'at')).toThrow(ConfigError);
});

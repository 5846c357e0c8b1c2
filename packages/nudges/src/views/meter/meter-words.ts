export const METER_WORDS = {
  used: '{used,number} used',
  usedOf: '{used,number} of {limit,number} used',
  near: 'Close to the limit',
  full: 'Limit reached',
};

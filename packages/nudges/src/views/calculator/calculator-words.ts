export const CALCULATOR_WORDS = {
  assumptions: 'Assumptions',
  range: 'Enter a number from {min,number} to {max,number}.',
  noResult: 'No result',
  keep: 'Keep these figures',
  kept: 'Your figures are saved.',
};

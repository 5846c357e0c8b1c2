export const OFFER_WORDS = {
  yourPlan: 'Your plan',
  fits: 'Fits you',
  block: 'Nothing more can be added until there is room.',
  grace: 'You can go on until {until,date}.',
  adjust: 'Your plan is raised automatically, as agreed.',
};

export const SURVEY_WORDS = {
  back: 'Back',
  next: 'Next',
  skip: 'Skip',
  send: 'Send answers',
  done: 'Done',
  step: 'Step {step} of {steps}',
  answerFirst: 'Answer this question to go on.',
  thanks: 'Thank you. Your answers are saved.',
};

/** The prompt's words. A document replaces them by keys such as `inviteTitle` in `content.<locale>.text`. */
const WORDS = {
  inviteTitle: 'Invite teammates',
  inviteField: 'E-mail addresses',
  inviteHint: 'Several at once: separated by commas, blanks or lines, or pasted from a list.',
  inviteRole: 'Role',
  inviteSend: 'Send invitations',
  inviteSending: 'Sending…',
  inviteCancel: 'Cancel',
  inviteDone: 'Done',
  inviteClose: 'Close',
  inviteEmpty: 'Enter an e-mail address.',
  inviteWrong: 'Not an e-mail address: {list}. Write it as name@example.com.',
  inviteSent: 'Invitation sent to {list}.',
  inviteLink: 'Copy invite link',
  inviteCopied: 'The link is copied.',
  inviteByHand: 'Copy this link: {link}',
};
export type InviteWords = typeof WORDS;

export const wordsOf = (given: { [key: string]: string } = {}): InviteWords => ({ ...WORDS, ...given });

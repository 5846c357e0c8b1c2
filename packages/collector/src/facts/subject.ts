/** Whom facts are about: a person who was identified, or an account. */
export interface Subject {
  kind: 'user' | 'account';
  id: string;
}

/** The subject as one text: `account:acct_7`. */
export const subjectKey = ({ kind, id }: Subject): string => `${kind}:${id}`;

/** The person and the account that a question is about; what is absent is not asked about. */
export interface Viewer {
  user?: string;
  account?: string;
}

export const subjectsOf = ({ user, account }: Viewer): Subject[] => [
  ...(user === undefined ? [] : [{ kind: 'user', id: user } as const]),
  ...(account === undefined ? [] : [{ kind: 'account', id: account } as const]),
];

/** Who stands at the subject's door: its own account, or a clerk who acts for it on paper evidence. */
export const SUBJECT_SIDE_ROLES = ['subject', 'counter-clerk'] as const;

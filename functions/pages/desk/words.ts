/** What the desk says. */

/** What the `status` says once something was done. */
export const said = {
  approved: '已同意。',
  rejected: '已按不同意办理。',
  proposed: '已提议同意，等另一个人确认。',
  claimed: '已认领。',
  released: '已放回。',
  ended: '这次办理已结束。',
} as const

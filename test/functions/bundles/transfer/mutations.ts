/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const account = 'functions/bundles/transfer/steps/account.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'trail-lost',
    'spending no longer finds where a balance went',
    'functions/bundles/transfer/steps/account.ts',
    '...(to ? { to } : {}), ',
    '',
  ),
  bug(
    'refund-leaves-balance',
    'a refund is ordered and the balance stays',
    'functions/bundles/transfer/steps/refund.ts',
    "put('account', { ...take(account, amt), ...trailOf(ctx) })",
    "put('account', { ...account, ...trailOf(ctx) })",
  ),
  bug(
    'deadline-ignored',
    'a pause is waited for without end',
    'functions/bundles/transfer/steps/find-origin.ts',
    "('wait' in origin && now > until)",
    "('wait' in origin && now > until && until < '2000')",
  ),
  bug(
    'late-relation-ignored',
    'an earlier relation reported later changes nothing',
    'functions/bundles/transfer/overrides.ts',
    'return originMoved(ctx) ? go(',
    'return state.to === undefined ? go(',
  ),
  bug(
    'origin-not-given-back',
    'a withdrawn transfer leaves A ended',
    'functions/bundles/transfer/steps/undo.ts',
    '    ...takeBackEnd(ctx),\n    tasks:',
    '    send: takeBackEnd(ctx).send,\n    tasks:',
  ),
  bug(
    'late-credit-stays',
    'a credit that comes after the transfer stays in A',
    'functions/bundles/transfer/overrides.ts',
    "if (late && (result === 'no-balance' ||",
    "if (late && result === undefined && (result === 'no-balance' ||",
  ),
  bug(
    'waits-by-the-nation',
    'Jiangsu waits as long as the nation',
    'functions/bundles/transfer/steps/continue-relation.ts',
    'look.policy(waitingMonths, state.to, state.enrolledOn)',
    "look.policy(waitingMonths, '000000' as typeof state.to, state.enrolledOn)",
  ),
  bug(
    'asked-though-never',
    'clerks are asked of a balance also where nobody need look',
    account,
    "if (approval === 'never' || amt <= yuan(approval.above)) return undefined",
    "if (approval === 'never') return clerkWorkingDays\n  if (amt <= yuan(approval.above)) return undefined",
  ),
  bug(
    'above-is-at-least',
    'clerks are asked of the very sum above which they look',
    account,
    'amt <= yuan(approval.above)',
    'amt < yuan(approval.above)',
  ),
  bug(
    'looked-at-as-B-does',
    'who looks at a balance is read for the place that it goes to',
    account,
    'look.policy(transferApproval, originIn(state), state.enrolledOn)',
    'look.policy(transferApproval, state.to, state.enrolledOn)',
  ),
  bug(
    'looked-at-as-it-opened',
    'who looks at a balance is read for the day on which the case opened',
    account,
    'look.policy(transferApproval, originIn(state), state.enrolledOn)',
    'look.policy(transferApproval, originIn(state), state.openedOn)',
  ),
  bug(
    'days-to-look-ignored',
    'who is asked of a sum above has as long as everybody',
    account,
    'const limit = dueIn(ctx, from, days)',
    'const limit = dueIn(ctx, from, clerkWorkingDays)',
  ),
  bug(
    'asked-of-what-is-left',
    'a clerk goes on being asked of a sum that spending has made small',
    account,
    "if (approval.found && daysToLook(approval.value, balance) === undefined) return go('creditAccount')",
    "if (approval.found && state.to === undefined) return go('creditAccount')",
  ),
  bug(
    'credit-decides-nothing',
    'a credit that nobody looked at does not count as the approval',
    account,
    'state: { decided: true, moved },',
    'state: { moved, ...(ctx.task(approveTransferOut, String(state.round)) ? { decided: true } : {}) },',
  ),
  bug(
    'asked-first-takes-all',
    'of two relations that wait for one pause the one asked first takes the account',
    'functions/bundles/transfer/rules/candidates.ts',
    "return 'found' in origin ? [origin.found.admdvs] : []",
    "return 'found' in origin && other.to === undefined ? [origin.found.admdvs] : []",
  ),
  bug(
    'returned-after-settled-lost',
    'a refund that the bank settled and then returns is forgotten',
    'functions/bundles/transfer/overrides.ts',
    "if (refundsAreOpen(ctx)) return go('awaitPayment'",
    "if (refundsAreOpen(ctx) && state.to === undefined) return go('awaitPayment'",
  ),
  {
    name: 'came-back-ignored',
    about: 'an ended transfer takes up what comes to a place that the person has come back to',
    changes: [
      {
        file: 'functions/bundles/transfer/overrides.ts',
        find: '.balance > 0 && !cameBack(ctx)',
        replace: '.balance > 0',
      },
      {
        file: 'functions/bundles/transfer/overrides.ts',
        find: "cameBack(ctx) ? go('leaveInPlace') : undefined",
        replace: 'undefined',
      },
    ],
  },
  {
    name: 'first-reported-takes-all',
    about: 'of two relations at once the one reported first takes the account of the place before',
    changes: [
      {
        file: 'functions/bundles/transfer/rules/candidates.ts',
        find: 'if (!state || state.decided || state.chosen) return true',
        replace: 'if (!state || state.to) return true',
      },
    ],
  },
  {
    name: 'older-relation-left-open',
    about: 'a withdrawn transfer leaves its tasks on older relations open',
    changes: [
      {
        file: 'functions/bundles/transfer/standing-tasks.ts',
        find: 'if (kind === olderRelation.kind) return facts.insu_admdvs as string',
        replace: 'if (kind === olderRelation.kind) return undefined',
      },
    ],
  },
]

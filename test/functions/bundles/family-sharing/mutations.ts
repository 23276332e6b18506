/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/family-sharing'

export const mutations: readonly Mutation[] = [
  bug('share-too-many', 'one user more than may', `${folder}/rules/grant.ts`, 'users >= maxUsers', 'users > maxUsers'),
  bug(
    'share-twice',
    'an account is shared with the same user again',
    `${folder}/rules/grant.ts`,
    'fits: ({ isShared }) => isShared',
    'fits: ({ isShared }) => isShared && false',
  ),
  bug(
    'share-limit-forgotten',
    'a share gives above its limit',
    `${folder}/rules/desk.ts`,
    'Math.min(accountIn(holder, area).balance, left)',
    'accountIn(holder, area).balance',
  ),
  bug(
    'share-out-of-scope',
    'an account pays wherever the user is insured by now',
    `${folder}/rules/desk.ts`,
    'if (!isOpen || !isWithinScope(look, area, by, on)) return 0',
    'if (!isOpen) return 0',
  ),
  bug(
    'share-charged-again',
    'a settlement that was given back is charged again',
    `${folder}/rules/desk.ts`,
    '!held.back && held.shared',
    'held.shared',
  ),
  bug(
    'share-used-forgotten',
    'what comes back counts as used',
    'shared/registers/family/shared-spending.ts',
    '...used(file, shared, -back)',
    '...used(file, shared, 0)',
  ),
  bug(
    'premium-paid-again',
    'a bill that is being paid is paid again',
    `${folder}/rules/premium.ts`,
    '(bill.paid_by !== undefined && stillPays(look, bill.paid_by))',
    'false',
  ),
  bug(
    'premium-kept',
    'a premium that came back stays away from the account',
    `${folder}/steps/pay.ts`,
    "moved(ctx, isPaid ? 'paid' : 'account')",
    "moved(ctx, 'paid')",
  ),
]

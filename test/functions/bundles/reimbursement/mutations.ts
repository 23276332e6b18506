/** Deliberate bugs in the bundle, each of which its lives or the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

const folder = 'functions/bundles/reimbursement'

export const mutations: readonly Mutation[] = [
  bug(
    'claim-deductible-twice',
    'each receipt of a visit bears the deductible',
    `${folder}/rules/reckon.ts`,
    'sumFen([inscp, ...others.map((one) => one.inscp)])',
    'sumFen([inscp])',
  ),
  bug(
    'claim-void-paid',
    'a receipt that is void is paid all the same',
    `${folder}/rules/refusal.ts`,
    "if (isVoid(receipt)) return 'receipt-void'",
    '',
  ),
  bug(
    'claim-settled-paid',
    'a receipt that was settled directly is paid once more',
    `${folder}/rules/refusal.ts`,
    "if (isSettled(ctx, facts)) return 'already-settled'\n  if",
    'if',
  ),
  bug(
    'claim-third-party-unseen',
    'nobody looks at who else is liable',
    `${folder}/rules/reasons.ts`,
    "claim?.choice === 'third-party' || ",
    '',
  ),
  bug(
    'claim-above-unseen',
    'a sum above what is paid at once is paid at once',
    `${folder}/rules/reasons.ts`,
    'total > autoUpto(ctx, facts, insured)',
    'total < autoUpto(ctx, facts, insured)',
  ),
  bug(
    'claim-recover-forgotten',
    'nobody is told of a receipt that is void after the order',
    `${folder}/rules/refusal.ts`,
    "if (isVoid(facts.receipt)) return 'receipt-void'",
    '',
  ),
  bug(
    'claim-lower-ratio-lost',
    'treatment elsewhere without leave is paid as at home',
    `${folder}/rules/facts.ts`,
    'found.value.temporary?.[insured.person]',
    'found.value.automatic?.[insured.person]',
  ),
  bug(
    'claim-too-late-paid',
    'who claims too late is paid',
    `${folder}/rules/refusal.ts`,
    'daysBetween(on, dayOf(claim.at)) > within.value',
    'daysBetween(on, dayOf(claim.at)) > within.value + 4000',
  ),
  bug(
    'receipt-taken-from-whoever',
    'a receipt is whoever claimed it last',
    `${folder}/form.ts`,
    'if (!owner || owner.pid === file.pid) return undefined',
    'if (!owner || owner.pid !== file.pid) return undefined',
  ),
  bug(
    'claim-forged-seen',
    'a receipt that is not valid goes to a clerk all the same',
    `${folder}/rules/refusal.ts`,
    "if (!receipt.upload && answerTo(ctx)?.valid === false) return 'receipt-invalid'",
    '',
  ),
  bug(
    'claim-ordered-again',
    'what came back is ordered again though the receipt is void',
    `${folder}/steps/pay.ts`,
    "return gone === 'recovered' ||",
    'return false &&',
  ),
  bug(
    'claim-kind-in-full',
    'a finer kind of treatment than the terms name fits none',
    `${folder}/rules/reckon.ts`,
    'isMedTypeOf(med_type, med_types)',
    'med_types.includes(med_type)',
  ),
  bug(
    'claim-nothing-bears',
    'what came to nothing and is void bears the deductible all the same',
    `${folder}/rules/facts.ts`,
    "gone === 'recovered' || (uncounted && sum?.amt === ZERO)",
    "gone === 'recovered'",
  ),
  bug(
    'claim-unseen-without-account',
    'nobody looks at what is learned while an account is looked for',
    `${folder}/steps/pay.ts`,
    'if (!insured || approvalOf(ctx, facts)) return false',
    'if (insured) return false\n  if (!insured || approvalOf(ctx, facts)) return false',
  ),
]

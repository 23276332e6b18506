/** Deliberate bugs in the bundle, each of which the simulator must catch. */
import { bug, type Mutation } from '../../../simulator/mutations/mutate.ts'

export const mutations: readonly Mutation[] = [
  bug(
    'who-asked-is-paid',
    'what others paid for a child goes to whoever asked for it',
    'functions/bundles/newborn/steps/refund.ts',
    'if (doubted !== undefined) return payers',
    'if (doubted === payerHash) return payers',
  ),
  bug(
    'covered-from-birth-however-late',
    'a premium paid after 90 days covers in retrospect',
    'functions/bundles/newborn/rules/cover.ts',
    'if (paid <= lastRetrospectDay(birth)) return',
    "if (paid <= lastRetrospectDay(birth) || paid > '2000') return",
  ),
  bug(
    'paid-twice-kept',
    'a premium paid twice is kept',
    'functions/bundles/newborn/rules/payments.ts',
    "if (counts) result.back.push(goesBack(ctx, payment, 'paid-twice'))",
    'if (counts) continue',
  ),
  bug(
    'bill-in-collection-period',
    'a bill is assessed in the collection period',
    'functions/bundles/newborn/steps/offer.ts',
    "return inYearlyPeriod(period.value, on) ? 'declare' : 'bill'",
    "return inYearlyPeriod(period.value, on) ? 'bill' : 'bill'",
  ),
  bug(
    'old-bill-not-accepted',
    'payment of a superseded bill counts for nothing',
    'functions/bundles/newborn/rules/payments.ts',
    'if (row.bill_no !== undefined && !(bill && isOurs(bill))) return []',
    'if (row.bill_no !== undefined && !(bill && isOurs(bill) && !bill.superseded)) return []',
  ),
]

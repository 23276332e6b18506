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
    'boolean => paid <= lastRetrospectDay(birth)',
    "boolean => paid <= lastRetrospectDay(birth) || paid > '2000'",
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
    "return inYearlyPeriod(period.value, enrolledIn(ctx.state).on) ? 'declare' : 'bill'",
    "return inYearlyPeriod(period.value, enrolledIn(ctx.state).on) ? 'bill' : 'bill'",
  ),
  bug(
    'old-bill-not-accepted',
    'payment of a superseded bill counts for nothing',
    'functions/bundles/newborn/rules/payments.ts',
    'if (row.bill_no !== undefined && !(bill && isOurs(bill))) return []',
    'if (row.bill_no !== undefined && !(bill && isOurs(bill) && !bill.superseded)) return []',
  ),
  bug(
    'late-from-next-month-everywhere',
    'a premium paid late covers from the next month also where it covers from the day of payment',
    'functions/bundles/newborn/rules/cover.ts',
    "const begins = lateFrom === 'payment-day' ? paid : firstOfNextMonth(paid)",
    "const begins = lateFrom === 'payment-day' ? firstOfNextMonth(paid) : firstOfNextMonth(paid)",
  ),
  bug(
    'free-year-unheard-of',
    'a year of birth that costs nothing is billed',
    'functions/bundles/newborn/rules/payments.ts',
    'return mayBeFree ? birthYearFree(ctx)',
    'return mayBeFree && year < 2000 ? birthYearFree(ctx)',
  ),
  bug(
    'free-by-day-of-enrolment',
    'whether the year of birth costs nothing is asked of the day of enrolment',
    'functions/bundles/newborn/rules/terms.ts',
    `const { area, birth } = enrolledIn(state)
  return look.policy(newbornFree, area, birth)`,
    `const { area, on } = enrolledIn(state)
  return look.policy(newbornFree, area, on)`,
  ),
  bug(
    'free-year-keeps-money',
    'what is paid for a year that costs nothing is kept',
    'functions/bundles/newborn/rules/payments.ts',
    "result.back.push(...payments.map((payment) => goesBack(ctx, payment, 'free')))",
    "result.back.push(...payments.slice(0, 0).map((payment) => goesBack(ctx, payment, 'free')))",
  ),
  bug(
    'period-ends-with-the-year',
    'a collection period over New Year ends on 31 December',
    'shared/policy/period.ts',
    'return date >= period.from || date <= period.to',
    'return date >= period.from',
  ),
  bug(
    'period-of-birth',
    'whether premiums are collected is asked of the day of birth',
    'functions/bundles/newborn/steps/offer.ts',
    "return inYearlyPeriod(period.value, enrolledIn(ctx.state).on) ? 'declare' : 'bill'",
    "return inYearlyPeriod(period.value, enrolledIn(ctx.state).birth) ? 'declare' : 'bill'",
  ),
]

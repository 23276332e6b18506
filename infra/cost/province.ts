/**
 * What happens to the people of a province in a year, and when: assumptions, for the tables of `infra/capacity.md`. National
 * figures are those that the National Healthcare Security Administration and the National Bureau of Statistics publish for
 * 2023 and 2024, rounded, from memory of these reports and not looked up again; what has no such figure is an assumption.
 */

/** Shares of the people, of 1.41 billion: at work and paying for employees' insurance; with an account, retired too. */
const paying = 0.2
const withAccount = 0.27

/** A kind of event or case. */
export interface Kind {
  /** What of it happens a year and person. */
  readonly aYear: number
  /** It is sent when the month ends, by one partner, and not over the days. */
  readonly monthEnd?: true
  /** Where the number is from. */
  readonly basis: string
}

/** All kinds that make up the load; a bundle's name stands for its plain case. */
export const kinds = {
  contribution: {
    aYear: 12 * paying,
    monthEnd: true,
    basis: 'a month each for whom employees’ insurance is paid: a fifth of the people',
  },
  credit: {
    aYear: 12 * withAccount,
    monthEnd: true,
    basis: 'a month each into 370 million accounts of employees and retired: more than a quarter of the people',
  },
  spending: { aYear: 15 * withAccount, basis: 'assumption: fifteen a year from each account, drugstores included' },
  'visit at home': {
    aYear: 0.25,
    basis: '300 million stays in hospital a year; visits of a day are told as spendings',
  },
  'new person': { aYear: 0.05, basis: 'assumption: newly insured or come from elsewhere, one in twenty' },
  pause: { aYear: 0.06, basis: 'assumption: six in a hundred leave an employer' },
  death: { aYear: 0.0078, basis: '11 million deaths' },
  filing: { aYear: 0.3, basis: '240 million visits settled across provinces, half as many again within them' },
  transfer: { aYear: 0.01, basis: 'assumption: one in a hundred, a twentieth of the employees' },
  newborn: { aYear: 0.0068, basis: '9.5 million births' },
  'maternity-allowance': {
    aYear: 0.003,
    basis: 'assumption: somewhat less than half of the mothers are insured for it',
  },
  retirement: { aYear: 0.008, basis: 'assumption: 4 in a hundred of those at work' },
} as const satisfies Record<string, Kind>

/** The name of a kind. */
export type KindName = keyof typeof kinds

/** When and how: assumptions all. */
export const pace = {
  /** The month’s contributions and credits come within two working days of ten hours, and a night between. */
  monthEndHours: 20,
  monthEndNight: 14,
  /** What comes over the days comes on 250 working days, an eighth of a day's in its busiest hour. */
  workingDays: 250,
  busiestHour: 1 / 8,
  /** Calls of citizens and clerks: so many a case, and so many a person and year beside. */
  callsACase: 4,
  callsAPerson: 8,
  /** Questions at desks: one for each visit elsewhere, and as many that come to nothing. */
  questionsAVisit: 2,
  /** Wakes a second of a crowd that falls due together (infra/decisions/0064). */
  sweptASecond: 4700,
} as const

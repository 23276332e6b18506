/** What events are called and mean in English. What a bundle declares says so itself; one that does not is told in Chinese. */
import type { CatalogueEntry } from '../../../../events/catalogue.ts'
import type { InEnglish, PartnerKind } from '../../../../events/define.ts'

const events: Readonly<Record<string, { title: string; about: string }>> = {
  'person.registered': {
    title: 'A person is registered',
    about: 'Registers a person or changes their data; without it nothing of theirs can be handled.',
  },
  'person.merged': {
    title: 'Two numbers are one person',
    about:
      'All that stands under psn_no goes over to into_psn_no, which it leads to from then on. Once; never reversed.',
  },
  'enrolment.registered': {
    title: 'An enrolment begins',
    about: 'A person is insured in a pooling area from a day on. After a pause it is a new period.',
  },
  'enrolment.paused': {
    title: 'An enrolment pauses',
    about: 'Insurance is interrupted; the day is the last one insured.',
  },
  'enrolment.revoked': {
    title: 'An enrolment is taken back',
    about: 'The enrolment of a day was wrong and counts as never registered.',
  },
  'contribution.posted': {
    title: 'Contributions have come in',
    about: 'For a month or several in a row in a pooling area; sums are per month.',
  },
  'contribution.revoked': {
    title: 'Contributions are taken back',
    about:
      'Months posted wrongly count no more. Open cases are decided anew; what was decided wrongly goes to a clerk.',
  },
  'employer.base-declared': {
    title: 'An employer declares its base',
    about: 'The average monthly base of a year, from which the maternity allowance is reckoned.',
  },
  'account.credited': {
    title: 'Money comes into a personal account',
    about: 'With credit_no it can be corrected: the latest report of a number holds, "0.00" takes all of it back.',
  },
  'account.spent': { title: 'Money of a personal account is spent', about: 'In one settlement.' },
  'birth.certified': { title: 'A birth certificate is issued', about: 'A child is born: the newborn’s matter begins.' },
  'guardian.changed': {
    title: 'Guardians change',
    about:
      'By adoption or court order: from that day the new guardians act for the child, and the former see it no more.',
  },
  'household.registered': {
    title: 'A newborn is entered in a household',
    about: 'The child has an identity number and a registered name; its insurance stays as it is.',
  },
  'delivery.settled': {
    title: 'A delivery is settled',
    about:
      'The mother is discharged; the facts decide the days of the allowance. A stillbirth from 28 weeks is a birth.',
  },
  'delivery.revoked': {
    title: 'The settlement of a delivery is taken back',
    about: 'An open allowance ends; money paid is not taken back by itself but goes to a clerk.',
  },
  'residence.registered': {
    title: 'Somebody lives in a community',
    about: 'From a day on, and to a day if one is named; of two reports of one beginning the later holds.',
  },
  'ticket.raised': { title: 'The hotline passes on a ticket', about: 'It names somebody, or at least an area.' },
  'pension.approved': { title: 'A pension is approved', about: 'Retirement in medical insurance follows.' },
  'premium.paid': {
    title: 'A premium is paid',
    about: 'By the number of its bill; self-declared, by person (or birth certificate) and year.',
  },
  'payment.settled': { title: 'A payment is made', about: 'The bank has paid into the payee’s account.' },
  'payment.returned': {
    title: 'A payment is returned',
    about: 'The bank could not pay; once the account is mended it is ordered again under a new number.',
  },
  'funds.settled': {
    title: 'Funds are transferred',
    about: 'The bank has moved money between two areas. If the sum differs, the right notice is waited for.',
  },
  'visit.admitted': {
    title: 'A visit begins',
    about: 'Somebody is treated or admitted; filing and rates are decided upon it and told to both places.',
  },
  'visit.settled': {
    title: 'A visit is settled',
    about: 'It is over and paid. fund_pay_sumamt 0.00: at the person’s own cost.',
  },
  'visit.cancelled': {
    title: 'A visit is cancelled',
    about: 'It did not take place. Its decision stays, marked as cancelled; what was settled goes to a clerk.',
  },
  'death.registered': {
    title: 'A death is registered',
    about: 'Nobody is reminded or waited for any more; costs and refunds that are owed go on.',
  },
  'death.revoked': {
    title: 'A death is taken back',
    about: 'The person lives: what was ended goes on; money already paid goes to a clerk.',
  },
  'delivery.reported': {
    title: 'A delivery is reported',
    about:
      'The same as delivery.settled, from whoever knows the mother by her number; one report of a delivery suffices.',
  },
  'visit.self-paid': {
    title: 'A visit is paid by oneself',
    about: 'It is over and was paid in full by the person; handled as one settled with 0.00 from the fund.',
  },
  'visit.unsettled': {
    title: 'The settlement of a visit is taken back',
    about: 'It counts as never settled, and the visit waits for a settlement again.',
  },
  'filing.reported': {
    title: 'A referral is filed',
    about: 'A hospital has filed a referral; visits from its first day on go by it.',
  },
  'filing.ended': {
    title: 'A referral is ended',
    about: 'It holds through that day; visits decided already stay. One that has not begun counts as never made.',
  },
  'institution.registered': {
    title: 'An institution is registered',
    about: 'Name, place, level and whether it settles across regions; the later report replaces the former.',
  },
  'expert.registered': {
    title: 'An expert is registered',
    about:
      'Who reviews which chronic diseases, where they work and for how long; the later report replaces the former.',
  },
  'premium.assessed': {
    title: 'A premium is to be collected',
    about: 'A resident’s premium of a year, or months bought at retirement.',
  },
  'payment.ordered': {
    title: 'A payment is ordered',
    about: 'From the fund of an area to a person or employer.',
  },
  'funds.ordered': {
    title: 'A transfer between areas is ordered',
    about: 'What they owe each other is netted.',
  },
  'notice.requested': { title: 'Somebody is to be told', about: 'The text is for the person themselves.' },
  'filing.recorded': {
    title: 'A filing is recorded',
    about: 'What was decided of treatment elsewhere, once to each side; to_admdvs says which.',
  },
  'enrolment.changed': {
    title: 'An enrolment has changed',
    about: 'A case has changed somebody’s type or standing from a day on.',
  },
  'entitlement.granted': {
    title: 'Somebody is entitled',
    about: 'From a day on; an end of null means there is none.',
  },
  'ticket.answered': { title: 'What became of a ticket', about: 'Accepted, answered, closed: each is told once.' },
  'event.answered': {
    title: 'What became of an event',
    about: 'A receipt for whoever sent it: rejected, waiting, or taken up after all.',
  },
}

/** What an event is called and means, in English. */
export const eventInEnglish = ({ type, title, about, en }: CatalogueEntry): InEnglish =>
  en ?? events[type] ?? { title, about }

/** Partners by kind, in English. */
export const partnersInEnglish: Readonly<Record<PartnerKind, string>> = {
  registry: 'enrolment register',
  tax: 'tax office',
  bank: 'bank',
  medins: 'institutions and settlement system',
  health: 'health authority',
  police: 'police',
  civil: 'civil affairs',
  hotline: 'the government hotline 12345',
  pension: 'pension authority',
  finance: 'the platform of electronic receipts',
  aid: 'other departments that assist',
}

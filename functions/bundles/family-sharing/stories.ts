/** Families of the sample day who share an account (RULES.md 2, 3). */
import { credit, enrolmentIn } from '../../../events/samples/insured.ts'
import type { SamplePerson } from '../../../events/samples/people.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'

const area = '130100'
const fixmedins_code = 'H13010200001'

/** Somebody insured in Shijiazhuang, with so much in the account. */
function insured(script: Script, balance: string): SamplePerson {
  const person = script.people.someone()
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...person })
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01'))
  script.send(script.between(8, 9), 'account.credited', credit(person.psn_no, area, balance))
  return person
}

function shares(script: Script, holder: SamplePerson, user: SamplePerson, relation: string, limit?: string): void {
  const { psn_no: user_psn_no, psn_name: user_psn_name } = user
  const body = { user_psn_no, user_psn_name, relation, commitment: true, ...(limit === undefined ? {} : { limit }) }
  const as = { role: 'citizen', psn_no: holder.psn_no } as const
  script.call(script.between(10, 12), { as, method: 'POST', path: '/v1/shares', body })
}

function pays(script: Script, user: SamplePerson, amt: string): string {
  const setl_id = script.number('S')
  const as = { role: 'institution', fixmedins_code } as const
  const body = { setl_id, fixmedins_code, psn_no: user.psn_no, amt }
  script.call(script.between(14, 16), { as, method: 'POST', path: '/v1/account-payments', body })
  return setl_id
}

/** A husband's account pays what his wife's own does not. */
function spouses(script: Script): void {
  const [holder, user] = [insured(script, '500.00'), insured(script, '50.00')]
  shares(script, holder, user, 'spouse')
  pays(script, user, '120.00')
}

/** A mother's, up to a limit; the hospital gives the payment back. */
function givenBack(script: Script): void {
  const [holder, user] = [insured(script, '800.00'), insured(script, '0.01')]
  shares(script, holder, user, 'child', '300.00')
  const setl_id = pays(script, user, '400.00')
  const as = { role: 'institution', fixmedins_code } as const
  const path = `/v1/account-payments/${setl_id}?psn_no=${user.psn_no}`
  script.call(script.between(17, 18), { as, method: 'DELETE', path })
}

/** A sister's, reported by the pharmacy in the evening. */
function reported(script: Script): void {
  const [holder, user] = [insured(script, '200.00'), insured(script, '10.00')]
  shares(script, holder, user, 'sibling')
  const data = { ...credit(holder.psn_no, area, '35.80'), memo: '药店购药', setl_id: script.number('S') }
  script.send(script.between(19, 20), 'account.spent', { ...data, user_psn_no: user.psn_no })
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [spouses, 12],
  [givenBack, 4],
  [reported, 8],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'family-sharing',
    title: {
      zh: '个人账户家庭共济：先用本人的，不够的用配偶的',
      en: 'A shared account: the own first, then the spouse’s',
    },
    tell: (script) => spouses(script),
  },
]

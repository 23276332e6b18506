/** What people say on the sample day, and what comes of it: mended, stuck and reviewed, asked, passed on by the hotline. */
import { enrolmentIn } from '../../../events/samples/insured.ts'
import type { SamplePerson } from '../../../events/samples/people.ts'
import type { Kinds, Scenario, Script, Stories } from '../../../events/samples/script.ts'
import { ticketRaised } from './events.ts'

const area = '130100'
const handled = 'handle-feedback'

/** Somebody insured in Shijiazhuang. */
function caller(script: Script): SamplePerson {
  const person = script.people.someone()
  const night = script.between(5, 8)
  script.send(night, 'person.registered', { ...person })
  script.send(night, 'enrolment.registered', enrolmentIn(person, area, '2021-01-01'))
  return person
}

/** They say it themselves, in the morning. */
function says(script: Script, { psn_no }: SamplePerson, kind: string, matter: string, text: string): void {
  const body = { kind, matter, text }
  const expect = { bundle: 'feedback', status: 'waiting', admdvs: area }
  script.call(script.between(8, 10), {
    as: { role: 'citizen', psn_no },
    method: 'POST',
    path: '/v1/feedback',
    body,
    expect,
  })
}

const mended = {
  decision: 'approve',
  result: 'mended',
  answer: '漏传的两个月已经补上，今天到账。',
  cause: 'data',
  whys: ['两个月的缴费没有传过来', '接口改版后漏了一种缴费类型', '改版时没有用老数据试过'],
  measure: '补传了同批的数据，改版前一律先用老数据试跑。',
} as const
const explained = {
  decision: 'approve',
  result: 'explained',
  answer: '新生儿从出生当天起就能报销，先自付的凭票据回来报。',
  cause: 'guidance',
  whys: ['短信里没有写从哪天起算'],
} as const

/** A complaint that is mended; the person is content. */
function complaintMended(script: Script): void {
  const person = caller(script)
  says(script, person, 'complaint', 'transfer', '转移来的缴费月数少了两个月。')
  script.answer(person, handled, mended)
  script.act(script.between(18, 20), person, 'feedback', { action: 'confirm', solved: true, satisfied: true })
  const { result, cause } = mended
  const outcome = { result, cause, reviewed: false, solved: true, satisfied: true }
  script.expect({
    story: 'a complaint that is mended',
    bundle: 'feedback',
    psn_no: person.psn_no,
    status: 'done',
    outcome,
  })
}

/** Something that can't be done, not solved by the first answer: a supervisor finds the way. */
function stuck(script: Script): void {
  const person = caller(script)
  says(script, person, 'stuck', 'retirement', '跑了三趟，退休后的医保还是办不成。')
  script.answer(person, handled, explained)
  script.act(script.between(18, 20), person, 'feedback', { action: 'confirm', solved: false, satisfied: false })
  script.answer(person, 'review-feedback', { ...mended, answer: '上级核对后已经办好。', cause: 'delay' })
  script.decide(script.at(1, '18:00'), { role: 'supervisor', admdvs: area, staff_no: 'S1' })
  script.expect({
    story: 'stuck, and reviewed',
    bundle: 'feedback',
    psn_no: person.psn_no,
    status: 'done',
    outcome: { result: 'mended', cause: 'delay', reviewed: true, solved: false, satisfied: false },
  })
}

/** A question, and no word of what they think of the answer: in the end it is done without. */
function question(script: Script): void {
  const person = caller(script)
  says(script, person, 'question', 'newborn', '孩子刚出生，看病从哪天起能报？')
  script.answer(person, handled, explained)
  script.expect({
    story: 'a question',
    bundle: 'feedback',
    psn_no: person.psn_no,
    status: 'done',
    outcome: { result: explained.result, cause: explained.cause, reviewed: false },
  })
}

function ticket(script: Script, who: object, text: string): void {
  const raised_at = script.at(0, '08:20')
  const said = { ticket_no: script.number('GD'), channel: '12345', kind: 'complaint', matter: 'other', text, raised_at }
  script.send(script.between(9, 10), ticketRaised, { ...said, ...who })
}

/** The hotline passes on what somebody said. */
function byHotline(script: Script): void {
  const person = caller(script)
  ticket(script, { psn_no: person.psn_no }, '窗口排队两个小时。')
  script.answer(person, handled, { ...explained, answer: '月底人多，已经加开两个窗口。', cause: 'delay' })
  script.act(script.between(18, 20), person, 'feedback', { action: 'confirm', solved: true, satisfied: false })
  const outcome = { result: 'explained', cause: 'delay', solved: true, satisfied: false }
  script.expect({ story: 'a ticket', bundle: 'feedback', psn_no: person.psn_no, status: 'done', outcome })
}

/** Told at each scale; so many at full. */
const kinds: Kinds = [
  [complaintMended, 12],
  [stuck, 4],
  [question, 8],
  [byHotline, 8],
]

/** Writes them. */
export const stories: Stories = (script, scale) => script.tell(kinds, scale, 1)

/** Told by itself. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'feedback',
    title: { zh: '投诉：查清、改正、本人满意', en: 'A complaint: looked into, mended, the person content' },
    tell(script) {
      complaintMended(script)
      script.decide(script.at(0, '17:00'), { role: 'clerk', admdvs: area })
    },
  },
]

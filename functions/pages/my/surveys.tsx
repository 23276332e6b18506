/** 「看病怎么样」: visits that one may say something about now, and the questions of each; nobody learns who said it. */
import type { OpenSurveys } from '../../../shared/client/index.ts'
import { need } from '../frame/client.ts'
import type { Field } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import { type Again, again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { dayText } from '../frame/values.tsx'
import { fewest, isElder } from './elder.tsx'
import { type Citizen, type Whose, whoseIn } from './whose.ts'
import { scores } from './words.ts'

type Survey = OpenSurveys['surveys'][number]

/** The pages `/my/surveys` and `/my/surveys/<visit>`. */
export function servedSurveys(pages: Pages<'citizen'>): void {
  pages.get('/my/surveys', (visit) => drawSurveys(visit))
  pages.get('/my/surveys/:mdtrt_id', (visit) => drawSurveys(visit, visit.param('mdtrt_id')))

  pages.post('/my/surveys/:mdtrt_id', async (visit, form) => {
    const whose = await whoseIn(visit)
    const mdtrt_id = visit.param('mdtrt_id')
    const { fixmedins_code = '' } = form.written
    const texts = form.all('texts')
    const answers = Object.entries(form.written).flatMap(([name, text]) => {
      const code = name.startsWith(prefix) ? name.slice(prefix.length) : ''
      if (code === '' || text.trim() === '') return []
      return [[code, /^[1-5]$/.test(text) && !texts.includes(code) ? Number(text) : text] as const]
    })
    const body = { fixmedins_code, answers: Object.fromEntries(answers) }
    const said = await whose.api.call('POST /v1/visits/{mdtrt_id}/survey', { path: { mdtrt_id }, body, key: form.key })
    if (said.ok) return visit.go(whose.at('/my'), 'surveyed')
    return drawSurveys(visit, mdtrt_id, again(form, said))
  })
}

/** Before the name of a field stands where the API has what it holds: its faults find it. */
const prefix = 'answers.'

/** Those that are open, of one visit if it is named: two institutions may have given one number. */
async function surveysOf(whose: Whose, mdtrt_id?: string): Promise<Survey[]> {
  const { surveys } = need(await whose.api.call('GET /v1/me/surveys'))
  return surveys.filter((one) => mdtrt_id === undefined || one.mdtrt_id === mdtrt_id)
}

async function drawSurveys(visit: Citizen, mdtrt_id?: string, refused?: Again): Promise<Drawn> {
  const whose = await whoseIn(visit)
  const surveys = await surveysOf(whose, mdtrt_id)
  const isOne = surveys.length === 1 || mdtrt_id !== undefined
  const elder = isElder(visit)
  return {
    title: '看病怎么样',
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        {surveys.length === 0 ? <p>现在没有要填的。看完病结算以后，可以在这里说说怎么样。</p> : null}
        {isOne ? (
          surveys.map((one) => <Questions survey={one} whose={whose} now={visit.now} elder={elder} refused={refused} />)
        ) : (
          <ul class="cases">
            {(elder ? surveys.slice(0, fewest) : surveys).map((one) => (
              <li>
                <a class="choice" href={whose.at(pathOf(one))}>
                  <span class="strong">{placeOf(one)}</span>
                  <span>{whenInWords(one, visit.now)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </>
    ),
  }
}

const pathOf = ({ mdtrt_id }: Survey) => `/my/surveys/${encodeURIComponent(mdtrt_id)}`

const placeOf = ({ fixmedins_name, fixmedins_code }: Survey) => fixmedins_name ?? `医院（编号${fixmedins_code}）`

const whenInWords = ({ psn_name, endtime, until }: Survey, now: string) =>
  `${psn_name}，${dayText(endtime.slice(0, 10), now)}看完，最晚${dayText(until, now)}填`

interface Asked {
  readonly survey: Survey
  readonly whose: Whose
  readonly now: string
  readonly elder: boolean
  readonly refused: Again | undefined
}

/** The questions of a visit; in the large style the first few, each in one line: none must be answered. */
function Questions({ survey, whose, now, elder, refused }: Asked) {
  const fault = refused?.faults.find(({ field }) => field === 'answers')?.message
  const asked = elder ? survey.questions.slice(0, fewest) : survey.questions
  const fields = asked.map(({ code, dimension, text }): Field => {
    const base = { name: prefix + code, label: text, required: false }
    if (dimension === 'open') return { ...base, kind: 'long' }
    return { ...base, kind: elder ? 'choice' : 'radios', options: scores }
  })
  return (
    <section aria-label={placeOf(survey)}>
      <h2>{placeOf(survey)}</h2>
      <p>{whenInWords(survey, now)}。</p>
      <p>想答哪项答哪项，答一项就行。不记是谁填的，医院和工作人员只看到合计。</p>
      <Form action={whose.at(pathOf(survey))} again={refused} label="看病怎么样">
        <input type="hidden" name="fixmedins_code" value={survey.fixmedins_code} />
        {asked.map(({ code, dimension }) =>
          dimension === 'open' ? <input type="hidden" name="texts" value={code} /> : null,
        )}
        <Fields fields={fields} again={refused} />
        {fault ? <p class="fault">{fault}</p> : null}
        <button type="submit" class="main">
          提交
        </button>
      </Form>
    </section>
  )
}

/** 「问一问」: whole articles that somebody has signed for; who is not served by one is handed over to a person. */
import { dayInWords } from '../../acts/words.ts'
import { need } from '../frame/client.ts'
import { Form } from '../frame/form.tsx'
import { type Again, again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { isElder } from './elder.tsx'
import type { Citizen } from './whose.ts'

/** The page `/my/ask` and what it asks for. */
export function servedAsk(pages: Pages<'citizen'>): void {
  pages.get('/my/ask', () => drawQuestion())

  pages.post('/my/ask', async (visit, form) => {
    const { text = '' } = form.written
    const admdvs = await ownArea(visit)
    const asked = await visit.api.call('POST /v1/questions', { body: { text, ...(admdvs ? { admdvs } : {}) } as never })
    if (!asked.ok) return drawQuestion(again(form, asked))
    return drawAnswers(text, asked.body, isElder(visit))
  })

  pages.post('/my/ask/helpful', async (visit, form) => {
    const { question_id = '', helpful = 'true', text = '' } = form.written
    const said = await visit.api.call('POST /v1/questions/{question_id}/helpful', {
      path: { question_id },
      body: { helpful: helpful === 'true' },
    })
    if (helpful === 'true' || !said.ok) return visit.go('/my/ask', 'thanks')
    return { title: '问一问', body: <HandOver question_id={question_id} text={text} /> }
  })

  pages.post('/my/ask/hand-over', async (visit, form) => {
    const { question_id = '', text = '' } = form.written
    const body = { kind: 'question', matter: 'other', ...(question_id ? { question_id } : { text }) }
    const handed = await visit.api.call('POST /v1/feedback', { body: body as never, key: form.key })
    if (handed.ok) return visit.go(`/my/cases/${handed.body.case_id}`, 'handed')
    return { ...drawQuestion(again(form, handed)), title: '问一问' }
  })
}

/** Where one is insured: answers of there come first. */
async function ownArea(visit: Citizen): Promise<string | undefined> {
  const { relations } = need(await visit.api.call('GET /v1/me'))
  return (relations.find(({ psn_insu_stas }) => psn_insu_stas === '1') ?? relations[0])?.insu_admdvs
}

function drawQuestion(refused?: Again): Drawn {
  const fault = refused?.faults.find(({ field }) => field === 'text')?.message
  return {
    title: '问一问',
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <Form action="/my/ask" again={refused} label="问一问">
        <div class="field">
          <label for="question">您的问题</label>
          <textarea
            id="question"
            name="text"
            rows={3}
            aria-invalid={fault ? 'true' : undefined}
            aria-describedby={fault ? 'question-fault' : undefined}
          >
            {refused?.written.text ?? ''}
          </textarea>
          {fault ? (
            <p class="fault" id="question-fault">
              {fault}
            </p>
          ) : null}
        </div>
        <button type="submit" class="main">
          提问
        </button>
      </Form>
    ),
  }
}

interface Answered {
  readonly question_id: string
  readonly answers: readonly { article_id: string; title: string; text: string; source: string; from: string }[]
}

function drawAnswers(text: string, { question_id, answers }: Answered, elder: boolean): Drawn {
  const shown = elder ? answers.slice(0, 1) : answers
  return {
    title: '问一问',
    begin: true,
    body: (
      <>
        <p>您问的是：{text}</p>
        {answers.length === 0 ? <p>没有找到现成的答案，可以转人工，有人给您回复。</p> : null}
        {shown.map((answer) => (
          <article class="card">
            <h2>{answer.title}</h2>
            <p class="said">{answer.text}</p>
            <p class="hint">
              来源：{answer.source}，{dayInWords(answer.from as never)}起
            </p>
          </article>
        ))}
        <div class="row">
          {answers.length === 0 ? null : (
            <>
              <Helpful question_id={question_id} text={text} helpful="true" button="有用" />
              <Helpful question_id={question_id} text={text} helpful="false" button="没帮上" />
            </>
          )}
          <HandOver question_id={question_id} text={text} />
          <a class="button" href="/my/ask">
            再问一个
          </a>
        </div>
      </>
    ),
  }
}

function Helpful(props: { question_id: string; text: string; helpful: 'true' | 'false'; button: string }) {
  return (
    <Form action="/my/ask/helpful">
      <input type="hidden" name="question_id" value={props.question_id} />
      <input type="hidden" name="text" value={props.text} />
      <input type="hidden" name="helpful" value={props.helpful} />
      <button type="submit">{props.button}</button>
    </Form>
  )
}

function HandOver({ question_id, text }: { question_id: string; text: string }) {
  return (
    <Form action="/my/ask/hand-over">
      <input type="hidden" name="question_id" value={question_id} />
      <input type="hidden" name="text" value={text} />
      <button type="submit">转人工</button>
    </Form>
  )
}

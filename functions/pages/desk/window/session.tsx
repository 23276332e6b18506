/** An errand at the counter: what waits for the person and may be done now, what can begin, what was done. */
import type { Answer, Client } from '../../../../shared/client/index.ts'
import { withdraw } from '../../../../shared/tasks/action.ts'
import { statusNames } from '../../../api/schemas.ts'
import { services } from '../../../api/services.ts'
import { bundleTitles, manifestOf } from '../../../bundles/all.ts'
import { matterNames } from '../../../bundles/matters.ts'
import { may, need } from '../../frame/client.ts'
import { fieldsAsked, fieldsOffered, writtenOf } from '../../frame/fields.ts'
import { Fields, Form } from '../../frame/form.tsx'
import type { Again } from '../../frame/posted.ts'
import type { Drawn } from '../../frame/shell.tsx'
import { moment } from '../../frame/values.tsx'
import type { DeskVisit } from '../tasks.ts'

type Errand = Answer<'GET /v1/errands/{errand_id}'>
type Case = Answer<'GET /v1/cases'>['cases'][number]

/** A form that asked for something and did not get it. */
export interface Undone {
  /** `CASE_ID action`, or `start`. */
  readonly form: string
  readonly again: Again
}

/** The errand of the address, and the API as its person's. */
export async function errandOf(visit: DeskVisit): Promise<{ errand: Errand; theirs: Client }> {
  const path = { errand_id: visit.param('errand_id') }
  const errand = need(await visit.api.call('GET /v1/errands/{errand_id}', { path }))
  return { errand, theirs: visit.onBehalfOf(errand.psn_no) }
}

/** How the matter of an errand is begun, where the person may begin it. */
export const startOf = (matter: string): string | undefined => services.find(({ bundle }) => bundle === matter)?.start

/** The page of an errand. */
export async function drawSession(visit: DeskVisit, undone?: Undone): Promise<Drawn> {
  const { errand, theirs } = await errandOf(visit)
  const here = `/desk/window/${errand.errand_id}`
  const title = `${matterNames[errand.matter] ?? errand.matter} ${errand.psn_name}`
  const fault = undone && { fault: undone.again.detail, status: undone.again.status }
  if (errand.status !== 'open') return { title: '窗口', body: <p>这次办理已经结束。</p>, status: 410 }
  const isBundle = manifestOf(errand.matter) !== undefined
  const query = { bundle: errand.matter, limit: 50 } as never
  const cases = isBundle ? (may(await theirs.call('GET /v1/cases', { query }))?.cases ?? []) : []
  const waiting = cases.filter(({ actions }) => actions.length > 0)
  const body = (
    <div data-idle="300">
      <p class="quiet">{`人员编号 ${errand.psn_no}，本次办理到 ${moment(errand.valid_to, visit.now)} 为止。`}</p>
      {waiting.map((kase) => (
        <Waiting kase={kase} here={here} undone={undone} now={visit.now} />
      ))}
      {await Start({ errand, theirs, here, undone })}
      <Rest cases={cases.filter(({ actions }) => actions.length === 0)} now={visit.now} />
      {waiting.length === 0 && startOf(errand.matter) === undefined ? <p>现在没有要这位办的事。</p> : null}
      <Acts acts={errand.acts} now={visit.now} />
      <Form action={here} label="结束办理" id="end">
        <button type="submit" name="do" value="end">
          结束
        </button>
      </Form>
    </div>
  )
  return { title, body, begin: true, ...fault }
}

type PartProps = { here: string; undone: Undone | undefined }

/** What a case asks of the person; taking it back comes last. */
function Waiting({ kase, here, undone, now }: PartProps & { kase: Case; now: string }) {
  const { case_id, bundle, actions, due_at } = kase
  const kinds = [...(manifestOf(bundle)?.actions ?? []), withdraw].filter(({ action }) => actions.includes(action))
  return (
    <section aria-label={bundleTitles[bundle] ?? bundle}>
      <h2>{`${bundleTitles[bundle] ?? bundle}${due_at ? `，${moment(due_at, now)} 前` : ''}`}</h2>
      {kinds.map(({ action, title, body }) => {
        const name = `${case_id} ${action}`
        const again = undone?.form === name ? undone.again : undefined
        return (
          <Form action={here} again={again} label={title}>
            <input type="hidden" name="form" value={name} />
            <Fields fields={fieldsOffered(body, kase)} again={again} scope={`${case_id}-${action}-`} />
            <button type="submit" name="do" value="act" class={action === withdraw.action ? undefined : 'main'}>
              {title}
            </button>
          </Form>
        )
      })}
    </section>
  )
}

/** What the person may begin, filled in with all that the registers hold. */
async function Start({ errand: { matter }, theirs, here, undone }: PartProps & { errand: Errand; theirs: Client }) {
  const form = manifestOf(matter)?.form
  if (!form || startOf(matter) === undefined) return null
  const known = may(await theirs.call('GET /v1/forms/{bundle}', { path: { bundle: matter } as never }))
  if (!known) return null
  const again = undone?.form === 'start' ? undone.again : undefined
  // Who it is for stands before us.
  const fields = fieldsAsked(form, known.choices).filter(({ name }) => name !== 'psn_no')
  return (
    <section aria-label="新办">
      <h2>新办</h2>
      <Form action={here} again={again} label="新办">
        <input type="hidden" name="form" value="start" />
        <Fields fields={fields} written={writtenOf(known.prefilled)} again={again} scope="start-" />
        <button type="submit" name="do" value="start" class="main">
          提交
        </button>
      </Form>
    </section>
  )
}

function Rest({ cases, now }: { cases: readonly Case[]; now: string }) {
  if (cases.length === 0) return null
  return (
    <section aria-label="其他办件">
      <h2>其他办件</h2>
      <ul>
        {cases.map(({ status, started_at }) => (
          <li>{`${moment(started_at, now)} 开始，${statusNames[status]}`}</li>
        ))}
      </ul>
    </section>
  )
}

const actNames = { done: '已办', 'to-check': '等经办人员核对', returned: '已退回' } as const

function Acts({ acts, now }: { acts: Errand['acts']; now: string }) {
  if (acts.length === 0) return null
  return (
    <section aria-label="这次办了">
      <h2>这次办了</h2>
      <ul>
        {acts.map(({ at, status }) => (
          <li>{`${moment(at, now)} ${actNames[status]}`}</li>
        ))}
      </ul>
    </section>
  )
}

/** 「查找」: by a whole number, sent in a form, for numbers in addresses end up in logs; and a case that was found. */
import type { Answer } from '../../../shared/client/index.ts'
import { foundNames } from '../../api/finding/search.ts'
import { statusNames } from '../../api/schemas.ts'
import { bundleTitles } from '../../bundles/all.ts'
import { may, need } from '../frame/client.ts'
import { again, type Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { moment } from '../frame/values.tsx'
import { Grounds, Timeline } from './case-parts.tsx'
import type { DeskVisit, Officer } from './tasks.ts'

type Found = Answer<'POST /v1/search'>['results'][number]
type CaseSummary = Answer<'GET /v1/cases'>['cases'][number]

/** Serves both. */
export function serveSearch(pages: Pages<Officer>): void {
  pages.get('/desk/search', () => ({
    title: '查找',
    body: <p>在上面「查找」里输入完整的编号：身份证、人员、办件、待办、缴费单……</p>,
  }))
  pages.post('/desk/search', found)
  pages.get('/desk/cases/:case_id', drawCase)
}

async function found(visit: DeskVisit, form: Posted): Promise<Drawn> {
  const q = form.written.q?.trim() ?? ''
  const result = await visit.api.call('POST /v1/search', { body: { q } })
  if (!result.ok) {
    const { detail, status, faults } = again(form, result)
    return { title: '查找', fault: faults[0]?.message ?? detail, status, body: null }
  }
  const { results } = result.body
  const people = [...new Set(results.filter(({ kind }) => kind === 'person').map(({ psn_no }) => psn_no))]
  const lists = await Promise.all(
    people.map((psn_no) => visit.api.call('GET /v1/cases', { query: { psn_no, limit: 50 } })),
  )
  const cases = lists.flatMap((list) => may(list)?.cases ?? [])
  const body =
    results.length === 0 ? (
      <p>没有找到，或者不在您的统筹区。请核对编号，要写完整。</p>
    ) : (
      <>
        <section aria-label="找到的">
          <h2>找到的</h2>
          <ul class="found">
            {results.map((one) => (
              <li>
                <Hit found={one} />
              </li>
            ))}
          </ul>
        </section>
        <CaseList cases={cases} visit={visit} />
      </>
    )
  return { title: '查找', said: results.length === 0 ? '没有找到。' : `找到 ${results.length} 个。`, begin: true, body }
}

/** Where a number leads: a case and a task have a page, of a person the cases are listed below. */
function Hit({ found: { kind, id, psn_no, psn_name } }: { found: Found }) {
  const text = `${foundNames[kind]}：${psn_name}，人员编号 ${psn_no}`
  const paths: Partial<Record<string, string>> = { case: `/desk/cases/${id}`, task: `/desk/tasks/${id}` }
  const path = paths[kind]
  return path === undefined ? <span>{text}</span> : <a href={path}>{text}</a>
}

function CaseList({ cases, visit }: { cases: readonly CaseSummary[]; visit: DeskVisit }) {
  if (cases.length === 0) return null
  return (
    <section aria-label="办件">
      <h2>办件</h2>
      <ul>
        {cases.map(({ case_id, bundle, status, started_at }) => (
          <li>
            <a href={`/desk/cases/${case_id}`}>
              {`${bundleTitles[bundle] ?? bundle}：${statusNames[status]}，${moment(started_at, visit.now)} 开始`}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function drawCase(visit: DeskVisit): Promise<Drawn> {
  const path = { case_id: visit.param('case_id') }
  const found = need(await visit.api.call('GET /v1/cases/{case_id}', { path }))
  const why = need(await visit.api.call('GET /v1/cases/{case_id}/why', { path }))
  const body = (
    <>
      <section aria-label="现在">
        <h2>现在</h2>
        <p>{`${statusNames[found.status]}，${moment(found.started_at, visit.now)} 开始${found.due_at ? `，${moment(found.due_at, visit.now)} 前办完` : ''}`}</p>
      </section>
      <section aria-label="办理经过">
        <h2>办理经过</h2>
        <Timeline found={found} now={visit.now} />
      </section>
      <section aria-label="依据">
        <h2>依据</h2>
        <Grounds why={why} />
      </section>
    </>
  )
  return { title: bundleTitles[found.bundle] ?? found.bundle, body }
}

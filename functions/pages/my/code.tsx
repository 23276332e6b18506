/** 「医保码」: one's own, a dependant's, or that of somebody who has given a mandate to show it. Nothing of it is kept. */
import encodeQR from 'qr'
import { epochMs, parseInstant } from '../../../shared/calendar/index.ts'
import { may, need } from '../frame/client.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { fewest, isElder } from './elder.tsx'
import type { Citizen } from './whose.ts'

/** The page `/my/code`; whose code is asked for stands in the form, never in an address. */
export function servedCode(pages: Pages<'citizen'>): void {
  pages.get('/my/code', (visit) => drawCode(visit, undefined))
  pages.post('/my/code', (visit, form) => drawCode(visit, form.written.psn_no))
}

async function drawCode(visit: Citizen, wanted: string | undefined): Promise<Drawn> {
  const body = wanted === undefined ? {} : { psn_no: wanted }
  const [made, family] = await Promise.all([visit.api.call('POST /v1/credentials', { body }), familyOf(visit)])
  // A number of nobody in the family is not said back.
  const shown = family.find(({ psn_no }) => psn_no === wanted)?.psn_no ?? visit.subject.psn_no
  const name = family.find(({ psn_no }) => psn_no === shown)?.psn_name ?? ''
  const others = family.filter(({ psn_no }) => psn_no !== shown)
  return {
    title: '医保码',
    ...(made.ok ? {} : { fault: made.problem.detail, status: made.status || 503 }),
    body: (
      <>
        <section aria-label={`${name}的医保码`} class="code" id="code" data-credential={shown}>
          <h2>{name}</h2>
          {made.ok ? <Code qr={made.body.qr} seconds={secondsTo(made.body.expires_at, visit)} /> : null}
          <form method="post" action="/my/code" data-form>
            <input type="hidden" name="psn_no" value={shown} />
            <button type="submit">换一个新码</button>
          </form>
        </section>
        {others.length === 0 ? null : (
          <div class="row">
            {(isElder(visit) ? others.slice(0, fewest) : others).map(({ psn_no, psn_name }) => (
              <form method="post" action="/my/code" data-form>
                <input type="hidden" name="psn_no" value={psn_no} />
                <button type="submit">{psn_name}的码</button>
              </form>
            ))}
          </div>
        )}
      </>
    ),
  }
}

/** The code as a drawing, and how long it holds. */
function Code({ qr, seconds }: { qr: string; seconds: number }) {
  const modules = encodeQR(qr, 'raw', { ecc: 'low', border: 4 })
  const side = modules.length
  const squares = modules.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <>
      <svg class="qr" role="img" aria-label="医保码" viewBox={`0 0 ${side} ${side}`} shape-rendering="crispEdges">
        <rect width={side} height={side} fill="#fff" />
        <path d={squares.join('')} fill="#000" />
      </svg>
      <p>
        还有
        <span role="timer" aria-label="剩余秒数" data-seconds={seconds}>
          {seconds}
        </span>
        秒，到时自动换新。给医院或窗口扫一下就行。
      </p>
    </>
  )
}

const secondsTo = (expires: string, { now }: Citizen): number => {
  const end = parseInstant(expires)
  return end === undefined ? 0 : Math.max(0, Math.floor((epochMs(end) - epochMs(now)) / 1000))
}

/** Who they are themselves, their dependants, and whose code they may show; by name. */
async function familyOf(visit: Citizen): Promise<{ psn_no: string; psn_name: string }[]> {
  const [me, mandates] = await Promise.all([
    visit.api.call('GET /v1/me').then(need),
    visit.api.call('GET /v1/mandates').then(may),
  ])
  const shown = (mandates?.mandates ?? []).flatMap(({ as, status, scopes, other: { psn_no, psn_name } }) =>
    as === 'helper' && status === 'active' && scopes.includes('show') && psn_no ? [{ psn_no, psn_name }] : [],
  )
  const all = [me, ...me.dependants, ...shown].map(({ psn_no, psn_name }) => [psn_no, { psn_no, psn_name }] as const)
  return [...new Map(all).values()]
}

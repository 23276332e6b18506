/** 「首页」: what needs them, what is under way, what is done; their own and of those in their care. */
import type { Cases } from '../../../shared/client/index.ts'
import { may, need } from '../frame/client.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import { limitText, moment } from '../frame/values.tsx'
import { fewest, isElder, More } from './elder.tsx'
import { type Citizen, cursorIn, type Whose, whoseIn } from './whose.ts'
import { titleOf, waitInWords } from './words.ts'

type Summary = Cases['cases'][number]

const isOpen = ({ status }: Summary) => status === 'running' || status === 'waiting'
const needsThem = (one: Summary) => isOpen(one) && one.waiting_for?.actor === 'citizen'

/** Groups of a home page, in the order in which an eye should find them. */
const groups = [
  { name: '需要您办的', has: needsThem, none: '现在没有要您办的事。该办的会自动办，要您动手时会发消息。' },
  { name: '正在办', has: (one: Summary) => isOpen(one) && !needsThem(one), none: '现在没有正在办的事。' },
  { name: '办好了', has: (one: Summary) => !isOpen(one), none: '还没有办好的事。' },
] as const

/** A page shows so many cases of each group; there is a page of all of them. */
const mostShown = 20

/** The pages `/my` and `/my/cases`. */
export function servedHome(pages: Pages<'citizen'>): void {
  pages.get('/my', drawHome)

  pages.get('/my/cases', async (visit) => {
    const whose = await whoseIn(visit)
    const limit = isElder(visit) ? fewest : mostShown
    const page = need(await whose.api.call('GET /v1/cases', { query: { limit, ...cursorIn(visit) } }))
    return {
      title: '全部办件',
      body: (
        <>
          {page.cases.length === 0 ? <p>还没有办件。</p> : null}
          <CaseList cases={page.cases} names={new Map()} whose={whose} now={visit.now} />
          <More show={page.cursor !== undefined} href={whose.at(`/my/cases?cursor=${page.cursor}`)}>
            再看以前的
          </More>
        </>
      ),
    }
  })
}

async function drawHome(visit: Citizen): Promise<Drawn> {
  const whose = await whoseIn(visit)
  const [{ cases }, me, asked] = await Promise.all([
    whose.api.call('GET /v1/cases', { query: { limit: 100 } }).then(need),
    whose.api.call('GET /v1/me').then(may),
    whose.api.call('GET /v1/me/surveys').then(may),
  ])
  const surveys = asked?.surveys.length ?? 0
  const names = new Map((me?.dependants ?? []).map(({ psn_no, psn_name }) => [psn_no, psn_name]))
  const most = isElder(visit) ? fewest - Math.min(surveys, 1) : mostShown
  let left = most
  const shown = groups.map(({ name, has, none }) => {
    const all = cases.filter(has)
    const some = all.slice(0, left)
    left -= some.length
    return { name, none, all, some }
  })
  return {
    title: whose.other ? `${whose.other.name}的医保` : '首页',
    body: (
      <>
        {shown.map(({ name, none, all, some }) => (
          <section aria-label={name}>
            <h2>{name}</h2>
            {all.length === 0 ? <p>{none}</p> : <CaseList cases={some} names={names} whose={whose} now={visit.now} />}
            {all.length > some.length ? (
              <p>
                {some.length === 0 ? '有' : '还有'}
                {all.length - some.length}件。
              </p>
            ) : null}
          </section>
        ))}
        <More show={surveys > 0} href={whose.at('/my/surveys')}>
          说说看病怎么样（{surveys}次）
        </More>
        <More show={cases.length > most - left} href={whose.at('/my/cases')}>
          看全部
        </More>
      </>
    ),
  }
}

interface Listed {
  readonly cases: readonly Summary[]
  readonly names: ReadonlyMap<string, string>
  readonly whose: Whose
  readonly now: string
}

function CaseList({ cases, names, whose, now }: Listed) {
  return (
    <ul class="cases">
      {cases.map((one) => (
        <li>
          <a class="choice" href={whose.at(`/my/cases/${one.case_id}`)}>
            <span class="strong">{nameOf(one, names)}</span>
            <State of={one} whose={whose} now={now} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function nameOf({ bundle, psn_no }: Summary, names: ReadonlyMap<string, string>): string {
  const name = psn_no === undefined ? undefined : names.get(psn_no)
  return name === undefined ? titleOf(bundle) : `${titleOf(bundle)}（${name}）`
}

function State({ of, whose, now }: { of: Summary; whose: Whose; now: string }) {
  const { status, waiting_for, updated_at } = of
  if (!waiting_for || !isOpen(of)) {
    const state = isOpen(of) ? '正在办' : ended[status as keyof typeof ended]
    return (
      <span>
        {state}，{moment(updated_at, now)}
      </span>
    )
  }
  return (
    <>
      <span>{waitInWords(waiting_for, whose.other?.name)}</span>
      {waiting_for.until === undefined ? null : <span class="hint">最晚{limitText(waiting_for.until, now)}</span>}
    </>
  )
}

const ended = { done: '办好了', rejected: '没有办成', withdrawn: '不再办理' } as const

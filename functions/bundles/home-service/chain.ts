/** The bundle `home-service`: ask (a point) → visit → (no: ask the next) → done; none left: assign → done, or visit (RULES.md). */
import { dayOf } from '../../../shared/calendar/index.ts'
import type { Ctx, Decision, Start } from '../../../shared/chain/chain.ts'
import { areaOfCommunity } from '../../../shared/codes/communities.ts'
import { dueIn } from '../../../shared/policy/due.ts'
import { caseAbout } from '../../../shared/registers/cases.ts'
import { type PersonFile, put } from '../../../shared/registers/file.ts'
import type { At } from '../../../shared/registers/look.ts'
import { isLongAgo, type Matter } from '../../../shared/registers/rest.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import { heardKey } from '../../../shared/registers/rows/heard.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { homeDays, valueIn } from './parameters.ts'
import { homeServiceBundle } from './reference.ts'
import { type AskedFor, aboutOf, visitAsked, visitsIn } from './rules/asked.ts'
import { chain, end, type HomeServiceState, stateIn } from './state.ts'
import { ask, assign, visit } from './steps/visit.ts'
import { texts } from './texts.ts'

/** The case of what was asked for by a request. */
export function visitCase(file: PersonFile, request: string): CaseRow | undefined {
  const fact = file.all('heard').find(({ type, id }) => type === visitAsked.type && id === request)
  return fact && caseAbout(file, homeServiceBundle.prefix, heardKey(fact))
}

function startOf(asked: AskedFor, { look, today }: At): Start<HomeServiceState> {
  const { matter, community } = asked.data
  const admdvs = areaOfCommunity(community)
  const begins = dayOf(asked.time)
  const due = dueIn({ look, today }, admdvs, valueIn(look, homeDays, admdvs, begins), begins)
  const about = aboutOf(asked)
  return {
    about,
    state: { about, openedAt: asked.time, matter, community, due, asked: [] },
    admdvs,
    begins,
    since: asked.time,
    due,
    say: texts.opened(due.at),
    actor: 'citizen',
  }
}

/** Before every step: nobody goes to who has died (RULES.md 3.4). */
const overrides = ({ file }: Ctx<HomeServiceState>): Decision<HomeServiceState, never> | undefined =>
  file.died === undefined ? undefined : end('withdrawn', { reason: 'deceased' }, { say: texts.died() })

/** Cases that ended a while ago, each with what was asked for. */
const restingCases = (file: PersonFile, at: At): Matter[] =>
  file.all('case').flatMap((row) => {
    const ended = row.bundle === homeServiceBundle.bundle ? endOf(row) : undefined
    if (ended === undefined || !isLongAgo(at, 'settled', ended)) return []
    const fact = file.one('heard', stateIn(row).about)
    return [{ cases: [row], rows: fact ? [put('heard', fact)] : [] }]
  })

/** The chain of the bundle. */
export const homeServiceChain = chain({
  ...homeServiceBundle,
  title: '上门服务',
  first: 'ask',
  steps: { ask, visit, assign },
  starts: (file, at) => visitsIn(file).map((asked) => startOf(asked, at)),
  overrides,
  // When somebody must come rests on parameters, what it came to does not.
  anew: () => undefined,
  atEnd: restingCases,
})

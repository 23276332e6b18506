/** A person's right to a copy (个人信息保护法 45) of all that is held on them, in one call, and to whom to turn with it. */
import * as z from 'zod'
import { pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import type { Journal } from '../../../shared/table/journal.ts'
import { manifests } from '../../bundles/index.ts'
import { mayActFor } from '../../calls/household.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { entryIn } from '../views.ts'
import { heldOf } from './held.ts'
import { journalPage } from './journal.ts'
import { exportSchema } from './schema.ts'

/** A whole file is read, and all of a journal's page: so many other calls. */
const weight = 40

const correction =
  '信息不对的，请向报送它的单位提出：身份、户籍信息找公安机关，参保和缴费找用人单位或税务部门，就诊和费用找定点医药机构，' +
  '待遇和办件找参保地医保经办机构；更正以后这里随之改变，受影响的办件会重新核定。也可以拨打 12393 医保服务热线。'

const notHere = ['谁查看过这些信息：向参保地医保经办机构申请查询', '法定保存期满已经删除的内容']

const bundleByPrefix = new Map(manifests.map(({ chain: { prefix, bundle } }) => [prefix, bundle]))

const saidIn = ({ at, lines }: Journal) =>
  lines.map(({ case_id, step, text, actor, template }) => {
    const bundle = bundleByPrefix.get(case_id.slice(0, 2))
    // What somebody was told outside of any case is no step's.
    const of = { case_id, ...(bundle ? { bundle } : {}), ...(step === '' ? {} : { step }) }
    return { at, ...of, text, actor, ...(template ? { template } : {}) }
  })

function entriesIn(file: PersonFile, pids: readonly PersonFile['pid'][], journals: readonly Journal[]) {
  const areas = file.all('account').map(({ insu_admdvs }) => insu_admdvs)
  return journals.flatMap(({ at, move }) =>
    move.flatMap((one) =>
      areas.flatMap((insu_admdvs) =>
        pids.flatMap((pid) => entryIn(pid, insu_admdvs, at, one).map((entry) => ({ insu_admdvs, ...entry }))),
      ),
    ),
  )
}

export const exportRoute: Route = route('GET /v1/me/export', {
  access: { citizen: 'household' },
  tag: '我的',
  summary: '我的信息的副本：系统里有的全部内容，也可以替所监护的家人要；一页放不下的接着翻',
  query: z.object({ psn_no: z.string().optional(), cursor: z.string().max(2000).optional() }),
  answer: exportSchema,
  weight,
  async handler({ ports, births, subject, query }) {
    const file = await loadWholeSnapshot(ports, pidOf(ports.keys, query.psn_no ?? subject.psn_no))
    const { person } = file
    if (!person || !(await mayActFor({ ports, births }, subject.psn_no, file))) return notFound()
    const { pids, journals, place } = await journalPage(ports, file, query.cursor)
    return {
      body: {
        psn_no: person.psn_no,
        made_at: ports.clock.now(),
        ...(query.cursor === undefined ? { held: await heldOf(ports, file, person) } : {}),
        said: journals.flatMap(saidIn),
        entries: entriesIn(file, pids, journals),
        correction,
        not_here: notHere,
        ...(place ? { cursor: place } : {}),
      },
    }
  },
})

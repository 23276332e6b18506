/** Dose watch (RULES.md 5): an institution asks, before it settles, whether somebody has a drug in hand already. */
import * as z from 'zod'
import { certnoFits, fixmedinsCode, isNamed, number, time, unnamed, who } from '../../../events/fields.ts'
import { drugSupplied } from '../../../events/subjects/settlement.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { NATION } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { World } from '../../../shared/engine/world.ts'
import { numberHashOf, type Pid, pidOf } from '../../../shared/identity/index.ts'
import { formatYuan, yuan } from '../../../shared/money/index.ts'
import { settlementsOf } from '../../../shared/registers/care/settlements.ts'
import { mainRelationOn } from '../../../shared/registers/relation.ts'
import { schemas } from '../../../shared/schemas.ts'
import { loadWholeSnapshot } from '../../../shared/table/files.ts'
import { numberKey } from '../../../shared/table/keys.ts'
import { shown } from '../../../shared/tasks/kind.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { missesOf } from '../../calls/misses.ts'
import { notFound, problem } from '../../calls/problem.ts'
import { personUnknown } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { maxSupplyDays, valueIn } from './parameters.ts'
import { doseLines, suppliesIn } from './rules/doses.ts'
import { doseTexts } from './texts.ts'

const question = z
  .object({
    mdtrt_id: number('就诊编号'),
    fixmedins_code: fixmedinsCode,
    ...who,
    begntime: time('就诊开始时间'),
    drugs: z.array(drugSupplied).min(1, { error: '至少写一种药' }).max(200, { error: '一次最多问200种药' }),
  })
  .refine(isNamed, unnamed)
  .check(certnoFits)

const answer = z.object({
  mdtrt_id: z.string(),
  lines: z.array(
    z.object({
      med_list_codg: z.string(),
      in_hand_days: z.int().meta({ description: '手里还有多少天的量' }),
      allowed_days: z.int().meta({ description: '这次可以支付多少天' }),
      over_days: z.int().meta({ description: '超出多少天' }),
      in_scope_amt: shown.money(schemas),
      psn_amt: shown.money(schemas).meta({ description: '超出部分，由本人自费' }),
    }),
  ),
  message: z.string(),
})

/** Kind of question, in the count of those about people whom nobody knows. */
const asksAbout = 'dose-checks'

/** What stands for the person asked about, known or not, and whose file that is. */
async function personIn({ table, keys }: Ports, { psn_no, certno = '', psn_cert_type }: z.output<typeof question>) {
  if (psn_no !== undefined) {
    const pid = pidOf(keys, psn_no)
    return { about: pid as string, pid }
  }
  const hash = numberHashOf(keys, certno, psn_cert_type)
  return { about: hash as string, pid: (await table.get(numberKey(hash)))?.d as Pid | undefined }
}

export const routes: readonly Route[] = [
  route('POST /v1/dose-checks', {
    access: { institution: 'asked' },
    tag: '就诊',
    summary: '开药前问：同一种药手里还有多少天的量，这次多少天可以支付；不留下任何记录',
    en: 'Before drugs are supplied: how many days of each are in hand already, and how many are paid for; nothing is kept',
    body: called('DoseQuestion', question),
    answer: called('DoseAnswer', answer),
    problems: personUnknown,
    example: {
      mdtrt_id: 'M1',
      fixmedins_code: 'H13010200001',
      psn_no: '13000000000000100001',
      begntime: '2026-03-15T09:00:00+08:00',
      drugs: [{ med_list_codg: 'XB01AFL015A001010100001', prd_days: 56, det_item_fee_sumamt: '280.00' }],
    },
    async handler({ ports, subject, body }) {
      const { fixmedins_code } = subject
      if (body.fixmedins_code !== fixmedins_code) return notFound()
      const misses = missesOf(ports.table, ports.clock)
      const refusal = await misses.refusal(asksAbout, fixmedins_code)
      if (refusal) return refusal
      const { about, pid } = await personIn(ports, body)
      const [file] = await Promise.all([
        pid && loadWholeSnapshot(ports, pid),
        audited(ports, subject, 'dose-check.ask', about, { mdtrt_id: body.mdtrt_id }),
      ])
      if (!file?.person) {
        const tooMany = await misses.miss(asksAbout, fixmedins_code)
        return tooMany ?? problem(404, 'person-unknown', '没有查到此人的医保信息，请核对人员编号或证件号码。')
      }
      const on = dayOf(body.begntime)
      const area = mainRelationOn(file, on)?.relation.insu_admdvs ?? NATION
      const world = new World(ports)
      const most = await world.loading(() => valueIn(world.look, maxSupplyDays, area, on))
      const asked = body.drugs.map(({ det_item_fee_sumamt, ...one }) => ({ ...one, fee: yuan(det_item_fee_sumamt) }))
      const lines = doseLines(suppliesIn(settlementsOf(file)), asked, { on, most }).map(
        ({ inScope, own, ...days }) => ({
          ...days,
          in_scope_amt: formatYuan(inScope),
          psn_amt: formatYuan(own),
        }),
      )
      return { body: { mdtrt_id: body.mdtrt_id, lines, message: doseTexts.message(lines) }, passing: true }
    },
  }),
]

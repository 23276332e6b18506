/** A policy pack of the sample day: what is found from the registers, and goes to whom it concerns, whoever's story it is. */
import type { Script } from '../../events/samples/script.ts'

/** Its id. */
export const packOfTheDay = 'P2026-1'

const pack = {
  title: '快到退休年龄的职工',
  parts: {
    what: '您再过几个月就到法定退休年龄了。',
    why: '在{area}参加职工医保，缴够年限的，退休以后不用再缴费。',
    do: '可以先在小程序里看看缴费月数够不够。',
    by: '办理退休以前。',
    ask: '{area}医保经办窗口，或拨打 12393。',
  },
  admdvs: '130000',
  audience: { insutype: '310', psn_insu_stas: '1', retires_within_months: 6 },
  standing: true,
  from: '2026-03-02',
  to: '2026-03-08',
  source: '示例',
}

/** An operator writes it, releases it, and looks at what came of it. */
export function tellPack(script: Script): void {
  const as = { role: 'operator' } as const
  const path = `/v1/packs/${packOfTheDay}`
  script.call(script.at(0, '10:00'), { as, method: 'PUT', path, body: pack, expect: { status: 'draft' } })
  script.call(script.at(0, '10:00'), { as, method: 'POST', path: `${path}/release`, expect: { status: 'released' } })
  script.call(script.at(1, '17:00'), { as, method: 'GET', path, expect: { status: 'released' } })
}

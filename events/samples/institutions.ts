/** The institutions of a sample day: whatever one its events name is registered before the day begins. */
import { areaName, areaOfInstitution } from '../../shared/codes/index.ts'
import type { Draft } from './draft.ts'
import type { Script } from './script.ts'

/** Registers those that are named so far. One that once says it settles nothing of other places does not. */
export function tellInstitutions(script: Script, draft: Draft): void {
  const enabled = new Map<string, boolean>()
  for (const step of draft.steps) {
    if (step.do !== 'send' || draft.bad.has(step.event.id)) continue
    const { fixmedins_code: code, cross_region_enabled: says = true } = step.event.data
    if (typeof code === 'string') enabled.set(code, says === true && enabled.get(code) !== false)
  }
  for (const code of [...enabled.keys()].sort()) {
    const number = Number(code.slice(7))
    script.send(script.at(0, '05:00'), 'institution.registered', {
      fixmedins_code: code,
      fixmedins_name: `${areaName(areaOfInstitution(code) ?? '')}第${number}人民医院（测试）`,
      admdvs: code.slice(1, 7),
      hosp_lv: number === 1 ? '02' : '05',
      cross_region_enabled: enabled.get(code),
    })
  }
}

/** Families who share accounts: at desks that die half-way, by reports in any order, ended, corrected and given back. */
import { giveBackAtDesk, payAtDesk } from '../../../../functions/bundles/family-sharing/desk-routes.ts'
import { endShare, grant } from '../../../../functions/bundles/family-sharing/rules/grant.ts'
import { birthCases } from '../../../../functions/bundles/newborn/reference.ts'
import { addDays, dayOf } from '../../../../shared/calendar/index.ts'
import type { Rules } from '../../../../shared/chain/settle.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import type { Ports } from '../../../../shared/engine/ports.ts'
import { pidOf } from '../../../../shared/identity/index.ts'
import { type Fen, fen } from '../../../../shared/money/index.ts'
import { sharesAs } from '../../../../shared/registers/family/shares.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import { testKeys } from '../../../support/stack.ts'

export const lives: readonly Life[] = [{ weight: 1, alike: 1, lead: sharing }]

interface Api {
  ports: Ports
  rules: Rules
}
interface Bill {
  psn_no: string
  setl_id: string
  amt: Fen
}

const fixmedins_code = 'H13010200001'

export const calls = {
  grants: ({ ports, rules }: Api, { holder, user, limit }: { holder: string; user: string; limit?: Fen }) =>
    handle(ports, rules, pidOf(testKeys, holder), {
      apply: grant({ user: pidOf(testKeys, user), relation: 'spouse', commitment: true, limit }, birthCases),
    }),
  ends: ({ ports, rules }: Api, { holder }: { holder: string }) =>
    handle(ports, rules, pidOf(testKeys, holder), {
      apply: (file, at) => endShare(sharesAs('holder', file)[0]?.share_id ?? '', birthCases)(file, at),
    }),
  pays: ({ ports, rules }: Api, { psn_no, setl_id, amt }: Bill) =>
    payAtDesk(ports, rules, pidOf(testKeys, psn_no), { setl_id, fixmedins_code, amt, own_only: false }),
  backs: ({ ports, rules }: Api, { psn_no, setl_id }: Bill) =>
    giveBackAtDesk(ports, rules, pidOf(testKeys, psn_no), { setl_id, fixmedins_code }),
}

const areas = ['130100', '130200', '130300']

/** Two who may both give and use. */
function sharing(script: Script, person: number): void {
  const { random } = script
  const span = Math.max(2, Math.round((Date.parse(script.end) - Date.parse(script.start)) / 86_400_000))
  const someDay = () => addDays(dayOf(script.start), random.int(0, span - 1))
  const numbers = [person, 400 + person].map((n) => {
    const { psn_no } = registerPerson(script, n, { owner: person })
    const from = addDays(dayOf(script.start), -random.int(30, 900))
    const home = random.pick(areas)
    const data = { psn_no, insu_admdvs: home, insutype: '310', psn_type: '11', psn_insu_date: from }
    script.report(person, 'enrolment.registered', data, script.momentOn(from))
    for (let nth = random.int(1, 3); nth > 0; nth--) {
      const amt = `${random.int(1, 900)}.${random.int(10, 99)}`
      const on = random.chance(0.6) ? from : someDay()
      script.report(person, 'account.credited', { psn_no, insu_admdvs: home, amt }, script.momentOn(on))
    }
    return { psn_no, home, nth: n < 400 ? 'a' : 'b' }
  })
  const call = (name: keyof typeof calls, body: object) =>
    script.happenings.push({
      at: script.momentOn(someDay()),
      person,
      call: { bundle: 'family-sharing', name, body },
    })
  const either = () => (random.chance(0.7) ? numbers : numbers.toReversed()) as typeof numbers
  for (let nth = random.int(1, 4); nth > 0; nth--) {
    const [holder, user] = either()
    const limit = random.chance(0.3) ? { limit: fen(random.int(1, 60_000)) } : {}
    call('grants', { holder: holder?.psn_no, user: user?.psn_no, ...limit })
    if (random.chance(0.3)) call('ends', { holder: holder?.psn_no })
  }
  for (let nth = random.int(2, 10); nth > 0; nth--) {
    const [holder, user] = either()
    const setl_id = `F${script.seed}.${person}.${random.int(1, 5)}`
    const amt = random.int(1, 60_000)
    if (random.chance(0.6)) call('pays', { psn_no: user?.psn_no, setl_id: `${setl_id}.${user?.nth}`, amt: fen(amt) })
    if (random.chance(0.2)) call('backs', { psn_no: user?.psn_no, setl_id: `${setl_id}.${user?.nth}` })
    if (random.chance(0.4)) {
      const data = { psn_no: holder?.psn_no, insu_admdvs: holder?.home, amt: (amt / 100).toFixed(2) }
      const by = { setl_id: `${setl_id}.${user?.nth}`, user_psn_no: user?.psn_no }
      script.report(person, 'account.spent', { ...data, ...by }, script.momentOn(someDay()))
    }
  }
}

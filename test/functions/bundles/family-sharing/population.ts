/**
 * Families who share accounts: at desks that die half-way, by reports in any order, ended, corrected and given back; and
 * parents who pay a newborn's premium, which the bank settles or returns and the tax office reports, or does not.
 */
import { giveBackAtDesk, payAtDesk } from '../../../../functions/bundles/family-sharing/desk-routes.ts'
import { endShare, grant } from '../../../../functions/bundles/family-sharing/rules/grant.ts'
import { askPremium } from '../../../../functions/bundles/family-sharing/rules/premium.ts'
import { birthCases } from '../../../../functions/bundles/newborn/reference.ts'
import { addDays, dayOf } from '../../../../shared/calendar/index.ts'
import type { Rules } from '../../../../shared/chain/settle.ts'
import { handle } from '../../../../shared/engine/handle.ts'
import type { Ports } from '../../../../shared/engine/ports.ts'
import { childPsnNo, pidOf } from '../../../../shared/identity/index.ts'
import { type Fen, fen } from '../../../../shared/money/index.ts'
import { sharesAs } from '../../../../shared/registers/family/shares.ts'
import { loadSnapshot } from '../../../../shared/table/files.ts'
import type { Life } from '../../../simulator/bundles.ts'
import { registerPerson, type Script } from '../../../simulator/population/people.ts'
import { testKeys } from '../../../support/stack.ts'

export const lives: readonly Life[] = [
  { weight: 1, alike: 1, lead: sharing },
  { weight: 0.5, alike: 0.5, lead: expecting },
]

interface Api {
  ports: Ports
  rules: Rules
}
interface Bill {
  psn_no: string
  setl_id: string
  amt: Fen
}
/** What a parent asks for: whatever bill the child of the certificate has. */
interface Asked {
  holder: string
  birth_cert_no: string
  /** Of the request: who gets no answer calls again with the same. */
  id: string
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
  async premium({ ports, rules }: Api, { holder, birth_cert_no, id }: Asked) {
    const user = pidOf(testKeys, childPsnNo(testKeys, birth_cert_no))
    const pid = pidOf(testKeys, holder)
    await handle(ports, rules, pid, { apply: grant({ user, relation: 'child', commitment: true }, birthCases) })
    const [bill] = (await loadSnapshot(ports, user)).all('bill').sort((a, b) => (a.bill_no < b.bill_no ? -1 : 1))
    if (!bill) return
    const asked = askPremium({ bill_no: bill.bill_no, rested: undefined }, { id, time: ports.clock.now() })
    await handle(ports, rules, pid, { apply: asked })
  },
}

const areas = ['130100', '130200', '130300']

const lasts = ({ start, end }: Script) => Math.max(2, Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000))

/** Somebody with an account, and the area of it. */
function holderOf(script: Script, person: number, n: number) {
  const { random } = script
  const { psn_no, certno, psn_name } = registerPerson(script, n, { owner: person })
  const from = addDays(dayOf(script.start), -random.int(30, 900))
  const home = random.pick(areas)
  const data = { psn_no, insu_admdvs: home, insutype: '310', psn_type: '11', psn_insu_date: from }
  script.report(person, 'enrolment.registered', data, script.momentOn(from))
  for (let nth = random.int(1, 3); nth > 0; nth--) {
    const amt = `${random.int(1, 900)}.${random.int(10, 99)}`
    const on = random.chance(0.6) ? from : addDays(dayOf(script.start), random.int(0, lasts(script) - 1))
    script.report(person, 'account.credited', { psn_no, insu_admdvs: home, amt }, script.momentOn(on))
  }
  return { psn_no, certno, psn_name, home }
}

/** Parents who pay for their newborn, one of them or both. */
function expecting(script: Script, person: number): void {
  const { random } = script
  const parents = [holderOf(script, person, person), holderOf(script, person, 440 + person)]
  const birth = addDays(dayOf(script.start), random.int(0, Math.max(0, lasts(script) - 20)))
  const birth_cert_no = `F${String(random.int(0, 899_999_999)).padStart(9, '0')}`
  const data = {
    birth_cert_no,
    brdy: `${birth}T08:15:00+08:00`,
    gend: random.pick(['1', '2']),
    psn_name: '测试宝宝',
    fixmedins_code,
    insu_admdvs: random.pick(areas),
    guardians: parents.map(({ certno, psn_name }, nth) => ({ certno, psn_name, relation: nth ? 'father' : 'mother' })),
  }
  script.report(person, 'birth.certified', data, script.momentOn(addDays(birth, 1)))
  for (let nth = random.int(2, 6); nth > 0; nth--) {
    const at = script.momentOn(addDays(birth, random.int(1, 30)))
    const body = { holder: random.pick(parents).psn_no, birth_cert_no, id: `premium ${birth_cert_no} ${nth}` }
    if (at < script.end)
      script.happenings.push({ at, person, call: { bundle: 'family-sharing', name: 'premium', body } })
  }
}

/** Three who may all give and use. */
function sharing(script: Script, person: number): void {
  const { random } = script
  const someDay = () => addDays(dayOf(script.start), random.int(0, lasts(script) - 1))
  const numbers = [person, 440 + person, 445 + person].map((n, nth) => ({
    ...holderOf(script, person, n),
    nth: 'abc'.charAt(nth),
  }))
  const call = (name: keyof typeof calls, body: object) =>
    script.happenings.push({
      at: script.momentOn(someDay()),
      person,
      call: { bundle: 'family-sharing', name, body },
    })
  const either = () => (random.chance(0.6) ? numbers : random.shuffled(numbers))
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

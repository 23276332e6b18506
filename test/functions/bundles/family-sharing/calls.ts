/** How the tests of the API ask the calls that are the bundle's own. */
import { childPsnNo, pidOf } from '../../../../shared/identity/index.ts'
import { refOf } from '../../../../shared/registers/ids.ts'
import { institution } from '../../../support/api.ts'
import { certnoOf, credit, register } from '../../../support/people.ts'
import { testKeys } from '../../../support/stack.ts'
import type { OwnCalls } from '../../api/own-calls.ts'
import { certificate } from '../../api/town.ts'
import { birth } from '../newborn/scene.ts'
import { desk, home, scene } from './scene.ts'

const code = 'H13010200001'
const child = childPsnNo(testKeys, certificate)
/** The first share of the town's mother with her child. */
const shareId = refOf('SH', pidOf(testKeys, 'P000002'), `${pidOf(testKeys, child)}#0`)
const shared = { user_psn_no: child, user_psn_name: '测试宝宝', relation: 'child', commitment: true }

export const calls: OwnCalls = {
  asked: {
    'POST /v1/shares': () => ({ body: shared, tells: shareId }),
    'GET /v1/shares': () => ({ tells: shareId }),
    'DELETE /v1/shares/{share_id}': () => ({ path: `/v1/shares/${shareId}`, tells: 'ended' }),
    'POST /v1/share-premiums': () => ({ body: { bill_no: refOf('BL', pidOf(testKeys, child), 'none') } }),
    'POST /v1/account-payments': () => ({
      body: { setl_id: 'SP1', fixmedins_code: code, psn_no: child, amt: '1.00' },
      tells: 'rest',
    }),
    'DELETE /v1/account-payments/{setl_id}': () => ({
      path: `/v1/account-payments/SP1?psn_no=${child}`,
      tells: 'rest',
    }),
  },
  // The town has no bill of this number.
  refused: { 'POST /v1/share-premiums': 404 },
  carriedOut: {
    'POST /v1/shares': async (example) => {
      const { stack, api, me } = await scene()
      const psn = await register(stack, 2, { certno: '999999199001010024', psn_name: '测试二' })
      const enrolled = { psn_no: psn, insu_admdvs: home, insutype: '390', psn_type: '15', psn_insu_date: '2026-01-01' }
      await stack.happen('enrolment.registered', enrolled)
      return api.call(me, 'POST /v1/shares', example)
    },
    'POST /v1/share-premiums': async () => {
      const { stack, api, me } = await scene()
      const guardians = [{ certno: certnoOf(1), psn_name: '测试1', relation: 'mother' }]
      await stack.happen('birth.certified', birth('2026-03-01', { insu_admdvs: home, guardians }))
      const [{ psn_no: user_psn_no, psn_name: user_psn_name }] = (await api.call(me, 'GET /v1/me')).body.dependants
      await api.call(me, 'POST /v1/shares', { user_psn_no, user_psn_name, relation: 'child' })
      return api.call(me, 'POST /v1/share-premiums', { bill_no: stack.sent('tax')[0]?.data.bill_no })
    },
    'POST /v1/account-payments': async (example) => {
      const { api, holder } = await scene()
      const asked = { ...(example as object), psn_no: holder, fixmedins_code: desk }
      return api.call(institution(desk), 'POST /v1/account-payments', asked)
    },
  },
  async look({ api, citizens, stack }) {
    // Somebody of the day has a child whose premium is not paid yet.
    for (const who of citizens) {
      if (who.role !== 'citizen') continue
      const { body } = await api.call(who, 'GET', '/v1/shares')
      const [offer] = (body as { offers?: { psn_no: string; psn_name: string }[] }).offers ?? []
      if (!offer) continue
      const { psn_no: user_psn_no, psn_name: user_psn_name } = offer
      const made = await api.call(who, 'POST', '/v1/shares', { user_psn_no, user_psn_name, relation: 'child' })
      const bill = stack.sent('tax').findLast(({ data }) => data.psn_no === user_psn_no)
      const { share_id } = made.body as { share_id: string }
      for (const { insu_admdvs } of (await stack.file(who.psn_no)).all('relation'))
        await stack.happen('account.credited', credit(who.psn_no, insu_admdvs, '900.00'))
      const paid = bill && (await api.call(who, 'POST', '/v1/share-premiums', { bill_no: bill.data.bill_no }))
      await api.call(who, 'GET', '/v1/shares')
      await api.call(who, 'DELETE', `/v1/shares/${share_id}`)
      if (paid?.status === 201) break
    }
  },
}

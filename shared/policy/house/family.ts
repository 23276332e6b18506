/**
 * What families may do for one another (behalf/RULES.md 1): how many may help whom, and for how long; and the credential
 * that they show (credentials/RULES.md 1).
 */
import { NATION } from '../../codes/index.ts'
import { type AnyParameter, expects, parameter, values } from '../parameter.ts'

const wuhan = '武汉“亲情账户”的说法：一人最多帮五人，一人最多由两人帮'

/** Persons whom one helper may help at a time, by the insured place of each who is helped. */
export const helpedMost = parameter({
  name: 'helped_most',
  title: '一个人最多帮几个家人办',
  expects: expects.count,
  value: values.count,
  rows: [{ admdvs: NATION, value: 5, standing: 'to-confirm', source: wuhan }],
})

/** Helpers whom one person may have at a time. */
export const helpersMost = parameter({
  name: 'helpers_most',
  title: '一个人最多由几个家人帮着办',
  expects: expects.count,
  value: values.count,
  rows: [{ admdvs: NATION, value: 2, standing: 'to-confirm', source: wuhan }],
})

/** Days for which a mandate is in force, both ends included, by default and at most. */
export const mandateDays = parameter({
  name: 'mandate_days',
  title: '家人帮办的授权最长多少天',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 365, standing: 'to-confirm', source: '本系统参数：一年一授权' }],
})

/** Days after it was asked for through which a mandate may be accepted. */
export const mandateOfferDays = parameter({
  name: 'mandate_offer_days',
  title: '家人帮办的请求等对方同意，最多等多少天',
  expects: expects.days,
  value: values.days,
  rows: [{ admdvs: NATION, value: 7, standing: 'to-confirm', source: '本系统参数：等一周' }],
})

/** Seconds for which a code is good. */
export const credentialTtl = parameter({
  name: 'credential_ttl_s',
  title: '医保码多少秒内有效',
  expects: expects.count,
  value: values.count,
  rows: [{ admdvs: NATION, value: 60, standing: 'to-confirm', source: '国家医保服务平台公开说明：医保码每分钟刷新' }],
})

/** Codes of one person in a clock hour. */
export const credentialsAnHour = parameter({
  name: 'credentials_an_hour',
  title: '一个人一小时最多出多少次医保码',
  expects: expects.count,
  value: values.count,
  rows: [{ admdvs: NATION, value: 120, standing: 'to-confirm', source: '本系统参数：一分钟两次' }],
})

/** All of them. */
export const familyParameters: readonly AnyParameter[] = [
  helpedMost,
  helpersMost,
  mandateDays,
  mandateOfferDays,
  credentialTtl,
  credentialsAnHour,
]

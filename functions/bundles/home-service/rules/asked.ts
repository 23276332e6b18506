/** What somebody asked for, as a fact of their file. */
import * as z from 'zod'
import { community, oneOf, tel, words } from '../../../../events/fields.ts'
import { heardEvent } from '../../../../events/heard.ts'
import { matter } from '../../../../events/said.ts'
import { heardIn } from '../../../../shared/registers/apply/hear.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import { heardKey } from '../../../../shared/registers/rows/heard.ts'
import { reasonNames } from '../words.ts'

/** Where to, and why (RULES.md 1.1). */
export const wanted = {
  community,
  address: words('上门地址', 200),
  tel,
  reason: oneOf('不能来的原因', reasonNames),
  wish: words('希望的时间和别的要求', 200).exactOptional(),
}

const fact = 'home-service'

/** A visit was asked for by a call of ours. No partner may say it: it is in no catalogue. */
export const visitAsked = heardEvent({
  type: 'home-service.asked',
  title: '请求上门服务',
  about: '本人请求工作人员上门。',
  from: [],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: [],
  reports: ({ key }) => ({ fact, key }),
  data: z.object({ key: z.string(), matter: matter('要办的事'), ...wanted }),
  example: {
    key: 'K1',
    matter: 'account',
    community: '130102001001',
    address: '示例路1号',
    tel: '0311-00000000',
    reason: 'elder',
  },
})

/** All that was asked for, what lies at rest left out. */
export const visitsIn = (file: PersonFile) => heardIn(file, visitAsked)
/** One of them. */
export type AskedFor = ReturnType<typeof visitsIn>[number]

/** What makes its case; also the key of its fact. */
export const aboutOf = ({ key }: AskedFor): string => heardKey({ fact, key })

/** Notices, which of them were read, and what somebody wants to be told. */
import * as z from 'zod'
import { flag } from '../../../events/fields.ts'
import { handle } from '../../../shared/engine/handle.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import { put } from '../../../shared/registers/file.ts'
import { firstPreferences } from '../../../shared/registers/rows/preferences.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { called } from '../../calls/called.ts'
import { household } from '../../calls/household.ts'
import { paging } from '../../calls/paging.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { markRead, noticesOf } from './notices.ts'
import { noticeReadSchema, noticesSchema, preferencesSchema } from './schema.ts'

const tag = '我的'

/** `PUT` replaces: what is left out is as it was at first. */
const newPreferences = z.object({
  packs: flag('愿意收到政策消息').default(firstPreferences.packs),
  elder: flag('页面用大字版').default(firstPreferences.elder),
  copy_to_helper: flag('政策消息抄送给帮我办事的人').default(firstPreferences.copy_to_helper),
})

/** All of them. */
export const noticeRoutes: readonly Route[] = [
  route('GET /v1/me/notices', {
    access: { citizen: 'household' },
    tag,
    summary: '我和家人的消息，新的在前',
    query: z.object(paging),
    answer: noticesSchema,
    async handler({ ports, births, subject, query }) {
      const files = await household({ ports, births }, subject.psn_no)
      if (files.length === 0) return notFound()
      const { notices, place } = await noticesOf(ports, files, query.limit, query.cursor)
      return { body: { notices, ...(place ? { cursor: place } : {}) } }
    },
  }),

  route('POST /v1/me/notices/{notice_id}/read', {
    access: { citizen: 'household' },
    tag,
    summary: '看过一条消息；再说一次，还是第一次的时间',
    answer: noticeReadSchema,
    async handler({ ports, births, subject, params }) {
      const read_at = await markRead(ports, await household({ ports, births }, subject.psn_no), params.notice_id)
      return read_at === undefined ? notFound() : { body: { read_at } }
    },
  }),

  route('GET /v1/me/preferences', {
    access: { citizen: 'own' },
    tag,
    summary: '我选定的通知和页面方式',
    answer: preferencesSchema,
    async handler({ ports, subject }) {
      const file = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      return file.person ? { body: file.one('preferences', 'self') ?? firstPreferences } : notFound()
    },
  }),

  route('PUT /v1/me/preferences', {
    access: { citizen: 'own' },
    tag,
    summary: '选定通知和页面方式，整个替换；没写的项是最初的值',
    body: called('NewPreferences', newPreferences),
    answer: preferencesSchema,
    example: { packs: false, elder: true, copy_to_helper: false },
    async handler({ ports, rules, subject, body, attempt: { mark } }) {
      const pid = pidOf(ports.keys, subject.psn_no)
      if (!(await loadSnapshot(ports, pid)).person) return notFound()
      await handle(ports, rules, pid, { apply: () => ({ ok: { change: [put('preferences', body)] } }), ...mark })
      return { body }
    },
  }),
]

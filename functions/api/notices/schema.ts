/** Notices and preferences as they are answered. */
import * as z from 'zod'
import { openCode } from '../../../shared/codes/coded.ts'
import { noticeNames } from '../../bundles/all.ts'
import { called } from '../../calls/called.ts'
import { time } from '../../calls/fields.ts'

/** `GET /v1/me/notices`. */
export const noticesSchema = called(
  'Notices',
  z.object({
    notices: z.array(
      z.object({
        notice_id: z.string(),
        at: time,
        template: openCode(noticeNames),
        text: z.string(),
        case_id: z.string().optional(),
        pack_id: z.string().optional(),
        read_at: time.optional().meta({ description: '第一次看的时间；没有看过的没有这一项' }),
      }),
    ),
    cursor: z.string().optional(),
  }),
)

/** `POST /v1/me/notices/{notice_id}/read`. */
export const noticeReadSchema = called('NoticeRead', z.object({ read_at: time }))

/** `GET` and `PUT /v1/me/preferences`. */
export const preferencesSchema = called(
  'Preferences',
  z.object({ packs: z.boolean(), elder: z.boolean(), copy_to_helper: z.boolean() }),
)

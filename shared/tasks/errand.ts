/** The task of errands (decision 0099). */
import { taskKind } from './kind.ts'

/** What an agent did that a clerk must check before it is done. */
export const checkErrand = taskKind({
  kind: 'check-errand',
  title: '帮办员代办的事，核对后才办',
  after: { approve: '这件事马上照办，告诉本人', reject: '不办，退回帮办员，告诉本人' },
  facts: (z) => ({
    errand_id: z.string(),
    psn_no: z.string(),
    matter: z.string(),
    call: z.string(),
    text: z.string(),
    consent: z.string(),
    paper_ref: z.string().optional(),
    agent_no: z.string(),
    point_no: z.string(),
    asked: z.record(z.string(), z.unknown()),
  }),
})

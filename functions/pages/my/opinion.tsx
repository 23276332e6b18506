/** How it was, once a case is over; and what is not solved, at any time. */
import { withdraw } from '../../../shared/tasks/action.ts'
import { manifestOf } from '../../bundles/all.ts'
import { Form } from '../frame/form.tsx'
import { Action, Asked, type CasePage, isOpen, kindOf, SendOrNot } from './case-form.tsx'

const scores = [
  ['5', '非常满意'],
  ['4', '满意'],
  ['3', '基本满意'],
  ['2', '不满意'],
  ['1', '非常不满意'],
] as const

/** 「评价」 and 「没解决」, and taking the matter back. */
export function Opinion(page: CasePage) {
  const { kase, whose, refused } = page
  const of = (name: string) => (refused?.form === name ? refused.again : undefined)
  // Of what is confirmed, feedback itself, nothing more is said: who is not content says so there.
  const isConfirmed = kindOf(kase.bundle, 'confirm') !== undefined
  const isRateable = !isOpen(kase) && manifestOf(kase.bundle)?.chain.unrated === undefined
  return (
    <div class="row">
      {isRateable ? (
        <Asked name="rating" text="评价" title="这件事办得怎么样？" {...page}>
          <Form action={whose.at(`/my/cases/${kase.case_id}/rating`)} again={of('rating')} label="评价">
            <fieldset class="down">
              <legend>满意程度</legend>
              {scores.map(([score, text]) => (
                <label class="tick">
                  <input type="radio" name="score" value={score} checked={of('rating')?.written.score === score} />
                  {text}
                </label>
              ))}
              {of('rating')?.faults.some(({ field }) => field === 'score') ? <p class="fault">请选一项。</p> : null}
            </fieldset>
            <div class="field">
              <label for="rating-text">想说的话（可以不写）</label>
              <textarea id="rating-text" name="text" rows={3}>
                {of('rating')?.written.text ?? ''}
              </textarea>
            </div>
            <label class="tick">
              <input type="checkbox" name="anonymous" value="true" />
              不留名
            </label>
            <SendOrNot page={page} send="提交" />
          </Form>
        </Asked>
      ) : null}
      {isConfirmed ? null : (
        <Asked name="stuck" text="没解决" title="哪里没有解决？" {...page}>
          <Form action={whose.at(`/my/cases/${kase.case_id}/stuck`)} again={of('stuck')} label="没解决">
            <input type="hidden" name="bundle" value={kase.bundle} />
            <div class="field">
              <label for="stuck-text">请说说情况</label>
              <textarea id="stuck-text" name="text" rows={4}>
                {of('stuck')?.written.text ?? ''}
              </textarea>
              {of('stuck')?.faults.some(({ field }) => field === 'text') ? (
                <p class="fault">请写一两句，哪里没办成。</p>
              ) : null}
            </div>
            <SendOrNot page={page} send="提交" />
          </Form>
        </Asked>
      )}
      {kase.actions.includes(withdraw.action) ? <Action name={withdraw.action} {...page} /> : null}
    </div>
  )
}

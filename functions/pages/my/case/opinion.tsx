/** How it was, once a case is over; what is not solved, at any time; and taking a matter back. */
import { withdraw } from '../../../../shared/tasks/action.ts'
import { manifestOf } from '../../../bundles/all.ts'
import { Form, Radios } from '../../frame/form.tsx'
import type { Again } from '../../frame/posted.ts'
import { moment } from '../../frame/values.tsx'
import { scores } from '../words.ts'
import { Action, Asked, type CasePage, isOpen, kindOf, SendOrNot } from './form.tsx'

/** 「评价」 and 「没解决」, and taking the matter back. */
export function Opinion(page: CasePage) {
  const { kase } = page
  const isRateable = !isOpen(kase) && manifestOf(kase.bundle)?.chain.unrated === undefined
  // Of what is confirmed, feedback itself, nothing more is said: who is not content says so there.
  const isConfirmed = kindOf(kase.bundle, 'confirm') !== undefined
  return (
    <>
      {kase.rating ? <Given rating={kase.rating} now={page.now} /> : null}
      <div class="row">
        {isRateable && !kase.rating ? <Rate {...page} /> : null}
        {isConfirmed ? null : <Stuck {...page} />}
        {kase.actions.includes(withdraw.action) ? <Action name={withdraw.action} {...page} /> : null}
      </div>
    </>
  )
}

function Given({ rating: { score, at }, now }: { rating: NonNullable<CasePage['kase']['rating']>; now: string }) {
  const name = scores.find(([one]) => one === String(score))?.[1]
  return (
    <p>
      您的评价：{name}，{moment(at, now)}
    </p>
  )
}

const refusedIn = ({ refused }: CasePage, name: string) => (refused?.form === name ? refused.again : undefined)

const isWrong = (again: Again | undefined, name: string) => again?.faults.some(({ field }) => field === name) ?? false

function Rate(page: CasePage) {
  const refused = refusedIn(page, 'rating')
  return (
    <Asked name="rating" text="评价" title="这件事办得怎么样？" {...page}>
      <Form action={page.whose.at(`/my/cases/${page.kase.case_id}/rating`)} again={refused} label="评价">
        <fieldset class="down">
          <legend>满意程度</legend>
          <Radios field={{ name: 'score', options: scores }} value={refused?.written.score ?? ''} />
          {isWrong(refused, 'score') ? <p class="fault">请选一项。</p> : null}
        </fieldset>
        <div class="field">
          <label for="rating-text">想说的话（可以不写）</label>
          <textarea id="rating-text" name="text" rows={3}>
            {refused?.written.text ?? ''}
          </textarea>
        </div>
        <label class="tick">
          <input type="checkbox" name="anonymous" value="true" checked={refused?.written.anonymous === 'true'} />
          不留名
        </label>
        <SendOrNot page={page} send="提交" />
      </Form>
    </Asked>
  )
}

function Stuck(page: CasePage) {
  const refused = refusedIn(page, 'stuck')
  return (
    <Asked name="stuck" text="没解决" title="哪里没有解决？" {...page}>
      <Form action={page.whose.at(`/my/cases/${page.kase.case_id}/stuck`)} again={refused} label="没解决">
        <input type="hidden" name="bundle" value={page.kase.bundle} />
        <div class="field">
          <label for="stuck-text">请说说情况</label>
          <textarea id="stuck-text" name="text" rows={4}>
            {refused?.written.text ?? ''}
          </textarea>
          {isWrong(refused, 'text') ? <p class="fault">请写一两句，哪里没办成。</p> : null}
        </div>
        <SendOrNot page={page} send="提交" />
      </Form>
    </Asked>
  )
}

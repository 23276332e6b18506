/**
 * A change that an operator makes: what was and what will be stand side by side, and it is asked once more before it is
 * done. The same with and without script: the form comes back with the question, and 「确认」 sends it again.
 */
import type { Child } from 'hono/jsx'
import type { Result } from '../../../shared/client/index.ts'
import { Dialog, Form } from '../frame/form.tsx'
import { type Again, again, type Posted } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import type { Visit } from '../frame/visit.ts'

/** Somebody before a page of operation. */
export type Operator = Visit<'operator'>

/** What a page is drawn with after a form was sent: the question, or what is wrong. */
export interface After {
  readonly again?: Again | undefined
  readonly question?: Child
}

/** What was (left out where the question says it once for all) and what will be; `of`: of what, where there are several. */
export interface Difference {
  readonly of?: string
  readonly before?: Child
  readonly after: Child
}

/** What is changed, as the question shows it; what stays as it is, it leaves out. */
export interface Shown {
  readonly title: string
  readonly changes: readonly Difference[]
}

/** A change: by which form, how it is shown, and what does it. */
export interface Change {
  /** The address that takes the form. */
  readonly path: string
  draw(visit: Operator, after: After): Promise<Drawn>
  shows(visit: Operator, form: Posted): Promise<Shown> | Shown
  make(visit: Operator, form: Posted): Promise<Result<unknown>>
  /** Where it leads once it is made, and the word that says so. */
  readonly said: string
  leads(visit: Operator, made: unknown, form: Posted): string
}

const sure = '_sure'

/** The address of the page, with what it was asked by: forms of the page are sent there. */
export const here = ({ c }: Operator): string => {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

/** Serves a change. */
export function servedChange(pages: Pages<'operator'>, change: Change): void {
  pages.post(change.path, async (visit, form) => {
    const { [sure]: isSure, ...written } = form.written
    if (isSure === undefined) {
      const question = <Question action={here(visit)} form={form} {...(await change.shows(visit, form))} />
      const asked: Again = { written, status: 200, detail: '', faults: [] }
      return change.draw(visit, { again: asked, question })
    }
    const result = await change.make(visit, form)
    if (result.ok) return visit.go(change.leads(visit, result.body, { ...form, written }), change.said)
    const refused = again({ ...form, written }, result)
    const drawn = await change.draw(visit, { again: refused })
    return { ...drawn, fault: refused.detail, status: refused.status }
  })
}

function Question({ action, form, title, changes }: Shown & { action: string; form: Posted }) {
  return (
    <Dialog id="confirm" title={title} open>
      {changes.length === 0 ? <p>内容没有改动。</p> : null}
      {changes.map(({ of, before, after }) => (
        <>
          {of === undefined ? null : <h3>{of}</h3>}
          <dl class="change">
            {before === undefined ? null : (
              <div>
                <dt>原来</dt>
                <dd>{before}</dd>
              </div>
            )}
            <div>
              <dt>改成</dt>
              <dd>{after}</dd>
            </div>
          </dl>
        </>
      ))}
      <Form action={action}>
        {Object.keys(form.written).flatMap((name) =>
          form.all(name).map((value) => <input type="hidden" name={name} value={value} />),
        )}
        <input type="hidden" name={sure} value="yes" />
        <div class="row">
          <button type="submit" class="main">
            确认
          </button>
          <button type="button" data-closes>
            先不改
          </button>
        </div>
      </Form>
    </Dialog>
  )
}

/** What one may do about a case: the actions it offers, and what is asked once more in a window of its own. */
import type { Child } from 'hono/jsx'
import type { Case } from '../../../../shared/client/index.ts'
import { type ActionKind, withdraw } from '../../../../shared/tasks/action.ts'
import { manifestOf } from '../../../bundles/all.ts'
import { fieldsOffered } from '../../frame/fields.ts'
import { Dialog, Fields, Form } from '../../frame/form.tsx'
import type { Again } from '../../frame/posted.ts'
import type { Whose } from '../whose.ts'
import { mayStayEmpty } from '../words.ts'

/** What a form of the page asked for and did not get: which one, and how it is drawn again. */
export interface Refused {
  readonly form: string
  readonly again: Again
}

/** What the page of a case is drawn from. */
export interface CasePage {
  readonly kase: Case
  readonly whose: Whose
  readonly refused: Refused | undefined
  readonly open: string | undefined
  /** The case's own address. */
  readonly at: string
  readonly now: string
}

/** Whether it is still going on. */
export const isOpen = ({ status }: Pick<Case, 'status'>) => status === 'running' || status === 'waiting'

/** An action as the bundle declares it. */
export const kindOf = (bundle: string, name: string): ActionKind | undefined =>
  [...(manifestOf(bundle)?.actions ?? []), withdraw].find(({ action }) => action === name)

/** What one may do now. Taking a matter back asks once more. */
export function Action({ name, ...page }: CasePage & { name: string }) {
  const kind = kindOf(page.kase.bundle, name)
  if (kind === undefined) return null
  const fields = fieldsOffered(kind.body, page.kase).map(mayStayEmpty)
  const refused = page.refused?.form === name ? page.refused.again : undefined
  const action = page.whose.at(`/my/cases/${page.kase.case_id}/actions/${name}`)
  if (name !== withdraw.action) {
    return (
      <section aria-label={kind.title} class="yours">
        <h2>{kind.title}</h2>
        <Form action={action} again={refused} label={kind.title}>
          <Fields fields={fields} again={refused} scope={`${name}-`} />
          <button type="submit" class="main">
            提交
          </button>
        </Form>
      </section>
    )
  }
  return (
    <Asked name={name} text="撤回这件事" title="撤回以后不再办理，确定吗？" {...page}>
      <Form action={action} again={refused} label={kind.title}>
        <Fields fields={fields} again={refused} scope={`${name}-`} />
        <SendOrNot page={page} send="确定撤回" />
      </Form>
    </Asked>
  )
}

/** A button, and what it asks in a window of its own. */
export function Asked({
  name,
  text,
  title,
  children,
  ...page
}: CasePage & { name: string; text: string; title: string; children: Child }) {
  const again = page.refused?.form === name ? page.refused.again : undefined
  return (
    <>
      <form method="get" action={page.at}>
        {page.whose.other ? <input type="hidden" name="for" value={page.whose.other.mandate_id} /> : null}
        <button type="submit" name="open" value={name} data-opens={name}>
          {text}
        </button>
      </form>
      <Dialog id={name} title={title} open={page.open === name}>
        {again && again.faults.length === 0 ? <p class="fault">{again.detail}</p> : null}
        {children}
      </Dialog>
    </>
  )
}

/** The end of what is asked: it is sent, or left. */
export function SendOrNot({ page, send }: { page: CasePage; send: string }) {
  return (
    <div class="row">
      <button type="submit" class="main">
        {send}
      </button>
      <a class="button" href={page.at} data-closes>
        先不了
      </a>
    </div>
  )
}

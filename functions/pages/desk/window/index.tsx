/** 「窗口」: somebody stands at the counter; all that may be done for them now is on one page, until it ends or nobody is there. */
import type { Answer } from '../../../../shared/client/index.ts'
import { matterNames } from '../../../bundles/matters.ts'
import { need } from '../../frame/client.ts'
import type { Field } from '../../frame/fields.ts'
import { Fields, Form } from '../../frame/form.tsx'
import { type Again, again, type Posted, refused } from '../../frame/posted.ts'
import type { Pages } from '../../frame/serve.tsx'
import type { Drawn } from '../../frame/shell.tsx'
import type { DeskVisit, Officer } from '../tasks.ts'
import { done } from './doing.ts'
import { drawSession } from './session.tsx'

type Matter = Answer<'POST /v1/errands'>['matter']

/** Serves the window. */
export function serveWindow(pages: Pages<Officer>): void {
  pages.get('/desk/window', () => drawStart())
  pages.post('/desk/window', start)
  pages.get('/desk/window/:errand_id', (visit) => drawSession(visit))
  pages.post('/desk/window/:errand_id', (visit, form) => (form.written.do === 'end' ? end(visit) : done(visit, form)))
}

const byCode: readonly Field[] = [
  { name: 'qr', label: '医保码', hint: '扫本人出示的码', required: false, kind: 'text' },
]
const byPaper: readonly Field[] = [
  { name: 'certno', label: '身份证号', required: false, kind: 'text' },
  { name: 'psn_name', label: '姓名', required: false, kind: 'text' },
  { name: 'paper_ref', label: '材料编号', hint: '看过的身份证件或委托书的编号', required: false, kind: 'text' },
]
const matters: Field = {
  name: 'matter',
  label: '事项',
  required: true,
  kind: 'choice',
  options: Object.entries(matterNames),
}

function drawStart(asked?: Again): Drawn {
  const body = (
    <Form action="/desk/window" again={asked} label="开始办理" class="card start">
      <fieldset>
        <legend>凭医保码</legend>
        <Fields fields={byCode} again={asked} />
      </fieldset>
      <fieldset>
        <legend>或者凭证件和材料</legend>
        <Fields fields={byPaper} again={asked} />
      </fieldset>
      <Fields fields={[matters]} again={asked} />
      <button type="submit" class="main">
        开始
      </button>
    </Form>
  )
  return { title: '窗口', body, ...(asked ? { fault: asked.detail, status: asked.status } : {}) }
}

async function start(visit: DeskVisit, form: Posted): Promise<Drawn | Response> {
  const { qr = '', certno = '', psn_name = '', paper_ref = '', matter = '' } = form.written
  if (matter === '') return drawStart(refused(form, [{ field: 'matter', message: '请选择事项' }]))
  const consent = qr.trim()
    ? { qr: qr.trim() }
    : { certno: certno.trim(), psn_name: psn_name.trim(), paper_ref: paper_ref.trim() }
  const begun = await visit.api.call('POST /v1/errands', { body: { matter: matter as Matter, consent }, key: form.key })
  return begun.ok ? visit.go(`/desk/window/${begun.body.errand_id}`) : drawStart(again(form, begun, 'consent.'))
}

async function end(visit: DeskVisit): Promise<Response> {
  const ended = await visit.api.call('DELETE /v1/errands/{errand_id}', {
    path: { errand_id: visit.param('errand_id') },
  })
  // Ended before, or by its own time: the screen is cleared all the same.
  if (!ended.ok && ended.status >= 500) need(ended)
  return visit.go('/desk/window', 'ended')
}

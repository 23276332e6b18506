/** 「清算」 and 「账本核对」: what pooling areas owe each other, and the proof that no fen was lost or made. */
import type { Clearing } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { need } from '../frame/client.ts'
import type { Field } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { moment, yuan } from '../frame/values.tsx'
import { Wide } from '../frame/wide.tsx'
import { type After, servedChange } from './change.tsx'

const fields: readonly Field[] = [
  { name: 'province', label: '省份代码', hint: '两位，例如 13', required: true, kind: 'text' },
  { name: 'date', label: '清算到哪天', hint: '写作 2026-03-01', required: true, kind: 'text' },
]

/** The pages of both. */
export function servedMoney(pages: Pages<'operator'>): void {
  pages.get('/ops/clearings', () => drawOpening({}))

  servedChange(pages, {
    path: '/ops/clearings',
    draw: async (_visit, after) => drawOpening(after),
    shows: (_visit, { written: { province = '', date = '' } }) => ({
      title: '开始这次清算吗？',
      before: '没有清算的划转还等着',
      after: `${areaName(`${province}0000` as never)}到${date}为止的划转结清，向银行发划款指令`,
    }),
    make: (visit, { written: { province = '', date = '' }, key }) =>
      visit.api.call('POST /v1/clearings', { body: { province, date }, key }),
    said: 'cleared',
    leads: (_visit, made) => `/ops/clearings/${(made as Clearing).clearing_id}`,
  })

  pages.get('/ops/clearings/:clearing_id', async (visit) => {
    const path = { clearing_id: visit.param('clearing_id') }
    const clearing = need(await visit.api.call('GET /v1/clearings/{clearing_id}', { path }))
    return { title: `清算 ${clearing.clearing_id}`, body: <Cleared {...clearing} /> }
  })

  pages.get('/ops/ledger', async (visit) => {
    const check = need(await visit.api.call('GET /v1/ledger/check'))
    return {
      title: '账本核对',
      body: (
        <>
          <p class="strong">{check.balanced ? '账是平的，一分不差。' : '账不平，请马上查。'}</p>
          <dl class="facts">
            <dt>核对到</dt>
            <dd>{moment(check.as_of, visit.now)}</dd>
            <dt>借方合计</dt>
            <dd>{yuan(check.total_debit)}</dd>
            <dt>贷方合计</dt>
            <dd>{yuan(check.total_credit)}</dd>
            <dt>还没有真钱托底的</dt>
            <dd>{yuan(check.unfunded)}</dd>
          </dl>
          {check.violations.length === 0 ? null : (
            <ul>
              {check.violations.map((one) => (
                <li>{one}</li>
              ))}
            </ul>
          )}
        </>
      ),
    }
  })
}

function drawOpening({ again, question }: After) {
  return {
    title: '清算',
    body: (
      <>
        <p>同一省同一天只清算一次；再开始一次，看到的是同一次。</p>
        <Form action="/ops/clearings" again={again} label="开始清算">
          <Fields fields={fields} again={again} />
          <button type="submit" class="main">
            开始清算
          </button>
        </Form>
        {question}
      </>
    ),
  }
}

const orderStates = { ordered: '已发指令', settled: '已到账', differs: '金额不一致' } as const

function Cleared({ province, date, status, gross, positions, orders }: Clearing) {
  return (
    <>
      <p>
        {areaName(`${province}0000` as never)}，到{date}为止，{status === 'settled' ? '已经结清' : '还没有结清'}。
      </p>
      <Rows
        caption="各统筹区净额"
        head={['统筹区', '净额']}
        rows={positions.map(({ admdvs, net }) => [areaName(admdvs as never), yuan(net)])}
      />
      <Rows
        caption="划款指令"
        head={['指令', '付款', '收款', '金额', '状态']}
        rows={orders.map(({ order_no, from_admdvs, to_admdvs, amt, status: state }) => [
          order_no,
          areaName(from_admdvs as never),
          areaName(to_admdvs as never),
          yuan(amt),
          orderStates[state],
        ])}
      />
      <Rows
        caption="轧差以前"
        head={['付款', '收款', '金额', '笔数']}
        rows={gross.map(({ from_admdvs, to_admdvs, amt, count }) => [
          areaName(from_admdvs as never),
          areaName(to_admdvs as never),
          yuan(amt),
          String(count),
        ])}
      />
    </>
  )
}

/** A table of texts. */
function Rows({ caption, head, rows }: { caption: string; head: readonly string[]; rows: readonly string[][] }) {
  if (rows.length === 0) return <p>{caption}：没有。</p>
  return (
    <Wide label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}

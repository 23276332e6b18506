/** 「清算」 and 「账本核对」: what pooling areas owe each other, and the proof that no fen was lost or made. */
import type { Clearing } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { need } from '../frame/client.ts'
import type { Field } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { dayText, moment, yuan } from '../frame/values.tsx'
import { Table } from '../frame/wide.tsx'
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
      changes: [
        {
          before: '没有清算的划转还等着',
          after: `${areaName(`${province}0000` as never)}到${date}为止的划转结清，向银行发划款指令`,
        },
      ],
    }),
    make: (visit, { written: { province = '', date = '' }, key }) =>
      visit.api.call('POST /v1/clearings', { body: { province, date }, key }),
    said: 'cleared',
    leads: (_visit, made) => `/ops/clearings/${(made as Clearing).clearing_id}`,
  })

  pages.get('/ops/clearings/:clearing_id', async (visit) => {
    const path = { clearing_id: visit.param('clearing_id') }
    const clearing = need(await visit.api.call('GET /v1/clearings/{clearing_id}', { path }))
    return { title: `清算 ${clearing.clearing_id}`, body: <Cleared clearing={clearing} now={visit.now} /> }
  })

  pages.get('/ops/ledger', async (visit) => {
    const check = need(await visit.api.call('GET /v1/ledger/check'))
    return {
      title: '账本核对',
      body: (
        <>
          <p class="strong">{check.balanced ? '账是平的，一分不差。' : '账不平，请马上查。'}</p>
          <p class="hint">核对到 {moment(check.as_of, visit.now)}</p>
          <Table
            label="合计"
            heads={['合计', '金额']}
            rows={[
              ['借方合计', yuan(check.total_debit)],
              ['贷方合计', yuan(check.total_credit)],
              ['还没有真钱托底的', yuan(check.unfunded)],
            ]}
            empty=""
          />
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

function Cleared({ clearing, now }: { clearing: Clearing; now: string }) {
  const { province, date, status, gross, positions, orders } = clearing
  return (
    <>
      <p>
        {areaName(`${province}0000` as never)}，到{dayText(date, now)}为止，
        {status === 'settled' ? '已经结清' : '还没有结清'}。
      </p>
      <h2>各统筹区净额</h2>
      <Table
        label="各统筹区净额"
        heads={['统筹区', '净额']}
        rows={positions.map(({ admdvs, net }) => [areaName(admdvs as never), yuan(net)])}
        empty="到这一天没有要清算的划转。"
      />
      <h2>划款指令</h2>
      <Table
        label="划款指令"
        heads={['付款', ['收款', 'whole'], '金额', ['状态', 'whole'], ['指令', 'whole']]}
        rows={orders.map(({ order_no, from_admdvs, to_admdvs, amt, status: state }) => [
          areaName(from_admdvs as never),
          areaName(to_admdvs as never),
          yuan(amt),
          orderStates[state],
          order_no,
        ])}
        empty="轧差以后没有要划的款。"
      />
      <h2>轧差以前</h2>
      <Table
        label="轧差以前"
        heads={['付款', ['收款', 'whole'], '金额', '笔数']}
        rows={gross.map(({ from_admdvs, to_admdvs, amt, count }) => [
          areaName(from_admdvs as never),
          areaName(to_admdvs as never),
          yuan(amt),
          count,
        ])}
        empty="没有划转。"
      />
    </>
  )
}

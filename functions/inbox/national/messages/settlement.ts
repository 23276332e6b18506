/** 2207, 2304, 2102 as they were answered: a visit is settled, and the personal account spends. 2208, 2305, 2103: undone. */
import { fixmedinsCode, insuredIn } from '../common.ts'
import { fixed, moment, money, text, textOf } from '../fields.ts'
import { answered, type NationalMessage, type Said, sent } from '../message.ts'

const at = (name: string) => `output.setlinfo.${name}`
const setl_id = text(at('setl_id'), '结算ID')
const psn_no = text(at('psn_no'), '人员编号')

const visitSettled: Said = {
  type: 'visit.settled',
  when: {
    about: '不是中途结算的（mid_setl_flag 不是 1）',
    holds: (message) => textOf(message.at('input.data.mid_setl_flag')) !== '1',
  },
  data: {
    mdtrt_id: text(at('mdtrt_id'), '就诊ID'),
    fixmedins_code: fixmedinsCode,
    psn_no,
    setl_id,
    endtime: moment([at('setl_time'), 'refmsg_time', 'inf_time'], '结算时间'),
    medfee_sumamt: money(at('medfee_sumamt'), '医疗费总额'),
    fund_pay_sumamt: money(at('fund_pay_sumamt'), '基金支付总额'),
  },
}

const accountSpent: Said = {
  type: 'account.spent',
  when: {
    about: '个人账户支出（acct_pay）不是 0 的',
    holds: (message) => Number(message.at(at('acct_pay')) ?? 0) !== 0,
  },
  data: { psn_no, insu_admdvs: insuredIn(), amt: money(at('acct_pay'), '个人账户支出'), setl_id },
}

const paid = (med_type: string) => ({
  setlinfo: {
    mdtrt_id: '130100M2026030200001',
    setl_id: '130100S2026030200001',
    psn_no: '13000000000000100001',
    psn_name: '张小满',
    psn_cert_type: '01',
    certno: '130102198803141231',
    insutype: '310',
    psn_type: '1101',
    setl_time: '2026-03-02 09:00:01',
    med_type,
    medfee_sumamt: 150.5,
    fulamt_ownpay_amt: 0,
    inscp_scp_amt: 150.5,
    hifp_pay: 100,
    fund_pay_sumamt: 100,
    psn_part_amt: 50.5,
    acct_pay: 35.8,
    psn_cash_pay: 14.7,
    acct_mulaid_pay: 0,
    balc: 2141.24,
    medins_setl_id: 'H13010200001202603020900002207',
    clr_optins: '130100',
    clr_type: '11',
  },
  setldetail: [],
})

const settled = (infno: string, name: string, med_type: string, says: readonly Said[], about: string) => ({
  infno,
  name: `${name}（应答）`,
  kind: 'answer' as const,
  about,
  says,
  sample: answered(infno, paid(med_type)),
})

const both = '就诊结算；个人账户付了钱的，再加个人账户支出。用亲属账户付的（acct_mulaid_pay）不在本人账户里，不办。'

/** A settlement taken back. Both events go, whatever it had settled: what was not spent is none the less for it. */
const undone = (infno: string, name: string, ofVisit: boolean): NationalMessage => ({
  infno,
  name,
  kind: 'request',
  about: `${ofVisit ? '撤销就诊结算，' : ''}个人账户支出更正为 0.00，钱回到账户里。`,
  takesBack: true,
  says: [
    ...(ofVisit
      ? [
          {
            type: 'visit.unsettled',
            data: {
              fixmedins_code: fixmedinsCode,
              mdtrt_id: text(['input.data.mdtrt_id', at('mdtrt_id')], '就诊ID'),
              psn_no: text('input.data.psn_no', '人员编号'),
              setl_id: text('input.data.setl_id', '结算ID'),
              reason: fixed(`${name}（${infno}）`, '交易名称'),
            },
          },
        ]
      : []),
    {
      type: 'account.spent',
      data: {
        psn_no: text('input.data.psn_no', '人员编号'),
        insu_admdvs: insuredIn(),
        amt: fixed('0.00', '全部撤回'),
        setl_id: text('input.data.setl_id', '结算ID'),
        memo: fixed(`${name}（${infno}）`, '交易名称'),
      },
    },
  ],
  sample: sent(
    infno,
    {
      data: {
        setl_id: '130100S2026030200001',
        mdtrt_id: '130100M2026030200001',
        psn_no: '13000000000000100001',
      },
    },
    '2026-03-02 10:00:00',
  ),
})

export const settlements: readonly NationalMessage[] = [
  settled('2102', '药店结算', '41', [accountSpent], '个人账户付了钱的，个人账户支出；药店购药没有就诊登记。'),
  undone('2103', '药店结算撤销', false),
  settled('2207', '门诊结算', '11', [visitSettled, accountSpent], both),
  undone('2208', '门诊结算撤销', true),
  settled('2304', '住院结算', '21', [visitSettled, accountSpent], both),
  undone('2305', '住院结算撤销', true),
]

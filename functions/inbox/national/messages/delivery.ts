/** 2402 出院办理: of a stay for a delivery or miscarriage, what the maternity allowance goes by. */
import { fixmedinsCode, insuredIn } from '../common.ts'
import { date, type Field, momentOf, text, textOf, whole, wholeOf, worked } from '../fields.ts'
import { type NationalMessage, sent } from '../message.ts'
import type { Reading } from '../reading.ts'

const node = 'input.dscginfo'
const at = (name: string) => `${node}.${name}`

/** 生育类别 (`matn_type`) of the national table: births, of which some are hard, and miscarriages. */
const births = ['1', '2', '3', '4']
const hard = ['2', '3', '4']
const miscarriages = ['5', '6']
/** 计划生育手术类别 (`birctrl_type`): 流产术, 引产术. */
const abortions = ['3', '4']
/** From so many weeks a stillbirth is a birth (maternity-allowance/RULES.md). */
const birthFromWeeks = 28

const codeAt = (message: Reading, name: string) => textOf(message.at(at(name)))?.replace(/^0(?=\d$)/, '')
const weeks = (message: Reading) => wholeOf(message.at(at('geso_val'))) ?? 0
const isGiven = (message: Reading, name: string) => (wholeOf(message.at(at(name))) ?? message.at(at(name)) ?? 0) !== 0

/** What says that the stay was for one: not the operation of birth control, nor a look at the unborn, nor a date alone. */
function isDelivery(message: Reading): boolean {
  const [matn, birctrl] = [codeAt(message, 'matn_type'), codeAt(message, 'birctrl_type')]
  if (matn === '7') return false
  if ([...births, ...miscarriages].includes(matn ?? '') || abortions.includes(birctrl ?? '')) return true
  return birctrl === undefined && ['geso_val', 'fetus_cnt', 'fetts'].some((name) => isGiven(message, name))
}

function outcomeIn(message: Reading): 'birth' | 'miscarriage' | undefined {
  const [matn, birctrl] = [codeAt(message, 'matn_type') ?? '', codeAt(message, 'birctrl_type') ?? '']
  if (births.includes(matn) || weeks(message) >= birthFromWeeks) return 'birth'
  return miscarriages.includes(matn) || abortions.includes(birctrl) ? 'miscarriage' : undefined
}

const outcome = worked(
  [at('matn_type'), at('birctrl_type'), at('geso_val')],
  '生育类别',
  '1 至 4 为分娩，5 流产、6 引产（或手术类别 3、4）为流产；满 28 周的都算分娩',
  (message) => {
    const value = outcomeIn(message)
    return value ? { value } : { fault: '不满 28 周的应填写，才知道是分娩还是流产' }
  },
)

/** Assisted births and caesareans among diagnoses (ICD-10) and operations (ICD-9-CM-3). */
const HARD_DIAGNOSIS = /^O8(1|2|3|4\.[12])/
const HARD_OPERATION = /^(72|73\.[2-9]|74)\./

const dystocia = worked(
  [at('matn_type'), 'input.diseinfo[].diag_code', at('oprn_oprt_code')],
  '生育类别',
  '2 助娩产、3 剖宫产、4 难产为是；没有填写的看诊断（O81、O82、O83、O84.1、O84.2）和手术操作',
  (message) => {
    if (outcomeIn(message) !== 'birth') return { value: false }
    const matn = codeAt(message, 'matn_type')
    if (matn !== undefined && births.includes(matn)) return { value: hard.includes(matn) }
    const diagnoses = message.each('input.diseinfo').map((one) => textOf(one.at('input.diseinfo[].diag_code')) ?? '')
    const operation = textOf(message.at(at('oprn_oprt_code'))) ?? ''
    return { value: diagnoses.some((code) => HARD_DIAGNOSIS.test(code)) || HARD_OPERATION.test(operation) }
  },
)

/** Of a miscarriage nobody counts children. */
const ofBirth = (counted: Field): Field => ({
  ...counted,
  about: '流产可以不填',
  read(given, message) {
    const read = counted.read(given, message)
    return read === undefined && outcomeIn(message) === 'miscarriage' ? { value: 0 } : read
  },
})

const discharged = date(at('endtime'), '出院时间')

/** The day of discharge, on which a birth cannot still be to come. */
const dscgDate: Field = {
  ...discharged,
  about: '取日期；生育日期（birctrl_matn_date）不能晚于它',
  read(given, message) {
    const read = discharged.read(given, message)
    const born = momentOf(message.at(at('birctrl_matn_date')))?.slice(0, 10)
    const isLater = read && 'value' in read && born !== undefined && born > String(read.value)
    return isLater ? { fault: '早于生育日期（birctrl_matn_date）' } : read
  },
}

export const discharge: NationalMessage = {
  infno: '2402',
  name: '出院办理',
  kind: 'request',
  about: '有生育信息的，产妇的生育出院，据此办生育津贴；没有的，收下存档，不引起别的事。',
  says: [
    {
      type: 'delivery.reported',
      when: { about: '有生育类别、流产或引产手术、孕周、胎次、胎儿数之一的', holds: isDelivery },
      data: {
        setl_id: text([at('setl_id'), at('mdtrt_id')], '就诊ID', { about: '出院时还没有结算ID，用就诊ID代替' }),
        fixmedins_code: fixmedinsCode,
        psn_no: text(at('psn_no'), '人员编号'),
        insu_admdvs: insuredIn(),
        dscg_date: dscgDate,
        outcome,
        dystocia,
        fetus_count: ofBirth(whole(at('fetus_cnt'), '胎儿数')),
        child_order: ofBirth(whole(at('fetts'), '胎次')),
        gestation_weeks: whole(at('geso_val'), '孕周数'),
      },
    },
  ],
  sample: sent('2402', {
    dscginfo: {
      mdtrt_id: '130100M2026030200002',
      psn_no: '13000000000000100002',
      insutype: '310',
      endtime: '2026-03-02 08:40:00',
      matn_type: '3',
      birctrl_type: '',
      geso_val: 39,
      fetts: 2,
      fetus_cnt: 1,
      pret_flag: '0',
      birctrl_matn_date: '2026-02-26',
      dscg_dept_codg: '0501',
      dscg_dept_name: '产科',
      dscg_bed: '7',
      dscg_way: '1',
      die_date: '',
    },
    diseinfo: [{ diag_type: '1', maindiag_flag: '1', diag_srt_no: 1, diag_code: 'O82.000', diag_name: '剖宫产' }],
  }),
}

/** What this bundle hears and says: recognitions, ends, and what is recorded with who settles (RULES.md 1.2, 4.1, 4.2). */
import * as z from 'zod'
import {
  caseId,
  day,
  fixmedinsCode,
  insuArea,
  insutype,
  number,
  oneOf,
  psnNo,
  reason,
  words,
} from '../../../events/fields.ts'
import { heardEvent, ownEvent } from '../../../events/heard.ts'
import { hospLevel } from '../../../events/subjects/settlement.ts'
import { basisNames } from './words.ts'

const opsp_dise_code = number('门诊慢特病病种代码')

/** A hospital recognized that somebody has a disease; person, disease, institution and date are the fact. */
export const chronicRecognized = heardEvent({
  type: 'chronic.recognized',
  title: '医院认定门诊慢特病',
  about: '医院认定本人患有门诊慢特病。参保地承认这一级医院认定的，当天起享受待遇；其他医院认定的，由专家评审。',
  en: {
    title: 'A hospital recognizes a chronic disease',
    about:
      'Recognized where the area trusts hospitals of this level it holds from that day; elsewhere experts review it.',
  },
  from: ['medins'],
  lane: 'prompt',
  movesMoney: false,
  past: ['hosp_ide_date'],
  concerns: ['ide_fixmedins_no'],
  reports: ({ opsp_dise_code: code, ide_fixmedins_no, hosp_ide_date }) => ({
    fact: 'chronic-recognized',
    key: `${code} ${ide_fixmedins_no} ${hosp_ide_date}`,
  }),
  data: z.object({
    psn_no: psnNo,
    insu_admdvs: insuArea,
    insutype,
    opsp_dise_code,
    ide_fixmedins_no: fixmedinsCode,
    hosp_lv: hospLevel,
    hosp_ide_date: day('医院鉴定日期'),
    diag_dr_codg: number('诊断医师代码').exactOptional(),
    diag_dr_name: words('诊断医师姓名', 100).exactOptional(),
  }),
  example: {
    psn_no: '61000000000000100001',
    insu_admdvs: '610700',
    insutype: '390',
    opsp_dise_code: 'M03900',
    ide_fixmedins_no: 'H61072700001',
    hosp_lv: '2',
    hosp_ide_date: '2026-03-10',
  },
})

/** The kind of right of a disease. */
export const rightKind = (code: string): string => `chronic-${code}`

/** A right ended; it waits for the right. */
export const chronicEnded = heardEvent({
  type: 'chronic.ended',
  title: '门诊慢特病待遇终止',
  about: '本人不再享受这种门诊慢特病待遇，写明最后一天。待遇还没有认定的，认定后再处理。',
  en: {
    title: 'The right of a chronic disease ends',
    about: 'Names its last day; before the right is granted it waits.',
  },
  from: ['registry', 'medins'],
  lane: 'prompt',
  movesMoney: false,
  past: [],
  concerns: ['insu_admdvs'],
  reports: ({ insu_admdvs, opsp_dise_code: code, enddate }) => ({
    fact: 'chronic-ended',
    key: `${insu_admdvs} ${code} ${enddate}`,
  }),
  needs: {
    reason: 'needs-entitlement',
    meaning: '还没有这项待遇',
    en: 'The right is not granted yet',
    // A key goes on with the insurance, which this event does not name: the disease alone is looked for.
    about: ({ opsp_dise_code: code }) => ({ register: 'entitlement', key: `${rightKind(code)}#` }),
  },
  data: z.object({ psn_no: psnNo, insu_admdvs: insuArea, opsp_dise_code, enddate: day('终止日期'), reason }),
  example: {
    psn_no: '37000000000000100001',
    insu_admdvs: '370100',
    opsp_dise_code: 'M00500',
    enddate: '2026-12-31',
    reason: '复审不再符合条件',
  },
})

/** What institutions settle by from now on. */
export const chronicRecorded = ownEvent({
  type: 'chronic.recorded',
  title: '门诊慢特病备案',
  about:
    '本人自某日起（到某日止）享受这种门诊慢特病待遇，按此结算。日期变了再发一次，以后发的为准；止日早于起日的，视同没有备案过。',
  en: {
    title: 'A chronic disease is recorded',
    about:
      'From which day, and through which, its outpatient benefits are settled. Sent again when days change, the later holds; an end before the beginning means that it never was.',
  },
  queue: 'medins',
  data: z.object({
    psn_no: psnNo,
    insu_admdvs: insuArea,
    insutype,
    opsp_dise_code,
    opsp_dise_name: words('门诊慢特病病种名称'),
    begndate: day('开始日期'),
    enddate: day('结束日期').exactOptional(),
    basis: oneOf('依据', basisNames),
    ide_fixmedins_no: fixmedinsCode.exactOptional(),
    hosp_ide_date: day('医院鉴定日期').exactOptional(),
    case_id: caseId,
  }),
  example: {
    psn_no: '37000000000000100001',
    insu_admdvs: '370100',
    insutype: '310',
    opsp_dise_code: 'M00500',
    opsp_dise_name: '恶性肿瘤门诊治疗',
    begndate: '2026-03-10',
    basis: 'direct',
    case_id: 'CDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  },
})

/** All that it hears, for the index. */
export const hears = [chronicRecognized, chronicEnded] as const
/** All that it says. */
export const says = [chronicRecorded] as const

/**
 * A fixed example of a signed event, for whoever writes their own signing or verifying. The key is the one that the
 * standard itself prints (GB/T 32918.5, annex A), private part and all: whoever trusted it would trust anybody.
 *
 * `event` is whole, as it would lie in a queue; `canonical` is what its signature is over: RFC 8785 of it without
 * `signature` (with `signtype`); `digest` is SM3 of Z and `canonical`. The event holds what a canonical form can get wrong:
 * letters beyond the basic plane (also in names, which are sorted by UTF-16 code units: 𠮷 before דּ), nested members out of
 * order, characters that some escape and some do not, numbers that are written in more than one way.
 */
export const signingExample = {
  public_key:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  event: {
    specversion: '1.0',
    id: 'example-signed',
    source: 'urn:mianshen:example',
    type: 'mianshen.notice.requested.v1',
    time: '2026-03-10T09:00:00+08:00',
    datacontenttype: 'application/json',
    data: {
      psn_no: 'P000001',
      template: 'newborn-welcome',
      text: '𠮷小红家长：您好！“出生一件事”已办好，\t金额 0.10 元。\n路径 C:\\医保/参保 <a&b>\u2028',
      case_id: 'NB-example',
      数: { 整: 100, 大: 1e21, 小: 1e-7, 分: 0.000001, 长: 333333333.3333333, 界: 9007199254740992, 小数: 4.5 },
      序: { '\ufb33': 1, 𠮷: 2, '€': 3, '10': 4, '9': 5, B: 6, a: 7, '': 8 },
      空: [null, true, false, [], {}, '', '\u0000\u001f\u007f'],
    },
    signtype: 'SM2',
    signature:
      'ee571f1dc5969ee8cb52940ffdd32c32f1247420dc70c1dac322145f2361883ebd46154ab2b85037e353986d75de3ae346d09e28199f1bfd6de39f6d7c95a5da',
  },
  canonical:
    '{"data":{"case_id":"NB-example","psn_no":"P000001","template":"newborn-welcome","text":"𠮷小红家长：您好！“出生一件事”已办好，\\t金额 0.10 元。\\n路径 C:\\\\医保/参保 <a&b>\u2028","序":{"":8,"10":4,"9":5,"B":6,"a":7,"€":3,"𠮷":2,"\ufb33":1},"数":{"分":0.000001,"大":1e+21,"小":1e-7,"小数":4.5,"整":100,"界":9007199254740992,"长":333333333.3333333},"空":[null,true,false,[],{},"","\\u0000\\u001f\u007f"]},"datacontenttype":"application/json","id":"example-signed","signtype":"SM2","source":"urn:mianshen:example","specversion":"1.0","time":"2026-03-10T09:00:00+08:00","type":"mianshen.notice.requested.v1"}',
  digest: 'e3f379a03b471592027c00a314a5310b960cd015c929b1e6605b3a2f45130073',
  signature:
    'ee571f1dc5969ee8cb52940ffdd32c32f1247420dc70c1dac322145f2361883ebd46154ab2b85037e353986d75de3ae346d09e28199f1bfd6de39f6d7c95a5da',
} as const

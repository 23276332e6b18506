/** The provisions by which things are kept and erased. What is quoted from memory of their texts the bureau confirms. */

/** By name. */
export const laws = {
  minimum: {
    title: '个人信息保护法',
    article: '第十九条',
    says: '个人信息的保存期限应当为实现处理目的所必要的最短时间，法律、行政法规另有规定的除外',
  },
  erasure: {
    title: '个人信息保护法',
    article: '第四十七条',
    says: '处理目的已实现、保存期限已届满的，应当主动删除；法定保存期限未届满的，停止存储和安全保护以外的处理',
  },
  dead: {
    title: '个人信息保护法',
    article: '第四十九条',
    says: '自然人死亡的，近亲属为自身的合法、正当利益，可以查阅、复制、更正、删除死者的相关个人信息',
  },
  security: {
    title: '个人信息保护法',
    article: '第五十一条、第五十四条',
    says: '采取措施防止未经授权的访问，定期对处理个人信息的情况进行合规审计',
  },
  logs: {
    title: '网络安全法',
    article: '第二十一条第三项（2026年起条次以修正后的文本为准）',
    says: '留存相关的网络日志不少于六个月',
  },
  vouchers: {
    title: '会计档案管理办法（财政部 国家档案局令第79号）',
    article: '第十四条及附表',
    says: '会计凭证、会计账簿保存30年；年度财务会计报告永久保存',
  },
  files: {
    title: '社会保险业务档案管理规定（试行）（人力资源和社会保障部 国家档案局令第3号）',
    article: '第十条及附件',
    says: '业务档案的保管期限分为永久和定期，定期一般为100年、50年、30年、10年；各类材料的期限以附件和当地经办规程为准',
  },
} as const

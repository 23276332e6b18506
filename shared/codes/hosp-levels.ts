/** Levels of hospitals (医院等级, `hosp_lv`), as the national table numbers them; a pharmacy has none. */
export const hospLvNames: Readonly<Record<string, string>> = {
  '01': '三级特等',
  '02': '三级甲等',
  '03': '三级乙等',
  '04': '三级丙等',
  '05': '二级甲等',
  '06': '二级乙等',
  '07': '二级丙等',
  '08': '一级甲等',
  '09': '一级乙等',
  '10': '一级丙等',
  '11': '无等级',
  // Where only the level matters, without grades.
  '1': '一级',
  '2': '二级',
  '3': '三级',
}

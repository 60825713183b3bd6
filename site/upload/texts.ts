/** What the page says, in Chinese first. */
export const TEXTS = {
  title: { zh: '批量报送', en: 'Batch upload' },
  signInFirst: { zh: '请先用部门账号登录。', en: "Sign in with your department's account first." },
  signIn: { zh: '登录', en: 'Sign in' },
  signInFailed: { zh: '登录未完成，请重试。', en: 'Signing in was not completed. Try again.' },
  signedOut: { zh: '登录已过期，请重新登录。', en: 'Your sign-in has expired. Sign in again.' },
  kind: { zh: '信息类别', en: 'Kind of record' },
  template: { zh: '下载模板：', en: 'Template:' },
  file: { zh: '文件', en: 'File' },
  fileHint: {
    zh: 'CSV（UTF-8 或 GB18030）、XLSX 或 NDJSON，表头用国家标准字段名或中文名。',
    en: 'CSV (UTF-8 or GB18030), XLSX or NDJSON, with the national field names or the Chinese ones as headings.',
  },
  unknownType: {
    zh: '请选择扩展名为 .csv、.xlsx、.ndjson 或 .jsonl 的文件。',
    en: 'Choose a file whose name ends in .csv, .xlsx, .ndjson or .jsonl.',
  },
  send: { zh: '上传', en: 'Upload' },
  digesting: { zh: '正在本机计算摘要', en: 'Digesting the file here' },
  sending: { zh: '正在上传', en: 'Sending' },
  sendingFailed: {
    zh: '上传中断。请再次选择同一文件上传，不会重复入库。',
    en: 'Sending was cut off. Choose the same file again: nothing is entered twice.',
  },
  offline: {
    zh: '连不上系统，请检查网络后重试。',
    en: 'The system cannot be reached. Check the network and try again.',
  },
  standing: {
    zh: '系统故障，处理暂停；运维人员已收到告警，恢复后自动继续，不需重新上传。',
    en: 'It stands still by a fault of the system; the operators know, and it goes on by itself: nothing need be sent again.',
  },
  rows: { zh: '已处理行数', en: 'rows looked at' },
  created: { zh: '新入库', en: 'entered' },
  unchanged: { zh: '已有且相同', en: 'there already' },
  refused: { zh: '未通过', en: 'refused' },
  errorFile: {
    zh: '下载错误行（原始行与原因，改后可直接再次上传）',
    en: 'Download the rows that were refused, each with its reason: mend and send it again',
  },
  earlier: { zh: '近期报送', en: 'Recent uploads' },
  stateHeading: { zh: '状态', en: 'State' },
  look: { zh: '查看', en: 'Look at it' },
} as const;

/** What the states of an import are called. */
export const STATES = {
  awaited: { zh: '待上传', en: 'not sent yet' },
  running: { zh: '处理中', en: 'rows are being taken in' },
  finished: { zh: '已完成', en: 'finished' },
  rejected: { zh: '文件不符，未处理', en: 'the file was refused as a whole' },
  cancelled: { zh: '已取消', en: 'cancelled' },
} as const;

export type ImportState = keyof typeof STATES;
export type TextName = keyof typeof TEXTS;
export type Language = 'zh' | 'en';

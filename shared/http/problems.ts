import type { FailureKind } from '../kernel/failure.ts';
import type { Label } from '../kernel/label.ts';

/** How a failure is answered: HTTP status, title, and the sentence for an officer; `{name}` is replaced by the failure's parameter. */
export interface ProblemType {
  readonly status: number;
  readonly title: Label;
  readonly detail: Label;
}

const problem = (status: number, title: Label, detail: Label): ProblemType => ({ status, title, detail });
const both = (zh: string, en: string): Label => ({ zh, en });

/** The one table from failure to problem (RFC 9457); total, so that a new failure cannot be forgotten. */
export const PROBLEMS = {
  'broken-json': problem(
    400,
    both('JSON 无法读取', 'Broken JSON'),
    both('请求正文不是有效的 JSON。', 'The body is not valid JSON.'),
  ),
  'unsupported-media-type': problem(
    415,
    both('媒体类型不支持', 'Unsupported media type'),
    both('请求正文须为 application/json。', 'The body must be application/json.'),
  ),
  'body-too-large': problem(
    413,
    both('正文过大', 'Body too large'),
    both('请求正文超过 {limit} 字节，请分批报送。', 'The body is larger than {limit} bytes; send it in parts.'),
  ),
  'too-many-items': problem(
    413,
    both('条数过多', 'Too many items'),
    both('一次最多报送 {limit} 条，收到 {count} 条。', 'At most {limit} records a request; {count} came.'),
  ),
  'unknown-route': problem(
    404,
    both('没有这个接口', 'No such route'),
    both('没有 {method} {path} 这个接口，请查阅接口文档。', 'There is no {method} {path}; see the API description.'),
  ),
  'several-problems': problem(
    422,
    both('有多处问题', 'Several problems'),
    both(
      '请求中有 {count} 处问题，逐条列在 errors 中。',
      'The request has {count} problems; each is listed in errors.',
    ),
  ),
  'unknown-field': problem(
    422,
    both('未知字段', 'Unknown field'),
    both('字段“{field}”不在数据字典中。', 'The field "{field}" is not in the data dictionary.'),
  ),
  'missing-field': problem(422, both('缺少字段', 'Missing field'), both('此项为必填。', 'This field is required.')),
  'invalid-value': problem(
    422,
    both('取值不正确', 'Invalid value'),
    both('此项取值不符合要求：{expected}。', 'The value is not as required: {expected}.'),
  ),
  'text-too-long': problem(
    422,
    both('文字过长', 'Text too long'),
    both('此项最多 {limit} 个字符。', 'At most {limit} characters are allowed here.'),
  ),
  'precondition-required': problem(
    428,
    both('须注明版本', 'Precondition required'),
    both(
      '变更须带 If-Match，其值为所读记录的 ETag。',
      'A change needs If-Match with the ETag of the record that you read.',
    ),
  ),
  'stale-version': problem(
    412,
    both('版本已过时', 'Stale version'),
    both(
      '记录已变更为第 {current} 版，请重新读取后再提交。',
      'The record is at version {current} now; read it again before you change it.',
    ),
  ),
  'idempotency-key-reused': problem(
    422,
    both('幂等键被重复使用', 'Idempotency key reused'),
    both(
      '该 Idempotency-Key 已用于内容不同的请求。',
      'This Idempotency-Key was used for a request with other content.',
    ),
  ),
  'invalid-cursor': problem(
    400,
    both('翻页标记无效', 'Invalid cursor'),
    both('翻页标记无效，请从第一页重新读取。', 'The cursor is not valid; start again from the first page.'),
  ),
  'role-required': problem(
    403,
    both('没有权限', 'Role required'),
    both('此操作需要以下角色之一：{roles}。', 'This needs one of the roles: {roles}.'),
  ),
  'unknown-department': problem(
    422,
    both('未知部门', 'Unknown department'),
    both(
      '“{department}”不在部门目录中，或在该日期尚未设立、已经撤并。',
      '"{department}" is not in the list of departments, or did not exist on that date.',
    ),
  ),
  'foreign-department': problem(
    403,
    both('不是本部门的记录', 'Another department'),
    both(
      '只能报送和变更本部门的记录；决定机关为“{department}”。',
      'A department may post and change only its own records; the authority is "{department}".',
    ),
  ),
  'same-officer': problem(
    403,
    both('须由另一人办理', 'Another officer is needed'),
    both(
      '提出人与核准人不得为同一人，请由另一名工作人员核准。',
      'Whoever proposed may not approve; another officer must.',
    ),
  ),
  'not-found': problem(
    404,
    both('没有找到', 'Not found'),
    both('没有找到，或者不属于本部门。', 'There is no such thing, or it is not yours.'),
  ),
  'malformed-code': problem(
    422,
    both('代码格式不正确', 'Malformed code'),
    both('{code}的格式不正确。', 'The {code} does not have the right form.'),
  ),
  'wrong-check-character': problem(
    422,
    both('校验码不正确', 'Wrong check character'),
    both(
      '{code}的校验码不正确，请核对是否录入有误。',
      'The check character of the {code} is wrong; compare it with the document.',
    ),
  ),
  'impossible-date': problem(
    422,
    both('日期不存在', 'Impossible date'),
    both('日期须为真实存在的年月日，写作 YYYY-MM-DD。', 'The date must exist and be written YYYY-MM-DD.'),
  ),
  'decision-in-future': problem(
    422,
    both('日期在将来', 'Decision in the future'),
    both(
      '决定日期或行为日期不得晚于今天（北京时间 {today}）。',
      'The date of a decision or act may not be after today ({today}, Beijing time).',
    ),
  ),
  'amount-missing': problem(
    422,
    both('缺少金额或证照', 'Amount missing'),
    both(
      '处罚类别含“{category}”，须填写此项。',
      'The penalty categories include {category}; this field must be given.',
    ),
  ),
  'identity-number-in-text': problem(
    422,
    both('文字中含身份证件号码', 'Identity number in text'),
    both(
      '文字中不得出现身份证件号码，请删去后重新报送。',
      'Free text may not hold an identity number; remove it and post again.',
    ),
  ),
  'sealed-by-law': problem(
    422,
    both('依法封存，不予归集', 'Sealed by law'),
    both(
      '治安管理处罚记录依法封存（治安管理处罚法 2025 年修订），本系统不予归集。',
      'Records of public-security penalties are sealed by law (Public Security Administration Punishments Law, revision of 2025) and are not taken in.',
    ),
  ),
  'under-age': problem(
    422,
    both('行为时未满十八周岁', 'Under eighteen at the act'),
    both(
      '对行为时未满十八周岁的人不归集不良记录。',
      'No negative record is taken in on anyone who was under eighteen at the act.',
    ),
  ),
  'act-date-required': problem(
    422,
    both('须填写行为日期', 'Date of the act required'),
    both(
      '对自然人的处罚须填写违法行为日期，以确认行为时已满十八周岁。',
      'A penalty on a person needs the date of the act, to know that the person was eighteen.',
    ),
  ),
  'birth-date-required': problem(
    422,
    both('须填写出生日期', 'Date of birth required'),
    both(
      '该证件号码不含出生日期，须另行填写以确认年龄（核对后不保存）。',
      'This document does not show the date of birth; give it to prove the age (it is not kept).',
    ),
  ),
  'severity-required': problem(
    422,
    both('须填写严重程度', 'Severity required'),
    both(
      '行政处罚须填写严重程度（轻微、一般、严重）及其认定标准。',
      'A penalty needs its severity (minor, general, serious) and the criterion applied.',
    ),
  ),
  'disclosure-without-basis': problem(
    422,
    both('公开决定缺少依据', 'Disclosure without basis'),
    both(
      '公开行政处罚须说明其具有一定社会影响（行政处罚法第四十八条）。',
      'Only a penalty with a certain social impact is public (Administrative Penalty Law, article 48): say what it is.',
    ),
  ),
  'person-not-disclosed': problem(
    422,
    both('自然人记录不公开', 'Persons are not disclosed'),
    both('自然人的记录不在本系统公开。', 'Records of natural persons are not made public by this system.'),
  ),
  'necessity-required': problem(
    422,
    both('须说明公开的必要性', 'Necessity required'),
    both(
      '轻微失信信息原则上不公示；确有必要的，由认定部门说明理由（信用修复管理办法）。',
      'A minor case is in principle not public; if it must be, its authority says why (Measures for the Administration of Credit Repair).',
    ),
  ),
  'already-exists': problem(
    409,
    both('文书号已存在', 'Already exists'),
    both(
      '本部门同一文书号、同一相对人的记录已存在而内容不同；如需改正，请提交更正：{corrections}。',
      'A record of this document and subject exists with other content; to mend it, post a correction: {corrections}.',
    ),
  ),
  'state-forbids': problem(
    409,
    both('当前状态不允许', 'Not in this state'),
    both('记录当前状态为“{state}”，不能进行此操作。', 'The record is "{state}"; this cannot be done now.'),
  ),
  'worsening-correction': problem(
    422,
    both('更正不得加重', 'A correction may not worsen'),
    both(
      '更正不得加重金额、程度或期限；加重须另行作出决定并重新报送。',
      'A correction may not raise an amount, the severity or a term; that takes a new decision.',
    ),
  ),
  'fixed-field': problem(
    422,
    both('此项不能更正', 'Fixed field'),
    both(
      '此项不能更正：相对人或文书号有误的，应撤回后重新报送。',
      'This cannot be corrected: with a wrong subject or number, withdraw the record and post it anew.',
    ),
  ),
  'nothing-to-correct': problem(
    422,
    both('没有需要更正的内容', 'Nothing to correct'),
    both('更正内容与现有记录相同。', 'The correction says what the record says already.'),
  ),
  'service-busy': problem(
    503,
    both('系统繁忙', 'Service busy'),
    both(
      '系统繁忙，未作任何变更，请在 Retry-After 秒后重试。',
      'The service is busy and nothing was changed; try again after Retry-After seconds.',
    ),
  ),
  'internal-error': problem(
    500,
    both('系统错误', 'Internal error'),
    both(
      '系统出错，已记录编号 {requestId}；可用同一请求重试。',
      'Something failed; it is logged as {requestId}. The same request may be sent again.',
    ),
  ),
} as const satisfies Record<FailureKind, ProblemType>;

/** Where a problem type is described, relative to the API's address: the `type` member of RFC 9457. */
export const problemTypeUri = (kind: FailureKind): string => `/docs/problems#${kind}`;

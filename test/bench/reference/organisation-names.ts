import {
  CREDIT_CODE_ALPHABET,
  creditCodeCheck,
  organisationCodeCheck,
} from '../../../shared/subjects/check-characters.ts';
import { type Chance, seeded } from './random.ts';

/** An organisation as the public copy names it. */
export interface NamedOrganisation {
  readonly code: string;
  readonly name: string;
}

const words = (text: string): readonly string[] => text.split(' ');

const PLACES = words('庄河市 庄河市 庄河市 庄河市 庄河 大连 大连 大连 大连市 大连庄河 辽宁 辽宁省 中国');
const TOWNS = words(
  '城关街道 新华街道 兴达街道 昌盛街道 明阳街道 青堆镇 徐岭镇 黑岛镇 栗子房镇 大营镇 塔岭镇 仙人洞镇 蓉花山镇 长岭镇 荷花山镇 城山镇 光明山镇 大郑镇 吴炉镇 王家镇 鞍子山乡 太平岭乡 步云山乡 桂云花乡 兰店乡 石城乡',
);
/** What trade names are made of, roughly by how often. */
const LUCKY =
  '鑫源盛达金海华兴隆泰丰瑞祥恒通宏利福德顺安永和东方联合信诚嘉美佳润天成龙凤凯旋星辰光明阳春晖新世纪博远景辉煌腾飞翔宇航鹏程万里长城江河山川湖泊林森木森绿洲青松翠竹梅兰菊荷花果园田野牧歌农禾谷稻香麦穗黄蓝红紫银玉珠宝钻石磊岩峰岭云霞雪冰雨露霖泽沐清泉溪涌泓涵澜波涛浩瀚洋洲港湾帆舟锚渔舫桥路驰骋骏马驹骐骥麒麟鸿雁鹤鹰雄狮虎豹熊象中正大方同心协力众志共创卓越超群英杰俊豪富强民族国邦京都燕赵齐鲁吴越秦汉唐宋元坤乾巽震艮离坎兑文武艺馨雅韵律动力量子科创智慧思维启迪萌芽茂荣昌旺吉庆喜悦欣怡乐康健宁静致和谐伟业基石栋梁柱擎天立地仁义礼忠孝廉耻诺言信守承传续延展拓开辟疆域境界';
const TRADES = words(
  '水产 海珍品养殖 海产品 建筑工程 建筑安装 装饰装修工程 市政工程 园林绿化工程 食品 食品加工 粮油 机械制造 机械设备 重工 商贸 贸易 国际贸易 进出口 物流 货物运输 汽车运输 汽车销售服务 汽车修理 生态农业 农业科技 农业发展 种植 果业 畜牧 化工 新材料 新能源科技 置业 房地产开发 物业管理 物业服务 医疗器械 医药 大药房 文化旅游 文化传媒 广告传媒 旅行社 酒店管理 餐饮管理 餐饮服务 网络科技 信息技术 软件开发 电子商务 科技 科技发展 智能科技 环保科技 环境工程 人力资源 劳务派遣 劳务 企业管理咨询 财务咨询 会计服务 税务师事务所 教育科技 教育咨询 培训学校 幼儿园 家政服务 养老服务 殡葬服务 保安服务 金属制品 钢结构 铸造 模具 木业 家具 门窗 石材 建材 混凝土 矿业 再生资源 包装制品 印刷 服装 纺织 针织 皮革制品 塑料制品 橡胶 电气设备 自动化设备 仪器仪表 消防工程 安防科技 水暖器材 五金交电 供热 燃气 电力工程 水利工程 测绘 勘察设计 检测技术 投资 小额贷款 融资担保 典当 拍卖 商务服务 供应链管理 船舶修造 渔业 冷冻食品',
);
const FORMS = words(
  '有限公司 有限公司 有限公司 有限公司 有限公司 有限公司 有限责任公司 股份有限公司 集团有限公司 合伙企业（有限合伙） 庄河分公司 厂 中心',
);
const SHOPS = words(
  '鲜果店 海鲜大排档 汽车修理部 日用百货超市 烧烤店 五金建材商行 口腔诊所 美容院 饭店 小吃部 面馆 饺子馆 火锅店 酒楼 茶馆 咖啡店 蛋糕房 早餐店 熟食店 水果超市 蔬菜店 粮油店 副食店 烟酒商行 服装店 鞋店 童装店 家纺店 眼镜店 手机店 电脑维修部 打印社 理发店 美发店 足疗店 浴池 旅馆 宾馆 农家院 渔家乐 民宿 药店 诊所 宠物店 花店 洗车行 轮胎店 电动车行 农机配件商店 农资商店 种子商店 饲料店 渔具店 废品收购站 快递服务站 驾校 托管中心 书店 文具店 玩具店 照相馆 广告社 装潢部 门窗加工部 水暖安装部',
);
const LATIN = words('AI IT BIM 3D 5G ABC TCL KTV DIY e家 O2O V8');
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙于姜曲宋';
const GIVEN = '明伟芳娜强磊洋艳勇军杰娟涛超霞平刚桂英玉兰海波建国丽红文博雪松';
/** Traders by their operator's name with a prefix, as 老王家, stand in the trade name, not beside it. */
const HOUSE = words('老 小 大 阿');

/** Some words are far more common than others: the logarithm of their place is spread evenly. */
const common = (chance: Chance, list: ArrayLike<string>): string => list[chance.mostlySmall(1, list.length) - 1] ?? '';

const tradeName = (chance: Chance): string => {
  const length = chance.pick([2, 2, 2, 2, 3, 4]);
  const name = Array.from({ length }, () => (chance.chance(0.5) ? common(chance, LUCKY) : chance.pick(LUCKY))).join('');
  return chance.chance(0.02) ? `${name}${chance.pick(LATIN)}` : name;
};

const company = (chance: Chance): string => {
  const [place, trade, form] = [chance.pick(PLACES), common(chance, TRADES), chance.pick(FORMS)];
  const name = tradeName(chance);
  if (place.startsWith('大连') && chance.chance(0.15)) return `${name}（大连）${trade}${form}`;
  return `${place}${name}${trade}${form}`;
};

const trader = (chance: Chance): string => {
  const name = chance.chance(0.3)
    ? `${chance.pick(HOUSE)}${chance.pick(SURNAMES)}${chance.pick(GIVEN)}`
    : tradeName(chance);
  return `庄河市${chance.pick(TOWNS)}${name}${common(chance, SHOPS)}`;
};

const cooperative = (chance: Chance): string =>
  `庄河市${chance.pick(TOWNS).slice(0, -1)}${tradeName(chance)}${common(chance, TRADES)}专业合作社`;

const creditCode = (chance: Chance, head: string): string => {
  const body = Array.from({ length: 8 }, () => chance.pick(CREDIT_CODE_ALPHABET)).join('');
  const first17 = `${head}210299${body}${organisationCodeCheck(body)}`;
  return `${first17}${creditCodeCheck(first17)}`;
};

/** `size` organisations of a city, all fictional: companies, traders with a trade name, cooperatives. */
export const organisations = (size: number, seed = 20_261_123): readonly NamedOrganisation[] => {
  const chance = seeded(seed);
  return Array.from({ length: size }, () => {
    if (chance.chance(0.42)) return { code: creditCode(chance, '92'), name: trader(chance) };
    if (chance.chance(0.08)) return { code: creditCode(chance, '93'), name: cooperative(chance) };
    return { code: creditCode(chance, '91'), name: company(chance) };
  });
};

// Sentences that the program writes into results, in Chinese: remarks, sums that are checked, notes on method. English stays
// as it was written. A brace stands for what differs from case to case.
import {currentLanguage, term} from './language';

const sentences: [english: string, chinese: string][] = [
  // Sums that must meet.
  ['boxes inside before and born since = delivered, given up and inside at the end', '期初在途箱 + 新增箱 = 交付箱 + 放弃箱 + 期末在途箱'],
  ['hours by cause = hours in system', '各原因箱时之和 = 系统内总箱时'],
  ['hours by week = hours by cause', '各周箱时之和 = 各原因箱时之和'],
  ["Little's law in every yard: TEU-hours standing = TEU-hours booked (worst: {})", '各堆场利特尔法则：在场TEU小时 = 记录TEU小时（偏差最大：{}）'],
  ['TEU-km', 'TEU公里'], ['tonne-km', '吨公里'], ['gross tonne-km', '毛吨公里'],
  ['no terminal', '无'],
  ['none', '无'],
  ['no vehicle leaves with more than its slots', '各班次装载不超过舱位'],
  ['boxes that paid for a ride = boxes loaded', '付费乘运箱 = 装载箱'],
  ["vehicles' costs = costs charged to flows and to empty running", '运载工具成本 = 计入货流与空驶的成本'],
  ["vehicles' CO2e = CO2e charged to flows and to empty running", '运载工具碳排放 = 计入货流与空驶的碳排放'],
  ['money by expense = counts x tariffs (worst: {})', '各项费用 = 数量 × 费率（偏差最大：{}）'],
  ['what shippers pay, less what they are paid, and bear = shipper cost', '货主支付 − 货主收款 + 自担损耗 = 货主成本'],
  ['resources used up by all parties = system cost', '各方消耗资源之和 = 系统成本'],
  ['handling, storage, transfers, shunting and port dues paid = earned by hubs, roads and zones', '支付的装卸、堆存、转运、调车和港口使费 = 枢纽、公路与监管区域所得'],
  ['work by mode = work in total (worst: {})', '各运输方式周转量之和 = 总周转量（偏差最大：{}）'],
  ['boxes delivered by all routes = boxes delivered', '各径路交付箱 = 交付箱'],
  ['empties at each depot: at the start + come in = taken + sent away + at hand', '各堆场空箱：期初 + 进场 = 提取 + 调出 + 现存'],
  ['parcels inside before and posted since = delivered and inside at the end', '期初在途邮件 + 收寄邮件 = 投递邮件 + 期末在途邮件'],
  ['money of boxes of mail = money charged to parcels for transport', '邮件箱费用 = 计入邮件的运输费用'],
  ['parcels sent back = handed to the town and still on their way back', '退回邮件 = 已交当地 + 退回在途'],

  // Before a calibration is believed.
  ['The search was ended by its {} evaluations, not by having settled.', '搜索因用尽{}次评估而结束，并未收敛。'],
  ['Errors are {} times as large as the deviations allow: the model leaves something out, or the deviations are too small. Intervals are widened by that.',
    '误差为标准差所允许的{}倍：模型有所遗漏，或标准差过小。区间已按此加宽。'],
  ['{} of {} observations have no deviation: 5 % of the value, an assumption.', '{1}项观测中有{0}项未给标准差：按数值的5%计（假设）。'],
  ['One run a point: how much chance there is between runs is not known, and not counted.', '每点仅一次仿真：各次之间的随机波动未知，未予计入。'],
  ['The observations say next to nothing about {}.', '观测几乎不能说明“{}”。'],
  ['{} ended at the edge of its range: the best may lie beyond.', '“{}”停在其范围边缘：最优值可能在范围之外。'],
  ['{} and {} cannot be told apart (correlation {}): only what they do together is known.', '“{}”与“{}”无法区分（相关系数{}）：仅知两者的共同作用。'],

  // What is unusual in a scenario.
  ['each vehicle leaves the scenario at its last stop, and its way back is not counted, in days, fuel or CO2e: say "returns": true, or false where it is meant',
    '运载工具在末站离开情景，其返程的时间、燃料与碳排放均未计入：请写明 "returns": true，确属有意则写 false'],
  ['the year {}; usual are {} to {}', '起始年份为{}；通常为{}至{}'],
  ['there are no flows and no mail: nothing is carried', '没有货流也没有邮件：无可运输'],
  ['no flow and no mail uses boxes of this type', '没有货流或邮件使用此箱型'],
  ['no service calls here', '没有线路挂靠此处'],
  ['no ship calls here', '没有船舶挂靠此处'],
  ['no ship of {} m or more calls here: nobody uses it', '没有{}米及以上的船舶挂靠此处：无船使用'],
  ['no truck brings a box here', '没有集卡送箱至此处'],
  ['no flow takes or brings back boxes "{}" here: none begins or ends where this depot is the nearest by road',
    '没有货流在此提取或归还“{}”箱：没有货流的起讫地以此堆场为公路最近者'],
  ['no depot has boxes "{}"{}: they are always there', '没有堆场存有“{0}”箱{1}：视为随时可得'],
  [' of "{}"', '（箱主“{}”）'],
  ['1 leaves everything as it is', '剩余能力为1：一切照旧'],
  ['its first departure is {} hours after the start, when the run of {} days is over', '首班在开始后{0}小时，而{1}天的运行届时已结束'],
  ['limits other ships, and none come', '限制其他船舶，但并无其他船舶到来'],
  ['the water is deep enough for all ships: no depth_m', '未给出水深：视为对所有船舶均足够'],
  ['the scenario has no holidays', '情景中没有节假日'],
  ['nothing is declared in advance: "when" does not say so', '没有提前申报："when" 未如此写明'],
  ['an inspection is of one stage: "two_stage" is not set', '查验仅一个阶段：未设定 "two_stage"'],
  ['no part loads come: "lcl_share" is 0', '没有拼箱货："lcl_share" 为0'],
  ['the volume does not answer to cost: "elasticity" is 0', '货量不随成本变化："elasticity" 为0'],
  ['the goods have no value: nothing is lent on them', '货物没有价值：无从融资'],
  ['the goods have no value: nothing is insured', '货物没有价值：无可投保'],
  ['the goods have no value: their time costs nothing', '货物没有价值：其时间没有成本'],
  ['no holiday is in the run, {} to {}', '没有节假日在运行期内（{}至{}）'],
  ['none of these months is in the run, {} to {}', '所列月份均不在运行期内（{}至{}）'],
  ['lies outside the run, {} to {}', '不在运行期内（{}至{}）'],
  ['begins after the run, {} to {}', '始于运行期之后（{}至{}）'],
  ['never as many in one direction: trains_per_day {} is the limit of both', '单向永不及此数：双向合计上限为{}'],
  ['never as many: there are {} cranes', '永不及此数：共有{}台起重机'],
  ['never as many: there are {} {}', '永不及此数：共有{}台{}'],
  ['never as many reefers: there is room for {}', '冷藏箱永不及此数：至多容纳{}箱'],
  ['no boxes fill this stock: "refilled_by" names no flow', '没有集装箱为此库存补货："refilled_by" 未指定货流'],
  ['no line ever breaks: "hours_between_breakdowns" is 0', '分拣线从不故障："hours_between_breakdowns" 为0'],
  ['no box is ever lost: give "willingness_to_pay", "gives_up_after_days" or "elasticity"', '从无箱流失：请给出 "willingness_to_pay"、"gives_up_after_days" 或 "elasticity"'],
  ['there is no summary declaration: "when" is not "two_step"', '没有概要申报："when" 并非 "two_step"'],
  ['nothing is inspected inland: "two_stage" is not set, and no zone inspects what it has released', '内陆不作查验：未设定 "two_stage"，亦无监管区在放行后查验'],
  ['customs trusts nobody: "trusted_share" is 0', '海关未认证任何企业："trusted_share" 为0'],
  ['no box is tested or relabelled: no flow holds "goods" that are', '没有箱需检测或换标：没有货流的 "goods" 有此要求'],
  ['the demand does not become mail: no "to_mail_flow"', '需求并不转为邮件：未给出 "to_mail_flow"'],
  ['no service that it is for, by name and mode, calls at its places: it pays nobody', '其名称与运输方式所指的线路均不挂靠其地点：无人获得补贴'],
  ['a price for {} boxes alone: those of flow "{}", of {}, pay nothing', '仅有{0}箱的价格：货流“{1}”的{2}箱免费'],
  ['no box has a way by it: it takes those under customs supervision alone, and with "where" of customs "port", or without customs, exports and imports are domestic on their legs at home',
    '没有箱可走此线路：其仅承运海关监管箱，而海关 "where" 为 "port" 或未设海关时，进出口箱在境内航段视同内贸'],
  ['no service uses these vehicles', '没有线路使用此类运载工具'],
  ['{} m for a deadweight of {} t; usual are {} to {} m', '载重{1}吨的船吃水{0}米；通常为{2}至{3}米'],
  ['{} m, and "{}" is never deeper than {} m: with {} m under the keel it can load {} % of its deadweight at most; usual are {} % or more',
    '吃水{0}米，而“{1}”水深从不超过{2}米：富余水深{3}米时至多装载其载重吨的{4}%；通常为{5}%以上'],
  ['{} t empty for {} TEU; usual are {} to {} t', '{1} TEU的空箱重{0}吨；通常为{2}至{3}吨'],
  ['{} TEU a year, {} times what the services on its ways can carry ({}); usual is less than what they can', '每年{0} TEU，为沿途线路运能（{2}）的{1}倍；通常不超过运能'],
  ['{} km, and on the map {} and {} are {} km apart; usual are 1 to {} times as much. Is the distance right, or are latitude and longitude of one of them?',
    '里程{0}公里，而图上{1}与{2}相距{3}公里；通常为1至{4}倍。请核对里程及两地经纬度'],
  ['{} t for {} TEU are {} t a TEU; usual are {} t', '{1} TEU载重{0}吨，每TEU {2}吨；通常为{3}吨'],
  ['{} t in a box "{}"; usual are {} to {} t', '“{1}”箱内{0}吨；通常为{2}至{3}吨'],
  ['{} {} for {} t of cargo are {} a tonne; usual are {} to {}', '{2}吨货物价值{0} {1}，每吨{3}；通常为{4}至{5}'],
  ['{} {} {} for {}; usual are {} to {} {}', '{3}{2}{0} {1}；通常为{4}至{5} {6}'],
  ['{} {} a km for {}; usual are {} to {}', '{2}每公里{0} {1}；通常为{3}至{4}'],
  ['{} {} a box for {}; usual are {} to {}', '{2}每箱{0} {1}；通常为{3}至{4}'],
  ['{} {} each {}; usual are {} to {} {}', '每{2}{0} {1}；通常为{3}至{4} {5}'], ['move', '箱次'], ['box', '箱'], ['parcel', '件'],
  ['{} km/h, and vehicle class "{}" is made for {} km/h; usual are {} to {}', '{0} km/h，而运载工具“{1}”按{2} km/h设计；通常为{3}至{4}'],
  ['no ship that comes here fits into it and goes the way that it serves', '来此的船舶无一既能进入该闸室又与其服务方向相同'],
  ['{} ships a day, and its chambers lift {} at most: the queue grows all year; give "turns_away_at" or "quota_per_day"',
    '每天{0}艘，而闸室至多通过{1}艘：排队终年增长；请给出 "turns_away_at" 或 "quota_per_day"'],
  ['{} are on duty at once, and there are {} cranes to man', '同时在岗{0}班，而仅有{1}台起重机'],
  ['{} TEU, and vehicles of {} TEU call; usual is room for a tenth of one or more', '{0} TEU，而挂靠的运载工具有{1} TEU；通常至少容纳其十分之一'],
  ['a day', '每天'], ['a km', '每公里'],
  ['{} vehicles, and the timetable keeps {} at work: a round takes {} days, one leaves every {} hours; the others lie at berths or tracks, and who comes waits for these',
    '{0}台（艘、列），而时刻表只需{1}：往返{2}天，每{3}小时发一班；其余停占泊位或股道，后到者须等候'],
  ['{} {}, and at most {} ever work: {} {} with {} a {} (cranes_per_vehicle)', '{0}台{1}，而同时作业的至多{2}台：{3}个{4}，每{6}{5}台（cranes_per_vehicle）'],
  ['{} {}; usual are {} to {}', '{0} {1}；通常为{2}至{3}'],
  ['a sea-going ship', '海船'], ['a river ship', '内河船'], ['a train', '列车'], ['a truck', '集卡'], ['an aeroplane', '飞机'], ['a vehicle', '运载工具'],
  ['cranes', '岸桥'], ['gantries', '门吊'], ['loaders', '装载机'], ['berth', '泊位'], ['berths', '泊位'], ['track', '装卸线'], ['tracks', '装卸线'],
  ['stand', '机位'], ['stands', '机位'], ['ship', '艘船'], ['train', '列车'], ['aeroplane', '架飞机'],
  ['moves an hour', '箱次/小时'], ['of the value a year', '（占货值/年）'], ['of the value a move', '（占货值/次）'], ['of the boxes', '（占箱数）'],
  ['boxes a year', '箱/年'], ['TEU a year', 'TEU/年'], ['days', '天'], ['hours', '小时'], ['minutes', '分钟'], ['minutes a truck', '分钟/车'], ['minutes a train', '分钟/列'],
  ['seconds a box', '秒/箱'], ['ships a day', '艘/天'],
  ['trains a day', '列/天'], ['parcels an hour', '件/小时'], ['parcels a day', '件/天'], ['kg a tonne', '千克/吨'], ['kg a kg', '千克/千克'], ['kg a litre', '千克/升'],
  ['kg a kWh', '千克/千瓦时'], ['{} a day', '{}/天'], ['{} a tonne', '{}/吨'], ['{} a kg', '{}/千克'], ['{} a litre', '{}/升'], ['{} a kWh', '{}/千瓦时'],
  ['{} a move', '{}/箱次'], ['{} a TEU and day', '{}/TEU·天'], ['{} a box', '{}/箱'], ['{} a parcel', '{}/件'], ['{} a km', '{}/公里'], ['{} an hour', '{}/小时'],

  ['the line {} {} km from {}; it goes from `from` to `to`, longitude first', '线形{0}于距{2} {1}公里处；须自起点至终点，经度在前'],
  ['begins', '始'], ['ends', '止'],
  ['it leaves when {} TEU are aboard, and only reefers wait for it: its {} plugs take {} TEU at most, so that it never leaves; give it "longest_wait_hours", more plugs or less "fill"',
    '装满{0} TEU方开行，而候运的仅有冷藏箱：其{1}个插座至多带{2} TEU，因而永不开行；请写明 "longest_wait_hours"，增加插座或降低 "fill"'],

  // What to bear in mind of an appraisal.
  ['A year is {} days counted, times {}: seasons outside them are not seen.', '一年以统计期{}天乘以{}计：其外的季节未被反映。'],
  ['A year is the mean of {} seasons by weight, {} days counted in all.', '全年为{}个季节的加权平均，共统计{}天。'],
  ['Benefits before year {}, the first that was simulated, are as in that year.', '第{}年为首个仿真年份，此前的效益同该年。'],
  ['Benefits after year {}, the last that was simulated, are as in that year.', '第{}年为末个仿真年份，此后的效益同该年。'],
  ['What {} saves grows on after it, up to {} times the demand of the base.', '此后{0}的节省随需求增长，至基准需求的{1}倍为止。'],
  ['Demand is {} times as much in year {} as in year {} (case {}): not seen.', '第{1}年需求为第{2}年的{0}倍（{3}情形）：未被反映。'],
  ['What comes in any case in year {} is in no year that was simulated.', '第{}年各情形下的变化不在任何仿真年份之内。'],
  ['Demand grows. Sailings and fleets of all services follow it, weekly ones at even intervals; trucks are always enough; terminals, locks, roads, tracks, customs, depots and postal hubs stay as they are.',
    '需求增长。各线路班次与运力随之增加，每周班期均匀分布；集卡始终充足；港站、船闸、公路、铁路、海关、堆场与邮政枢纽保持不变。'],
  ['Demand grows, and no sailing follows it ("services_follow_demand" is false); trucks are always enough; terminals, locks, roads, tracks, customs, depots and postal hubs stay as they are.',
    '需求增长，而班次不随之增加（"services_follow_demand" 为 false）；集卡始终充足；港站、船闸、公路、铁路、海关、堆场与邮政枢纽保持不变。'],
  ['In {} of {} states less than {} % of what comes in is delivered: the network does not keep up, and what an option saves depends on how long was simulated.',
    '{1}种状态中有{0}种的交付量不足进入量的{2}%：网络能力不足，方案的节约额取决于仿真时长。'],
  ['FILLING UP: in {} of {} states more and more stays inside, first with {} built in year {}, case {}: what an option saves depends on how long was simulated, and no figure of it can be relied on.',
    '持续积压：{1}种状态中有{0}种在途箱不断增加，首先出现于第{3}年{4}情形（已建：{2}）：方案的节约额取决于仿真时长，其数值均不可信。'],
  ['nothing', '无'],
  ['The debt of {} is paid back {} years after the horizon: what is earned then is not counted in its cover.',
    '{}的债务在计算期末后{}年才还清：其后的收入未计入本息覆盖倍数。'],
  ['{} has several internal rates of return: none of them means anything alone.', '{}有多个内部收益率，单独均无意义。'],

  // What is changed, one thing at a time.
  ['{} years later', '推迟{}年'], ['{} year later', '推迟{}年'],

  // Of an experiment.
  ['the base does not have {}', '基准中没有{}'],
  ['one comparison a measure needs no correction', '每项指标仅一次对比，无需修正'],
  ['{} comparisons a measure: each interval at {}, so that all of them hold together with {} (Bonferroni)', '每项指标{}次对比：各区间置信度为{}，合并置信度为{}（邦费罗尼修正）'],
];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const patterns = sentences.map(([english, chinese]) =>
  ({pattern: new RegExp(`^${english.split('{}').map(escaped).join('(.+?)')}$`), chinese}));

/** A sentence of the program in the reader's language; as it stands where it is not known. What it names stays as it is. */
export function said(text: string): string {
  if (currentLanguage() === 'en') return text;
  const remark = /^((?:\S+: )?\/\S+): (.*)$/.exec(text);  // a place in a scenario, maybe an option's, and what is unusual there
  if (remark) return `${remark[1]}：${said(remark[2] ?? '')}`;
  for (const {pattern, chinese} of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    let next = 1;
    return chinese.replace(/\{(\d*)\}/g, (_, place: string) => said(found[place === '' ? next++ : Number(place) + 1] ?? ''));
  }
  return /^[a-z_]+$/.test(text) ? term(text) : text;
}

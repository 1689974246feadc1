/** A made-up province in an epidemic, for looking at screens without a service. Not shipped. */
import type { Change, Section } from '../src/live/protocol';

type Urgency = 'STAT' | 'ASAP' | 'URGENT' | 'ROUTINE';

const REGIONS: [string, string, string, number, number, number][] = [
  ['JZ', '江州市', 'Jiangzhou', 30.59, 114.3, 11],
  ['LH', '临湖市', 'Linhu', 30.33, 112.24, 6],
  ['XS', '西山市', 'Xishan', 30.7, 111.29, 6],
  ['BY', '北原市', 'Beiyuan', 32.01, 112.13, 6],
  ['QC', '青川市', 'Qingchuan', 31.69, 113.38, 5],
  ['DT', '东塘市', 'Dongtang', 30.2, 115.04, 6],
  ['HG', '横岗市', 'Henggang', 30.45, 115.6, 5],
  ['YL', '云岭州', 'Yunling', 30.27, 109.49, 5],
  ['NH', '南河市', 'Nanhe', 29.6, 114.0, 5],
  ['SY', '石堰市', 'Shiyan', 32.63, 110.79, 5],
];
const KINDS: [string, string, string][] = [
  ['HOSPITAL', '第一人民医院', 'First People’s Hospital'],
  ['WAREHOUSE', '应急物资储备库', 'Emergency Stockpile'],
  ['HOSPITAL', '中医医院', 'Hospital of Chinese Medicine'],
  ['CLINIC', '城关社区卫生服务中心', 'Chengguan Community Clinic'],
  ['HOSPITAL', '传染病医院', 'Infectious Disease Hospital'],
  ['RESCUE_STATION', '急救中心', 'Ambulance Centre'],
  ['FIELD_HOSPITAL', '体育馆方舱医院', 'Stadium Field Hospital'],
  ['SUPPLIER_DEPOT', '医药公司配送仓', 'Pharma Depot'],
  ['SHELTER', '会展中心安置点', 'Exhibition Centre Shelter'],
  ['HOSPITAL', '妇幼保健院', 'Maternity Hospital'],
  ['HOSPITAL', '中心医院', 'Central Hospital'],
];
const ITEMS: [string, string, string, string, number][] = [
  ['N95', '医用防护口罩', 'N95 respirator', '只', 20000],
  ['SURG-MASK', '一次性医用外科口罩', 'Surgical mask', '只', 80000],
  ['GOWN', '医用一次性防护服', 'Protective coverall', '套', 6000],
  ['GOGGLE', '医用隔离眼罩', 'Goggles', '副', 3000],
  ['GLOVE', '一次性医用橡胶检查手套', 'Examination gloves', '双', 60000],
  ['O2-CONC', '医用制氧机', 'Oxygen concentrator', '台', 60],
  ['VENT', '有创呼吸机', 'Ventilator', '台', 24],
  ['HFNC', '高流量湿化氧疗仪', 'High-flow oxygen unit', '台', 40],
  ['TEST-KIT', '核酸检测试剂盒', 'PCR test kit', '盒', 9000],
  ['THERMO', '红外体温计', 'Infrared thermometer', '支', 800],
  ['DISINF', '84消毒液', 'Chlorine disinfectant', '瓶', 9000],
  ['ALCOHOL', '75%医用酒精', 'Alcohol 75 %', '瓶', 7000],
  ['SHIELD', '医用面屏', 'Face shield', '个', 5000],
  ['SALINE', '0.9%氯化钠注射液', 'Saline 0.9 %', '袋', 12000],
  ['BED', '折叠病床', 'Folding bed', '张', 400],
  ['ICU-NURSE', '重症护理队', 'Intensive care nurses', '人', 60],
];
const SHARES: [Urgency, number][] = [
  ['STAT', 0.06],
  ['ASAP', 0.2],
  ['URGENT', 0.5],
  ['ROUTINE', 1],
];

interface Line {
  request: string;
  site: string;
  item: string;
  urgency: Urgency;
  quantity?: number;
  allocated: number;
  since: string;
}

/** Draws the same epidemic for the same seed. */
export class Epidemic {
  readonly sections: Record<string, Section> = { sites: {}, items: {}, incidents: {}, shortages: {}, allocations: {}, stock: {}, units: {}, forces: {}, posts: {} };
  private readonly stock = new Map<string, number>();
  private readonly lines = new Map<string, Line>();
  private changes: Change[] = [];
  private n = 0;

  constructor(private seed = 7) {
    for (const [region, zh, en, lat, lon, count] of REGIONS)
      for (let i = 0; i < count; i++) {
        const [kind, zhKind, enKind] = KINDS[i]!;
        const code = `${region}-${String(i + 1).padStart(2, '0')}`;
        const spread = region === 'JZ' ? 0.34 : 0.5;
        this.sections.sites![code] = {
          code, name: { zh: zh + zhKind, en: `${en} ${enKind}` }, kind, region, status: 'OPEN', keySite: i === 0 && ['JZ', 'LH', 'DT'].includes(region),
          latitude: lat + (i === 0 ? 0 : (this.random() - 0.5) * spread), longitude: lon + (i === 0 ? 0 : (this.random() - 0.5) * spread * 1.4),
        };
      }
    for (const [code, zh, en, baseUnit, most] of ITEMS) {
      this.sections.items![code] = { code, kind: 'SUPPLY', name: { zh, en }, category: 'EPIDEMIC', baseUnit };
      for (const site of this.sources()) this.stock.set(`${site.code}/${code}`, Math.round(most * this.random() * 0.22));
    }
    this.sections.incidents!['i1'] = {
      id: 'i1', code: 'INC-1', name: { zh: '江北省新发呼吸道传染病疫情', en: 'Jiangbei respiratory outbreak' }, kind: 'EPIDEMIC', level: 'I', phase: 'RESPONSE',
      startedAt: new Date(Date.now() - 3.2 * 86_400_000).toISOString(),
    };
    for (let i = 0; i < 120; i++) this.request((120 - i) * 90_000);
    this.changes = [];
  }

  /** Goes on a little; gives what changed. */
  step(): Change[] {
    this.request(0);
    if (this.random() < 0.35) this.receipt();
    const changes = this.changes;
    this.changes = [];
    return changes;
  }

  private random(): number {
    this.seed = (this.seed * 1103515245 + 12345) % 2147483648;
    return this.seed / 2147483648;
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)]!;
  }

  private sites(): { code: string; kind: string; latitude: number; longitude: number; keySite: boolean }[] {
    return Object.values(this.sections.sites!) as never;
  }

  private sources() {
    return this.sites().filter((site) => site.kind === 'WAREHOUSE' || site.kind === 'SUPPLIER_DEPOT');
  }

  private request(agoMs: number): void {
    const draw = this.random();
    const urgency = SHARES.find(([, share]) => draw < share)![0];
    const [item, , , , most] = this.pick(ITEMS);
    const site = this.pick(this.sites().filter((s) => s.kind !== 'WAREHOUSE' && s.kind !== 'SUPPLIER_DEPOT'));
    const key = `${(++this.n).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000/1`;
    const line: Line = { request: key.split('/')[0]!, site: site.code, item, urgency, allocated: 0, since: new Date(Date.now() - agoMs).toISOString() };
    if (this.random() > 0.25) line.quantity = Math.max(1, Math.round(most * (0.02 + this.random() * 0.5)));
    this.lines.set(key, line);
    this.serve(key, line, agoMs);
  }

  private receipt(): void {
    const [item, , , , most] = this.pick(ITEMS);
    const source = this.pick(this.sources());
    this.add(source.code, item, Math.round(most * this.random() * 0.5));
    for (const [key, line] of this.lines) if (line.item === item) this.serve(key, line, 0);
    while (this.lines.size > 160) {
      const oldest = this.lines.keys().next().value!;
      this.lines.delete(oldest);
      this.remove('shortages', oldest);
    }
  }

  private add(site: string, item: string, quantity: number): void {
    this.stock.set(`${site}/${item}`, (this.stock.get(`${site}/${item}`) ?? 0) + quantity);
  }

  private serve(key: string, line: Line, agoMs: number): void {
    if (line.quantity !== undefined) {
      const to = this.sites().find((site) => site.code === line.site)!;
      const near = this.sources()
        .map((site) => ({ site, km: 111 * Math.hypot(site.latitude - to.latitude, (site.longitude - to.longitude) * 0.86) }))
        .sort((a, b) => a.km - b.km);
      for (const { site, km } of near) {
        const quantity = Math.min(line.quantity - line.allocated, this.stock.get(`${site.code}/${line.item}`) ?? 0);
        if (quantity <= 0) continue;
        this.add(site.code, line.item, -quantity);
        line.allocated += quantity;
        const id = `a${++this.n}`;
        this.put('allocations', id, {
          id, request: line.request, line: 1, source: site.code, site: line.site, item: line.item, quantity, urgency: line.urgency,
          distanceKm: Math.round(km * 13) / 10, travelMinutes: Math.round(20 + km * 1.1), state: 'RESERVED', at: new Date(Date.now() - agoMs).toISOString(),
        });
      }
    }
    const ids = Object.keys(this.sections.allocations!);
    for (const id of ids.slice(0, Math.max(0, ids.length - 200))) this.remove('allocations', id);
    const short = line.quantity === undefined ? undefined : line.quantity - line.allocated;
    if (short === 0) {
      this.lines.delete(key);
      if (this.sections.shortages![key]) this.remove('shortages', key);
      return;
    }
    const { quantity, ...rest } = line;
    const keySite = this.sites().find((site) => site.code === line.site)!.keySite;
    this.put('shortages', key, {
      ...rest, line: 1, keySite, level: 'I', provenance: quantity === undefined ? 'UNKNOWN' : 'STATED', neededBy: line.since,
      reason: quantity === undefined ? 'QUANTITY_UNKNOWN' : 'NO_STOCK', ...(quantity === undefined ? {} : { quantity, short }),
    });
  }

  private put(section: string, key: string, value: unknown): void {
    this.sections[section]![key] = value;
    this.changes.push({ op: 'put', in: section, key, value });
  }

  private remove(section: string, key: string): void {
    delete this.sections[section]![key];
    this.changes.push({ op: 'remove', in: section, key });
  }
}

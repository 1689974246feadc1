/** From what the board holds to what the wall shows. Pure. */
import { rank, URGENCIES, type Allocation, type Incident, type Readiness, type Restock, type Shortage, type UnitCount, type Urgency } from './domain';

/** One line of the shortage panel: everything that lacks of one item. */
export interface ShortItem {
  item: string;
  urgency: Urgency;
  /** Of the lines whose quantity is known. */
  need: number;
  have: number;
  short: number;
  sites: number;
  /** Lines whose quantity nobody has said. */
  unknown: number;
  /** Whether any line says how much. */
  known: boolean;
  since: number;
  /** When the latest line of the highest urgency came; null without one. */
  newestStat: number | null;
  /** What suppliers have promised, are asked for, were to have brought or answered. */
  coming: { promised: number; asked: number; overdue: number; /** When the last of the promised is to come; null if none ends. */ endsAt: number | null; /** When the next of the promised is to come; null if nobody said. */ nextAt: number | null };
}

/** One line of the arriving panel: what one source gives to one request line, whatever the lots. */
export interface Arrival {
  key: string;
  source: string;
  site: string;
  item: string;
  quantity: number;
  urgency: Urgency;
  distanceKm: number;
  travelMinutes: number;
  at: number;
  /** Whether all of it has left. */
  moving: boolean;
}

/** Free ones and all of a kind of units, in the order in which they are shown; retired ones are none. */
export interface Strength {
  kinds: { kind: string; free: number; all: number }[];
  moving: number;
}

export interface Counts {
  byUrgency: Record<Urgency, number>;
  unknown: number;
}

const GONE = new Set(['RELEASED', 'EXPIRED', 'PREEMPTED', 'RECEIVED', 'RETURNED']);
const LEVELS = ['I', 'II', 'III', 'IV'];

/** Items that lack, the most urgent first, then the longest waiting; where nobody said how much, after those. */
export function shortItems(shortages: Iterable<Shortage>, restock: Iterable<Restock> = []): ShortItem[] {
  const next = nextByItem(restock);
  const byItem = new Map<string, ShortItem & { places: Set<string> }>();
  for (const line of shortages) {
    const since = Date.parse(line.since);
    let item = byItem.get(line.item);
    if (item === undefined) {
      item = { item: line.item, urgency: line.urgency, need: 0, have: 0, short: 0, sites: 0, unknown: 0, known: false, since, newestStat: null, coming: { promised: 0, asked: 0, overdue: 0, endsAt: null, nextAt: next.get(line.item) ?? null }, places: new Set() };
      byItem.set(line.item, item);
    }
    if (rank(line.urgency) < rank(item.urgency)) item.urgency = line.urgency;
    if (since < item.since) item.since = since;
    if (line.urgency === 'STAT') item.newestStat = Math.max(item.newestStat ?? 0, since);
    item.places.add(line.site);
    item.coming.promised += line.promised ?? 0;
    item.coming.asked += line.asked ?? 0;
    item.coming.overdue += line.overdue ?? 0;
    if (line.endsAt !== undefined) item.coming.endsAt = Math.max(item.coming.endsAt ?? 0, Date.parse(line.endsAt));
    if (line.quantity === undefined) item.unknown++;
    else {
      item.known = true;
      item.need += line.quantity;
      item.have += line.allocated;
      item.short += line.short ?? line.quantity - line.allocated;
    }
  }
  return [...byItem.values()]
    .map(({ places, ...item }) => ({ ...item, sites: places.size }))
    .sort((a, b) => rank(a.urgency) - rank(b.urgency) || Number(b.known) - Number(a.known) || a.since - b.since || (a.item < b.item ? -1 : 1));
}

/** When suppliers bring the next of each item, as they promised. */
function nextByItem(restock: Iterable<Restock>): Map<string, number> {
  const next = new Map<string, number>();
  for (const { item, promised, received, promisedUntil } of restock) {
    if (promisedUntil === undefined || received >= promised) continue;
    next.set(item, Math.min(next.get(item) ?? Infinity, Date.parse(promisedUntil)));
  }
  return next;
}

/** Live allocations, the newest first, the lots of one decision added up; at most `most`. */
export function arrivals(allocations: Iterable<Allocation>, most: number): Arrival[] {
  const byDecision = new Map<string, Arrival>();
  for (const allocation of allocations) {
    if (GONE.has(allocation.state)) continue;
    const { request, line, source, site, item, quantity, urgency, distanceKm, travelMinutes } = allocation;
    const key = `${request}/${line}/${source}/${item}`;
    const at = Date.parse(allocation.at);
    const known = byDecision.get(key);
    if (known === undefined) byDecision.set(key, { key, source, site, item, quantity, urgency, distanceKm, travelMinutes, at, moving: allocation.state === 'DISPATCHED' });
    else {
      known.quantity += quantity;
      known.at = Math.max(known.at, at);
      known.moving &&= allocation.state === 'DISPATCHED';
    }
  }
  return [...byDecision.values()].sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1)).slice(0, most);
}

const KINDS = ['TEAM', 'PERSON', 'ASSET'];
/** Who is off duty may be called, as the roster says. */
const FREE = new Set(['AVAILABLE', 'OFF_DUTY']);
const MOVING = new Set(['IN_TRANSIT', 'EN_ROUTE', 'RETURNING']);

/** What units there are, and how many of them are free or on the move. */
export function strength(units: Iterable<UnitCount>): Strength {
  const byKind = new Map<string, { free: number; all: number }>();
  let moving = 0;
  for (const { kind, status, count } of units) {
    if (status === 'RETIRED') continue;
    const known = byKind.get(kind) ?? { free: 0, all: 0 };
    known.all += count;
    if (FREE.has(status)) known.free += count;
    if (MOVING.has(status)) moving += count;
    byKind.set(kind, known);
  }
  return { kinds: KINDS.flatMap((kind) => (byKind.has(kind) ? [{ kind, ...byKind.get(kind)! }] : [])), moving };
}

/** Those of which the smallest part is free first, then the most numerous; at most `most`. */
export function scarcest<T extends Readiness>(groups: Iterable<T>, nameOf: (group: T) => string, most: number): T[] {
  const share = (group: T): number => group.free / Math.max(1, group.units);
  return [...groups].sort((a, b) => share(a) - share(b) || b.units - a.units || (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, most);
}

/** Where the most units are, however many are free; at most `most`. */
export function fullest<T extends Readiness>(groups: Iterable<T>, nameOf: (group: T) => string, most: number): T[] {
  return [...groups].sort((a, b) => b.units - a.units || (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, most);
}

export function counts(shortages: Iterable<Shortage>): Counts {
  const byUrgency = Object.fromEntries(URGENCIES.map((urgency) => [urgency, 0])) as Record<Urgency, number>;
  let unknown = 0;
  for (const line of shortages) {
    if (line.urgency in byUrgency) byUrgency[line.urgency]++;
    if (line.quantity === undefined) unknown++;
  }
  return { byUrgency, unknown };
}

/** The most urgent need of each site that lacks something. */
export function worstBySite(shortages: Iterable<Shortage>): Map<string, Urgency> {
  const worst = new Map<string, Urgency>();
  for (const line of shortages) {
    const known = worst.get(line.site);
    if (known === undefined || rank(line.urgency) < rank(known)) worst.set(line.site, line.urgency);
  }
  return worst;
}

/** The incident that leads (highest level, then the oldest) and how many others go on. */
export function leading(incidents: Iterable<Incident>): { incident: Incident; others: number } | null {
  const open = [...incidents].filter((incident) => incident.phase !== 'CLOSED');
  open.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const incident = open[0];
  return incident === undefined ? null : { incident, others: open.length - 1 };
}

/** Whole days since the start; 0 on the first. */
export function daysSince(startedAt: string, now: number): number {
  return Math.max(0, Math.floor((now - Date.parse(startedAt)) / 86_400_000));
}

/** Levels as Chinese plans write them. */
export const ROMAN: Record<string, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' };

/** What the board `overview` holds, as in docs/boards.md. */

export const URGENCIES = ['STAT', 'ASAP', 'URGENT', 'ROUTINE'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface Name {
  zh?: string;
  en?: string;
}

export interface Site {
  code: string;
  name: Name;
  kind: string;
  latitude: number;
  longitude: number;
  region?: string;
  keySite: boolean;
  status: string;
}

export interface Item {
  code: string;
  kind: string;
  name: Name;
  baseUnit: string;
}

export interface Incident {
  id: string;
  code: string;
  name: Name;
  kind: string;
  region?: string;
  level: string;
  phase: string;
  startedAt: string;
}

export interface Shortage {
  request: string;
  line: number;
  site: string;
  item: string;
  urgency: Urgency;
  keySite: boolean;
  quantity?: number;
  provenance: string;
  allocated: number;
  short?: number;
  neededBy: string;
  since: string;
  reason: string;
  /** What suppliers bring of it: asked and not answered, promised, overdue; when it ends as promised. */
  asked?: number;
  promised?: number;
  overdue?: number;
  endsAt?: string;
}

/** What a supplier was sent and has not ended. */
export interface Restock {
  id: string;
  item: string;
  state: string;
  promised: number;
  received: number;
  promisedUntil?: string;
}

export interface Allocation {
  id: string;
  request: string;
  line: number;
  source: string;
  site: string;
  item: string;
  /** The asset, person or team that goes; absent for supplies. */
  unit?: string;
  quantity: number;
  urgency: Urgency;
  distanceKm: number;
  travelMinutes: number;
  state: string;
  at: string;
}

/** Units by what can be counted on. */
export interface Readiness {
  units: number;
  free: number;
  booked: number;
  moving: number;
  busy: number;
  out: number;
}

/** Of those that may be asked for as an item. */
export interface Force extends Readiness {
  item: string;
}

/** Of those that are at a site. */
export interface Post extends Readiness {
  site: string;
}

export interface UnitCount {
  kind: string;
  status: string;
  count: number;
}

/** 0 is the most urgent; what is not known ranks last. */
export function rank(urgency: string): number {
  const place = (URGENCIES as readonly string[]).indexOf(urgency);
  return place < 0 ? URGENCIES.length : place;
}

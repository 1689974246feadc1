/** Where things stand on the schematic map. Pure. */
import { geoMercator } from 'd3-geo';
import type { Site } from './domain';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed {
  site: Site;
  x: number;
  y: number;
}

const EARTH_RADIUS_KM = 6371;
/** A single site, or several at one place, are not blown up to fill the screen: half the map is at least so wide. */
const SMALLEST_KM = 5;

/** How much longer one direction may be drawn than the other, to use the room there is. */
const MOST_STRETCH = 1.7;
const MOST_SPREAD_SITES = 400;

/** Puts all sites into the box: north is up, and the shape is stretched a little to fill the box. It is a scheme, not a map. */
export function place(sites: readonly Site[], box: Box): Placed[] {
  if (sites.length === 0) return [];
  const projection = geoMercator();
  const points = { type: 'MultiPoint' as const, coordinates: sites.map((site) => [site.longitude, site.latitude]) };
  projection.fitExtent([[box.x, box.y], [box.x + box.width, box.y + box.height]], points);
  const largest = (Math.min(box.width, box.height) / (2 * SMALLEST_KM)) * EARTH_RADIUS_KM;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  if (!(projection.scale() <= largest)) {
    const first = sites[0]!;
    projection.scale(largest).center([first.longitude, first.latitude]).translate([centre.x, centre.y]);
  }
  const placed = sites.flatMap((site) => {
    const point = projection([site.longitude, site.latitude]);
    return point === null ? [] : [{ site, x: point[0], y: point[1] }];
  });
  return projection.scale() < largest ? stretch(placed, box, centre) : placed;
}

function stretch(placed: Placed[], box: Box, centre: { x: number; y: number }): Placed[] {
  const span = (values: number[]): number => Math.max(...values) - Math.min(...values);
  const factor = (room: number, used: number): number => (used <= 0 ? 1 : Math.min(MOST_STRETCH, Math.max(1, room / used)));
  const byX = factor(box.width, span(placed.map((p) => p.x)));
  const byY = factor(box.height, span(placed.map((p) => p.y)));
  return placed.map((p) => ({ ...p, x: centre.x + (p.x - centre.x) * byX, y: centre.y + (p.y - centre.y) * byY }));
}

/** Moves places that cover each other apart, as little as it takes, within the box. */
export function spread(placed: Placed[], apart: number, box: Box): Placed[] {
  if (placed.length > MOST_SPREAD_SITES) return placed;
  const moved = placed.map((p) => ({ ...p }));
  for (let round = 0; round < 60; round++) {
    let touching = false;
    for (let i = 0; i < moved.length; i++)
      for (let j = i + 1; j < moved.length; j++) {
        const a = moved[i]!;
        const b = moved[j]!;
        let dx = b.x - a.x;
        let dy = b.y - a.y;
        let far = Math.hypot(dx, dy);
        if (far >= apart) continue;
        touching = true;
        if (far < 0.01) [dx, dy, far] = [Math.cos(i + j), Math.sin(i + j), 1];
        const push = (apart - Math.min(far, apart)) / 2 / far / 2;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
      }
    for (const p of moved) {
      p.x = Math.min(box.x + box.width, Math.max(box.x, p.x));
      p.y = Math.min(box.y + box.height, Math.max(box.y, p.y));
    }
    if (!touching) break;
  }
  return moved;
}

/** Corners of the smallest convex shape around points, counter-clockwise (Andrew's monotone chain). */
export function hull(points: readonly (readonly [number, number])[]): [number, number][] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([x, y]) => [x, y] as [number, number]);
  if (sorted.length < 3) return sorted;
  const half = (list: [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const p of list) {
      while (chain.length >= 2 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, p) <= 0) chain.pop();
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function turn(a: [number, number], b: [number, number], c: [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** A bow from one point to another, bent to its left so that way and way back do not cover each other. */
export function arc(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const bend = 0.18;
  const x = (from.x + to.x) / 2 + (to.y - from.y) * bend;
  const y = (from.y + to.y) / 2 - (to.x - from.x) * bend;
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${x.toFixed(1)} ${y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export interface Label {
  code: string;
  box: Box;
}

/**
 * Places labels beside their points in the order given: right, left, above, below, wherever neither another label nor
 * a point nor the edge is in the way. Those that find no place are left out.
 */
export function placeLabels(wanted: readonly { code: string; x: number; y: number; width: number; height: number }[], obstacles: readonly Box[], bounds: Box, gap: number, most: number): Label[] {
  const labels: Label[] = [];
  for (const { code, x, y, width, height } of wanted) {
    if (labels.length >= most) break;
    const places: Box[] = [
      { x: x + gap, y: y - height / 2, width, height },
      { x: x - gap - width, y: y - height / 2, width, height },
      { x: x - width / 2, y: y - gap - height, width, height },
      { x: x - width / 2, y: y + gap, width, height },
    ];
    const free = places.find(
      (box) =>
        box.x >= bounds.x && box.y >= bounds.y && box.x + width <= bounds.x + bounds.width && box.y + height <= bounds.y + bounds.height &&
        !labels.some((label) => overlaps(label.box, box)) && !obstacles.some((other) => overlaps(other, box)),
    );
    if (free !== undefined) labels.push({ code, box: free });
  }
  return labels;
}

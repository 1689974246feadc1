import { describe, expect, it } from 'vitest';
import { Changes } from './changes';
import type { Allocation, Incident, Shortage, Site } from './domain';
import { fit, fitPair, narrowest, shorter } from './fit';
import { arc, hull, overlaps, place, placeLabels, spread } from './geometry';
import { arrivals, counts, daysSince, fullest, leading, scarcest, shortItems, strength, worstBySite } from './model';
import { nextBoard, wallOptions } from './options';
import { HAN_ARC_MINUTES, heightMm, LATIN_ARC_MINUTES, layout, pixelPitchMm, scale, type Screen } from './scale';
import { freshness, reloadDue, ServerClock } from './staleness';

const shortage = (line: Partial<Shortage>): Shortage => ({
  request: 'r', line: 1, site: 'S1', item: 'N95', urgency: 'ROUTINE', keySite: false, provenance: 'STATED', allocated: 0, neededBy: '', since: '2026-02-01T08:00:00Z', reason: 'NO_STOCK', ...line,
});
const allocation = (part: Partial<Allocation>): Allocation => ({
  id: 'a', request: 'r', line: 1, source: 'W1', site: 'S1', item: 'N95', quantity: 10, urgency: 'STAT', distanceKm: 5, travelMinutes: 9, state: 'RESERVED', at: '2026-02-01T08:00:00Z', ...part,
});
const site = (code: string, longitude: number, latitude: number): Site => ({ code, name: { en: code }, kind: 'HOSPITAL', latitude, longitude, keySite: false, status: 'OPEN' });
const wide: Screen = { width: 1920, height: 1080, diagonalInch: 55, distanceM: 5 };

describe('model', () => {
  it('should add up what lacks per item', () => {
    const [row] = shortItems([
      shortage({ quantity: 100, allocated: 40, short: 60 }),
      shortage({ site: 'S2', quantity: 50, allocated: 0, short: 50, urgency: 'STAT', since: '2026-02-01T09:00:00Z' }),
      shortage({ site: 'S2' }),
    ]);
    expect(row).toEqual({ item: 'N95', urgency: 'STAT', need: 150, have: 40, short: 110, sites: 2, unknown: 1, known: true, since: Date.parse('2026-02-01T08:00:00Z'), newestStat: Date.parse('2026-02-01T09:00:00Z'), coming: { promised: 0, asked: 0, overdue: 0, endsAt: null, nextAt: null } });
  });
  it('should add up what suppliers bring, until the last of it comes', () => {
    const [row] = shortItems([
      shortage({ quantity: 9, promised: 9, endsAt: '2026-02-03T08:00:00Z' }),
      shortage({ site: 'S2', quantity: 5, promised: 2, asked: 3 }),
      shortage({ site: 'S3', quantity: 4, overdue: 4 }),
      shortage({ site: 'S4', quantity: 4, promised: 4, endsAt: '2026-02-02T08:00:00Z' }),
    ]);
    expect(row?.coming).toEqual({ promised: 15, asked: 3, overdue: 4, endsAt: Date.parse('2026-02-03T08:00:00Z'), nextAt: null });
  });
  it('should say when suppliers bring the next of what is short', () => {
    const restock = (part: object) => ({ id: 'r', item: 'N95', state: 'PROMISED', promised: 9, received: 0, ...part });
    const [row] = shortItems(
      [shortage({ quantity: 90, promised: 18 })],
      [
        restock({ promisedUntil: '2026-02-03T08:00:00Z' }),
        restock({ promisedUntil: '2026-02-02T08:00:00Z' }),
        restock({ promisedUntil: '2026-02-01T08:00:00Z', received: 9 }),
        restock({ promisedUntil: '2026-01-01T08:00:00Z', item: 'GOWN' }),
        restock({}),
      ],
    );
    expect(row?.coming.nextAt).toBe(Date.parse('2026-02-02T08:00:00Z'));
  });
  it('should put the most urgent first, then the known, then the longest waiting', () => {
    const rows = shortItems([
      shortage({ item: 'late', urgency: 'ASAP', quantity: 1, short: 1, since: '2026-02-01T09:00:00Z' }),
      shortage({ item: 'unknown', urgency: 'ASAP', since: '2026-01-01T00:00:00Z' }),
      shortage({ item: 'early', urgency: 'ASAP', quantity: 1, short: 1 }),
      shortage({ item: 'routine', quantity: 1, short: 1, since: '2025-01-01T00:00:00Z' }),
      shortage({ item: 'stat', urgency: 'STAT', quantity: 1, short: 1, since: '2026-02-02T00:00:00Z' }),
    ]);
    expect(rows.map((row) => row.item)).toEqual(['stat', 'early', 'late', 'unknown', 'routine']);
  });
  it('should show the lots of one decision as one arrival and leave out what ended', () => {
    const shown = arrivals(
      [
        allocation({ id: '1', quantity: 10 }),
        allocation({ id: '2', quantity: 5, at: '2026-02-01T08:00:01Z' }),
        allocation({ id: '3', source: 'W2', at: '2026-02-01T09:00:00Z' }),
        allocation({ id: '4', source: 'W3', state: 'RELEASED' }),
      ],
      10,
    );
    expect(shown.map(({ source, quantity }) => [source, quantity])).toEqual([['W2', 10], ['W1', 15]]);
    expect(arrivals([allocation({}), allocation({ source: 'W2' })], 1)).toHaveLength(1);
  });
  it('should say what has left, and show units no more that have arrived or come back', () => {
    const shown = arrivals(
      [
        allocation({ id: '1', source: 'W1', unit: 'V1', quantity: 1, state: 'DISPATCHED' }),
        allocation({ id: '2', source: 'W1', unit: 'V2', quantity: 1, state: 'RESERVED' }),
        allocation({ id: '3', source: 'W2', unit: 'V3', quantity: 1, state: 'DISPATCHED' }),
        allocation({ id: '4', source: 'W3', unit: 'V4', quantity: 1, state: 'RECEIVED' }),
        allocation({ id: '5', source: 'W3', unit: 'V5', quantity: 1, state: 'RETURNED' }),
      ],
      10,
    );
    expect(Object.fromEntries(shown.map(({ source, quantity, moving }) => [source, [quantity, moving]]))).toEqual({ W1: [2, false], W2: [1, true] });
  });
  it('should count who is free and who is on the move, without what is retired', () => {
    expect(
      strength([
        { kind: 'ASSET', status: 'AVAILABLE', count: 7 },
        { kind: 'ASSET', status: 'RETIRED', count: 2 },
        { kind: 'PERSON', status: 'EN_ROUTE', count: 3 },
        { kind: 'PERSON', status: 'AVAILABLE', count: 3 },
        { kind: 'PERSON', status: 'OFF_DUTY', count: 1 },
        { kind: 'PERSON', status: 'RESTING', count: 2 },
        { kind: 'ASSET', status: 'RETURNING', count: 1 },
      ]),
    ).toEqual({ kinds: [{ kind: 'PERSON', free: 4, all: 9 }, { kind: 'ASSET', free: 7, all: 8 }], moving: 4 });
  });
  it('should put first what is scarcest, and where the most are', () => {
    const of = (item: string, free: number, units: number) => ({ item, units, free, booked: units - free, moving: 0, busy: 0, out: 0 });
    const groups = [of('half', 5, 10), of('none', 0, 3), of('none-of-many', 0, 9), of('all', 20, 20)];
    expect(scarcest(groups, (g) => g.item, 3).map((g) => g.item)).toEqual(['none-of-many', 'none', 'half']);
    expect(fullest(groups, (g) => g.item, 2).map((g) => g.item)).toEqual(['all', 'half']);
  });
  it('should count open needs by urgency', () => {
    const { byUrgency, unknown } = counts([shortage({ urgency: 'STAT' }), shortage({ quantity: 3 }), shortage({ urgency: 'STAT', quantity: 3 })]);
    expect(byUrgency).toEqual({ STAT: 2, ASAP: 0, URGENT: 0, ROUTINE: 1 });
    expect(unknown).toBe(1);
  });
  it('should know the worst need of each site', () => {
    expect([...worstBySite([shortage({}), shortage({ urgency: 'ASAP' }), shortage({ site: 'S2', urgency: 'URGENT' })])]).toEqual([['S1', 'ASAP'], ['S2', 'URGENT']]);
  });
  it('should let the gravest open incident lead', () => {
    const incident = (code: string, level: string, phase = 'RESPONSE'): Incident => ({ id: code, code, name: {}, kind: 'EPIDEMIC', level, phase, startedAt: '2026-02-01T00:00:00Z' });
    expect(leading([incident('a', 'III'), incident('b', 'I', 'CLOSED'), incident('c', 'II')])).toMatchObject({ incident: { code: 'c' }, others: 1 });
    expect(leading([incident('b', 'I', 'CLOSED')])).toBeNull();
    expect(daysSince('2026-02-01T00:00:00Z', Date.parse('2026-02-03T23:59:59Z'))).toBe(2);
  });
});

describe('type scale', () => {
  const screens: Screen[] = [wide, { ...wide, width: 3840, height: 2160 }, { ...wide, width: 1080, height: 1920 }, { ...wide, diagonalInch: 86, distanceM: 7 }];
  it.each(screens)('should be tall enough at the eye on $width × $height', (screen) => {
    const minutes = (px: number, share: number): number => 2 * Math.atan((px * share * pixelPitchMm(screen)) / 2 / (screen.distanceM * 1000)) * (180 / Math.PI) * 60;
    const chinese = scale(screen, true);
    expect(minutes(chinese.text, 0.92)).toBeCloseTo(HAN_ARC_MINUTES, 3);
    expect(minutes(scale(screen, false).text, 0.7)).toBeCloseTo(LATIN_ARC_MINUTES, 3);
    expect(chinese.line).toBeGreaterThan(chinese.text);
  });
  it('should have about 13 lines on 55 inches at 5 metres, whatever the pixels', () => {
    const lines = (screen: Screen): number => screen.height / scale(screen, true).line;
    expect(lines(wide)).toBeGreaterThan(12);
    expect(lines(wide)).toBeLessThan(15);
    expect(lines({ ...wide, width: 3840, height: 2160 })).toBeCloseTo(lines(wide), 0);
    expect(heightMm(24.6, 5)).toBeCloseTo(35.8, 1);
  });
  const all = { map: true, shortages: true, allocations: true, units: false };
  it.each([0.4, 1, 2, 3, 4, 5, 6, 8, 10, 15, 30])('should never ask for more room than there is at %s m', (distanceM) => {
    for (const [width, height] of [[1920, 1080], [3840, 2160], [1080, 1920], [1280, 800]] as const)
      for (const han of [true, false])
        for (const show of [all, { ...all, map: false }, { map: false, shortages: true, allocations: false, units: false }, { map: true, shortages: false, allocations: false, units: false }]) {
          const screen = { width, height, diagonalInch: 55, distanceM };
          const s = scale(screen, han);
          const plan = layout(screen, s, show);
          const rows = (plan.shortageRows > 0 ? plan.shortageRows + 1 : 0) + (plan.arrivalRows > 0 ? plan.arrivalRows * 2 + 1 : 0);
          const stacked = plan.portrait && plan.map && show.shortages ? plan.mapHeight + s.gap : 0;
          const used = plan.headerLines * plan.line + rows * plan.line + 2 * s.gap + stacked + (plan.shortageRows > 0 && plan.arrivalRows > 0 ? s.gap : 0);
          if (rows > 2) expect(used).toBeLessThanOrEqual(height + 1);
          if (show.shortages) expect(plan.shortageRows).toBeGreaterThan(0);
          expect(plan.listWidth).toBeLessThanOrEqual(width);
        }
  });
  it('should give up the map before the lists when there is too little room', () => {
    const near = layout(wide, scale(wide, true), all);
    expect(near).toMatchObject({ map: true, portrait: false, headerLines: 1 });
    expect(near.shortageRows).toBeGreaterThanOrEqual(6);
    expect(near.arrivalRows).toBeGreaterThanOrEqual(2);
    const far = { ...wide, distanceM: 14 };
    expect(layout(far, scale(far, true), all)).toMatchObject({ map: false });
  });
});

describe('names', () => {
  const measure = (text: string): number => text.length * 10;
  it('should narrow a name before shortening it', () => {
    expect(fit(['abcdefghij', 'X'], 100, measure)).toEqual({ text: 'abcdefghij', narrow: 1 });
    expect(fit(['abcdefghij', 'X'], 80, measure)).toEqual({ text: 'abcdefghij', narrow: 0.8 });
    expect(fit(['abcdefghij', 'X'], 60, measure)).toEqual({ text: 'X', narrow: 1 });
  });
  it('should squeeze the last resort rather than cut it', () => expect(fit(['abcdefghij', 'abcd'], 20, measure)).toEqual({ text: 'abcd', narrow: 0.5 }));
  it('should shorten two names together, the longer one first', () => {
    expect(fitPair(['aaaaaaaaaa', 'A'], ['bbbb', 'B'], 140, measure).map((end) => end.text)).toEqual(['aaaaaaaaaa', 'bbbb']);
    expect(fitPair(['aaaaaaaaaa', 'A'], ['bbbb', 'B'], 60, measure).map((end) => end.text)).toEqual(['A', 'bbbb']);
    expect(fitPair(['aaaaaaaaaa', 'A'], ['bbbb', 'B'], 20, measure).map((end) => end.text)).toEqual(['A', 'B']);
  });
  it('should know shorter forms of a name', () => {
    expect(shorter('Linhu Hospital of Chinese Medicine (East)', 'LH-3')).toEqual(['Linhu Hospital of Chinese Medicine (East)', 'Linhu Hospital of Chinese Medicine', 'Linhu Hosp. Chinese Med.', 'LH-3']);
    expect(shorter('医用防护口罩（N95）', 'N95')).toEqual(['医用防护口罩（N95）', '医用防护口罩', '防护口罩', 'N95']);
    expect(shorter('0.9%氯化钠注射液 500毫升', 'IVF-NACL')).toEqual(['0.9%氯化钠注射液 500毫升', '0.9%氯化钠注射液…', 'IVF-NACL']);
    expect(shorter('Glucose 5 % 500 ml', 'G5')).toEqual(['Glucose 5 % 500 ml', 'Glucose 5 %…', 'G5']);
    expect(shorter('医用', 'M')).toEqual(['医用', 'M']);
    expect(shorter('(x)', 'C')).toEqual(['(x)', 'C']);
    expect(narrowest('口罩')).toBeLessThan(narrowest('mask'));
  });
});

describe('map', () => {
  const box = { x: 10, y: 10, width: 400, height: 300 };
  const inside = (p: { x: number; y: number }): boolean => p.x >= 9.9 && p.y >= 9.9 && p.x <= 410.1 && p.y <= 310.1;
  it('should keep all sites inside, north up and east right', () => {
    const placed = place([site('W', 109, 30), site('E', 116, 31), site('N', 112, 33), site('S', 113, 29)], box);
    expect(placed.every(inside)).toBe(true);
    const at = Object.fromEntries(placed.map((p) => [p.site.code, p]));
    expect(at.W!.x).toBeLessThan(at.E!.x);
    expect(at.N!.y).toBeLessThan(at.S!.y);
  });
  it('should place a single site, and several at one spot, in the middle', () => {
    for (const sites of [[site('A', 112, 30)], [site('A', 112, 30), site('B', 112, 30)]]) {
      const placed = place(sites, box);
      expect(placed[0]!.x).toBeCloseTo(210);
      expect(placed[0]!.y).toBeCloseTo(160);
    }
    expect(place([], box)).toEqual([]);
  });
  it('should move sites that cover each other apart', () => {
    const placed = spread(place(Array.from({ length: 12 }, (_, n) => site(`S${n}`, 112 + (n % 3) * 0.001, 30)), box), 20, box);
    for (const a of placed) for (const b of placed) if (a !== b) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(12);
    expect(placed.every(inside)).toBe(true);
  });
  it('should find the outline of points', () => {
    expect(hull([[0, 0], [4, 0], [4, 4], [0, 4], [2, 2], [1, 3]])).toHaveLength(4);
    expect(hull([[1, 1]])).toEqual([[1, 1]]);
  });
  it('should bend the way there and the way back to different sides', () => expect(arc({ x: 0, y: 0 }, { x: 10, y: 0 })).not.toContain(arc({ x: 10, y: 0 }, { x: 0, y: 0 }).split('Q')[1]));
  it('should never lay a label over another, a site or the edge', () => {
    const points = Array.from({ length: 30 }, (_, n) => ({ code: `${n}`, x: 30 + ((n * 67) % 360), y: 30 + ((n * 41) % 260), width: 60, height: 14 }));
    const sites = points.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 }));
    const labels = placeLabels(points, sites, box, 8, 20);
    expect(labels.length).toBeGreaterThan(2);
    labels.forEach((a, n) => {
      for (const b of labels.slice(n + 1)) expect(overlaps(a.box, b.box)).toBe(false);
      for (const b of sites) expect(overlaps(a.box, b)).toBe(false);
      expect(a.box.x >= box.x && a.box.x + a.box.width <= box.x + box.width).toBe(true);
    });
  });
});

describe('address', () => {
  it('should have defaults', () => expect(wallOptions('')).toEqual({ board: 'mix', region: null, theme: null, distanceM: 5, diagonalInch: 55, rotateSeconds: 0 }));
  it('should read what is asked', () =>
    expect(wallOptions('?board=map&region=4201&theme=light&dist=3.5&diag=86&rotate=20')).toEqual({ board: 'map', region: '4201', theme: 'light', distanceM: 3.5, diagonalInch: 86, rotateSeconds: 20 }));
  it('should not be led astray', () =>
    expect(wallOptions('?board=<b>&region=&theme=pink&dist=-3&diag=x&rotate=1e9')).toEqual({ board: 'mix', region: null, theme: null, distanceM: 0.4, diagonalInch: 55, rotateSeconds: 3600 }));
  it('should come round', () => expect(nextBoard(nextBoard(nextBoard(nextBoard(nextBoard('mix')))))).toBe('mix'));
});

describe('staleness', () => {
  it('should turn amber at 10 s and stale at 30 s', () => expect([null, 0, 9999, 10_000, 29_999, 30_000].map(freshness)).toEqual(['loading', 'live', 'live', 'amber', 'amber', 'stale']));
  it('should load the page anew after five minutes of silence, not more often', () => {
    expect(reloadDue(299_999, 9e9)).toBe(false);
    expect(reloadDue(300_000, 300_000)).toBe(true);
    expect(reloadDue(900_000, 60_000)).toBe(false);
    expect(reloadDue(null, 300_000)).toBe(true);
  });
  it('should follow the service’s clock where the screen’s is wrong', () => {
    const clock = new ServerClock();
    expect(clock.now(1000)).toBe(1000);
    clock.heard('2026-02-01T08:00:00.000Z', 500);
    clock.heard('2026-02-01T08:00:01.000Z', 1700);
    clock.heard('nonsense', 1700);
    expect(clock.now(2000)).toBe(Date.parse('2026-02-01T08:00:01.500Z'));
  });
});

describe('changes', () => {
  it('should mark what grew, not what was there at first or fell', () => {
    const changes = new Changes();
    changes.see([['a', 5], ['b', 5]], 0);
    expect(changes.grewWithin('a', 10, 1)).toBe(false);
    changes.see([['a', 6], ['b', 4], ['c', 1]], 100);
    expect(['a', 'b', 'c'].map((key) => changes.grewWithin(key, 10, 105))).toEqual([true, false, true]);
    expect(changes.grewWithin('a', 10, 110)).toBe(false);
    changes.see([], 120);
    expect(changes.grewWithin('a', 1000, 121)).toBe(false);
  });
});

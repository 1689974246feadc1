import { useMemo } from 'preact/hooks';
import { lang, nameOf } from '../text';
import { compact } from '../text/format';
import { rank, type Incident, type Site, type Urgency } from './domain';
import { fit, narrowest, shorter } from './fit';
import { Fitted, Narrowed } from './fitted';
import { arc, hull, place, placeLabels, spread, type Box, type Placed } from './geometry';
import { daysSince, ROMAN, type Arrival, type Strength } from './model';
import { Panel, sound } from './panel';
import { KEY_PATH, KIND_PATH, Glyph, URGENCY_PATH } from './shapes';
import { siteName, sizeOf, textWidth, useView, type View } from './view';

const ARCS = 12;
const MOVING = 5;
const MOVING_MS = 60_000;
const LABELS = 5;
const RING = 'M0-10A10 10 0 1 1 0 10 10 10 0 1 1 0-10zM0-8.4A8.4 8.4 0 1 0 0 8.4 8.4 8.4 0 1 0 0-8.4z';

type Leading = { incident: Incident; others: number };

interface Props {
  incident: Leading | null | undefined | Error;
  worst: ReadonlyMap<string, Urgency> | Error;
  arrivals: Arrival[] | undefined | Error;
  strength: Strength | undefined | Error;
}

/** Sites where they lie, without a boundary: kinds by shape, those that lack something by urgency, newest ways as arcs. */
export function SiteMap(computed: Props) {
  const incident = sound(computed.incident);
  const worst = sound(computed.worst);
  const arrivals = sound(computed.arrivals) ?? [];
  const view = useView();
  const { text, layout, scale } = view;
  const titleLines = incident ? 2 : 1;
  const strength = sound(computed.strength);
  const legend = layout.mapHeight > scale.line * 7;
  const units = layout.mapHeight > scale.line * 8 && strength !== undefined && strength.kinds.length > 0;
  const height = layout.mapHeight - scale.line * (titleLines + (legend ? 1 : 0) + (units ? 1 : 0)) - scale.gap * 1.5;
  const sites = [...view.sites.values()];
  return (
    <Panel id="map" width={layout.mapWidth} height={layout.mapHeight} title={<Incidents incident={incident} />}>
      {sites.length === 0 ? (
        <p class="empty">{text.wall.noSites}</p>
      ) : (
        <Schematic sites={sites} worst={worst} arrivals={arrivals} width={layout.mapWidth - scale.gap} height={height} />
      )}
      {units ? <FreeUnits strength={strength} width={layout.mapWidth - scale.gap * 2} /> : null}
      {legend && sites.length > 0 ? <Legend sites={sites} width={layout.mapWidth - scale.gap * 2} /> : null}
    </Panel>
  );
}

function Incidents({ incident }: { incident: Leading | null | undefined }) {
  const { text, layout, scale, now } = useView();
  const width = layout.mapWidth - scale.gap * 2;
  if (incident === undefined) return <>{text.wall.map}</>;
  if (incident === null) return <>{text.wall.noIncident}</>;
  const { incident: first, others } = incident;
  return (
    <>
      <span class="line">
        <Fitted name={nameOf(first, first.code)} code={first.code} width={width} weight={700} />
      </span>
      <span class="line facts">
        <span data-key>{text.wall.level(lang.value === 'zh' ? (ROMAN[first.level] ?? first.level) : first.level)}</span>
        <span data-key>{text.wall.day(daysSince(first.startedAt, now))}</span>
        {others > 0 ? <span data-key>{text.wall.moreIncidents(others)}</span> : null}
      </span>
    </>
  );
}

function Schematic({ sites, worst, arrivals, width, height }: { sites: Site[]; worst: ReadonlyMap<string, Urgency>; arrivals: Arrival[]; width: number; height: number }) {
  const view = useView();
  const { scale, now, version, text } = view;
  const unit = Math.min(scale.text * 0.024, Math.hypot(width, height) * 0.0016);
  const drawn = useMemo(() => {
    const margin = unit * 24;
    const box = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
    const placed = spread(place(sites, box), unit * 26, box);
    const order = (site: Site): number => rank(worst.get(site.code) ?? '') * 2 - Number(site.keySite);
    placed.sort((a, b) => order(b.site) - order(a.site));
    return { placed, byCode: new Map(placed.map((p) => [p.site.code, p])), labels: labels(view, placed, worst, width, height, unit) };
  }, [version, width, height, unit, text]);
  const ways = arrivals.slice(0, ARCS).flatMap((arrival) => {
    const from = drawn.byCode.get(arrival.source);
    const to = drawn.byCode.get(arrival.site);
    return from === undefined || to === undefined || from === to ? [] : [{ arrival, path: arc(from, to) }];
  });
  return (
    <svg class="schematic" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text.wall.map} style={{ '--unit': unit }}>
      <Areas placed={drawn.placed} unit={unit} />
      {ways.map(({ arrival, path }, n) => (
        <g key={arrival.key} class={`way${n < MOVING && now - arrival.at < MOVING_MS ? ' new' : ''}`} style={{ opacity: Math.max(0.25, 1 - n / ARCS) }}>
          <path class="road" d={path} stroke-width={unit * 3} />
          <path class="moving" d={path} stroke-width={unit * 7} pathLength={100} />
        </g>
      ))}
      {drawn.placed.map((p) => (
        <Mark key={p.site.code} placed={p} urgency={worst.get(p.site.code)} unit={unit} />
      ))}
      {drawn.labels.map((label) => (
        <text key={label.code} class="label" x={label.box.x} y={label.box.y + label.box.height / 2} font-size={sizeOf(label.text, scale)} textLength={label.box.width} lengthAdjust="spacingAndGlyphs">
          {label.text}
        </text>
      ))}
    </svg>
  );
}

/** Sites of one region stand on one grey shape, so that the eye finds places again. It is no boundary. */
function Areas({ placed, unit }: { placed: Placed[]; unit: number }) {
  const regions = new Map<string, [number, number][]>();
  for (const { site, x, y } of placed) if (site.region !== undefined) regions.set(site.region, [...(regions.get(site.region) ?? []), [x, y]]);
  return (
    <g class="areas" stroke-width={unit * 30}>
      {[...regions].map(([region, points]) => (
        <path key={region} d={`M${hull(points).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`} />
      ))}
    </g>
  );
}

function Mark({ placed: { site, x, y }, urgency, unit }: { placed: Placed; urgency: Urgency | undefined; unit: number }) {
  const kind = KIND_PATH[site.kind] ?? KIND_PATH.CLINIC!;
  const size = unit * (urgency === undefined ? 0.8 : 1);
  const halo = { STAT: 2.3, ASAP: 2.1, URGENT: 1.55, ROUTINE: 1.5 };
  return (
    <g class={`site${urgency === undefined ? '' : ` u-${urgency}`}${site.status === 'CLOSED' ? ' closed' : ''}`} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${size.toFixed(3)})`}>
      {urgency === undefined ? null : <path class="halo" d={urgency === 'ROUTINE' ? RING : URGENCY_PATH[urgency]} fill-rule="evenodd" transform={`scale(${halo[urgency]})`} />}
      <path class="kind" d={kind} fill-rule="evenodd" transform={urgency === 'ASAP' ? 'translate(0 4) scale(.8)' : urgency === undefined ? undefined : urgency === 'ROUTINE' ? 'scale(.86)' : 'scale(.92)'} />
      {site.keySite ? <path class="key" d={KEY_PATH} transform="translate(14 -14) scale(.9)" /> : null}
    </g>
  );
}

function labels(view: View, placed: Placed[], worst: ReadonlyMap<string, Urgency>, width: number, height: number, unit: number) {
  const texts = new Map<string, string>();
  const wanted = placed
    .filter(({ site }) => site.keySite || worst.get(site.code) === 'STAT')
    .reverse()
    .flatMap(({ site, x, y }) => {
      const names = shorter(siteName(view, site.code), '').slice(0, -1);
      const { text, narrow } = fit(names, width * 0.6, (candidate) => textWidth(candidate, view.scale));
      if (narrow < narrowest(text)) return [];
      texts.set(site.code, text);
      return [{ code: site.code, x, y, width: textWidth(text, view.scale) * Math.min(narrow, 0.86), height: sizeOf(text, view.scale) }];
    });
  const obstacles: Box[] = placed.filter(({ site }) => site.keySite || worst.has(site.code)).map(({ x, y }) => ({ x: x - unit * 13, y: y - unit * 13, width: unit * 26, height: unit * 26 }));
  return placeLabels(wanted, obstacles, { x: 0, y: 0, width, height }, unit * 24, LABELS).map((label) => ({ ...label, text: texts.get(label.code)! }));
}

/** How many teams, people and machines are free, in one line; the last kinds give way where it is too narrow. */
function FreeUnits({ strength, width }: { strength: Strength; width: number }) {
  const view = useView();
  const { text, scale } = view;
  const entries = strength.kinds.map(({ kind, free }) => `${text.wall.unitKind[kind] ?? kind} ${compact(free, text)}`);
  const line = (n: number): string => `${text.wall.free} ${entries.slice(0, n).join(' ')}`;
  const fitted = fit([line(3), line(2), line(1)], width, (candidate) => textWidth(candidate, scale));
  return (
    <p class="line free">
      <Narrowed name={line(3)} fitted={fitted} />
    </p>
  );
}

/** Names the shapes in use, as many as fit, the most frequent first. */
function Legend({ sites, width }: { sites: Site[]; width: number }) {
  const { text, scale } = useView();
  const often = new Map<string, number>();
  for (const { kind } of sites) often.set(kind, (often.get(kind) ?? 0) + 1);
  const kinds = [...often].filter(([kind]) => kind in KIND_PATH).sort((a, b) => b[1] - a[1]);
  const entries = [...(sites.some((site) => site.keySite) ? [{ path: KEY_PATH, name: text.wall.keySite }] : []), ...kinds.map(([kind]) => ({ path: KIND_PATH[kind]!, name: text.kind[kind] ?? kind }))];
  let used = 0;
  const shown = entries.filter(({ name }) => {
    const needed = textWidth(name, scale) + scale.text * 1.5;
    if (used + needed > width) return false;
    used += needed;
    return true;
  });
  return (
    <ul class="legend">
      {shown.map(({ path, name }) => (
        <li key={name} data-key>
          <Glyph path={path} /> {name}
        </li>
      ))}
    </ul>
  );
}

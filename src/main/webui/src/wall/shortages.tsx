import { useRef } from 'preact/hooks';
import { age, clock, compact, when, whole } from '../text/format';
import { Changes } from './changes';
import { narrowest, shorter } from './fit';
import { Fitted } from './fitted';
import type { ShortItem } from './model';
import { Panel, sound } from './panel';
import type { Scale } from './scale';
import { UrgencyMark } from './shapes';
import { counted, itemName, textWidth, useView, type View } from './view';

const NEW_MS = 60_000;
const CHANGED_MS = 10_000;

interface Column {
  id: 'short' | 'coming' | 'covered' | 'sites' | 'since';
  title: string;
  weight: number;
  cell: (row: ShortItem) => string;
}

/** What lacks, per item, the most urgent first, as many rows as the distance allows. */
export function Shortages({ computed, checkedAt }: { computed: ShortItem[] | undefined | Error; checkedAt: number }) {
  const items = sound(computed);
  const view = useView();
  const { text, layout, now } = view;
  const changes = useRef(new Changes()).current;
  const rows = items?.slice(0, layout.shortageRows) ?? [];
  const columns = useColumns(view, rows, layout.listWidth);
  const more = (items?.length ?? 0) - rows.length;
  changes.see(items?.map((row) => [row.item, row.short]) ?? [], now);
  return (
    <Panel id="shortages" width={layout.listWidth} title={<Title columns={columns} more={more} />}>
      {items === undefined ? (
        <p class="empty">{text.wall.loading} …</p>
      ) : items.length === 0 ? (
        <p class="empty">{text.wall.noShortages(clock(checkedAt, false))}</p>
      ) : (
        <ol class="rows">
          {rows.map((row) => (
            <Row key={row.item} row={row} columns={columns} changed={changes.grewWithin(row.item, CHANGED_MS, now)} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** What suppliers bring: so much promised, all of it or the next of it until then; asked for (?) and overdue (!) where nothing is promised. Of units: how many are free. */
function coming({ item, coming: { promised, asked, overdue, endsAt, nextAt } }: ShortItem, { text, forces, now }: View): string {
  const force = forces.get(item);
  if (force !== undefined) return text.wall.freeOf(whole(force.free, text));
  const at = endsAt ?? nextAt;
  if (promised > 0) return `${compact(promised, text)} ${at === null ? '…' : when(at, now, text)}`;
  if (asked > 0) return `${compact(asked, text)}?`;
  return overdue > 0 ? `${compact(overdue, text)}!` : '';
}

interface Columns {
  shown: (Column & { width: number })[];
  name: number;
}

/** Figures take the width they need; if names get too little, the less important columns go. */
function useColumns(view: View, rows: ShortItem[], width: number): Columns {
  const { text, scale, now } = view;
  const all: Column[] = [
    { id: 'short', title: text.wall.short, weight: 700, cell: (row) => (row.known ? counted(view, row.item, compact(row.short, text)) : '?') },
    ...(rows.some((row) => coming(row, view) !== '') ? [{ id: 'coming' as const, title: text.wall.coming, weight: 400, cell: (row: ShortItem) => coming(row, view) }] : []),
    { id: 'covered', title: text.wall.covered, weight: 400, cell: (row) => (row.known ? `${compact(row.have, text)}/${compact(row.need, text)}` : '–') },
    { id: 'sites', title: text.wall.sites, weight: 400, cell: (row) => whole(row.sites, text) },
    { id: 'since', title: text.wall.oldest, weight: 400, cell: (row) => age(now - row.since, text) },
  ];
  const wide = all.map((column) => ({
    ...column,
    width: Math.ceil(Math.max(textWidth(column.title, scale), ...rows.map((row) => textWidth(column.cell(row), scale, column.weight)))) + scale.gap * 1.1,
  }));
  const mark = scale.text * 1.25;
  const inner = width - scale.gap * 2 - mark;
  const names = rows.map((row) => itemName(view, row.item));
  const longest = Math.max(0, ...names.map((name) => textWidth(name, scale, 500) * narrowest(name)));
  const least = scale.text * (text.locale === 'en' ? 6.2 : 4.6);
  const brief = Math.max(0, ...rows.map((row) => briefest(itemName(view, row.item), scale)));
  const ways = [[], ['sites'], ['sites', 'covered'], ['sites', 'covered', 'coming'], ['sites', 'covered', 'coming', 'since']].map((drop) => {
    const shown = wide.filter((column) => !(drop as string[]).includes(column.id));
    return { shown, name: inner - shown.reduce((sum, column) => sum + column.width, 0) };
  });
  return (
    ways.find(({ name }, n) => name >= Math.max(n === 0 ? longest : brief, least)) ?? ways.find(({ name }) => name >= least) ?? ways[ways.length - 1]!
  );
}

/** The least width in which a name can be read without giving way to its code. */
function briefest(name: string, scale: Scale): number {
  return Math.min(...shorter(name, name).map((form) => textWidth(form, scale, 500) * narrowest(form)));
}

function Title({ columns, more }: { columns: Columns; more: number }) {
  const { text } = useView();
  const note = more > 0 ? text.wall.more(whole(more, text)) : undefined;
  return (
    <span class="line">
      <span class="grow">
        {text.wall.shortage}
        {note === undefined ? null : <span class="note">{note}</span>}
      </span>
      {columns.shown.map((column) => (
        <span key={column.id} class="heading" style={{ width: `${column.width}px` }}>
          {column.title}
        </span>
      ))}
    </span>
  );
}

function Row({ row, columns, changed }: { row: ShortItem; columns: Columns; changed: boolean }) {
  const view = useView();
  const { text, now } = view;
  const covered = row.need === 0 ? 0 : Math.min(1, row.have / row.need);
  return (
    <li class={`row u-${row.urgency}`} data-item={row.item}>
      <span class="line">
        <UrgencyMark urgency={row.urgency} pulse={row.newestStat !== null && now - row.newestStat < NEW_MS} />
        <span class="unseen">{text.urgency[row.urgency]} </span>
        <span class="grow">
          <Fitted name={itemName(view, row.item)} code={row.item} width={columns.name} weight={500} />
        </span>
        {columns.shown.map((column) => (
          <span key={column.id} class={`figure ${column.id}${column.id === 'short' && changed ? ' changed' : ''}`} style={{ width: `${column.width}px` }} data-key>
            <span>{column.cell(row)}</span>
          </span>
        ))}
      </span>
      <svg class="cover" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100 * covered} height="1" />
      </svg>
    </li>
  );
}

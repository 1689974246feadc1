import { whole } from '../text/format';
import type { Force, Post, Readiness } from './domain';
import { Fitted } from './fitted';
import { fullest, scarcest } from './model';
import { Panel } from './panel';
import { itemName, siteName, textWidth, useView, type View } from './view';

const STATES = ['free', 'booked', 'moving', 'busy', 'out'] as const;
type State = (typeof STATES)[number];
/** What a narrow panel does without, the first one first. */
const LESS = ['out', 'booked', 'busy', 'moving'] as const;
const SITES_PART = 0.4;

interface Entry extends Readiness {
  key: string;
  code: string;
  name: string;
}

interface Columns {
  shown: { id: State; width: number }[];
  name: number;
}

/** What units there are and what can be counted on: by type and competency, the scarcest first, then where the most are. */
export function Units({ forces, posts }: { forces: ReadonlyMap<string, Force> | undefined; posts: ReadonlyMap<string, Post> | undefined }) {
  const view = useView();
  const { text, layout } = view;
  const siteRows = Math.min(posts?.size ?? 0, Math.floor((layout.unitRows - 1) * SITES_PART));
  const itemRows = layout.unitRows - (siteRows > 0 ? siteRows + 1 : 0);
  const items = scarcest(forces?.values() ?? [], (force) => force.item, itemRows).map((force) => ({ ...force, key: `item ${force.item}`, code: force.item, name: itemName(view, force.item) }));
  const sites = fullest(posts?.values() ?? [], (post) => post.site, siteRows).map((post) => ({ ...post, key: `site ${post.site}`, code: post.site, name: siteName(view, post.site) }));
  const columns = useColumns(view, [...items, ...sites]);
  return (
    <Panel id="units" width={layout.listWidth} title={<Title text={text.wall.units} columns={columns} />}>
      {forces === undefined ? (
        <p class="empty">{text.wall.loading} …</p>
      ) : items.length === 0 ? (
        <p class="empty">{text.wall.noUnits}</p>
      ) : (
        <>
          <ol class="rows">
            {items.map((entry) => (
              <Row key={entry.key} entry={entry} columns={columns} />
            ))}
          </ol>
          {sites.length === 0 ? null : (
            <>
              <h3 class="title line">{text.wall.unitsBySite}</h3>
              <ol class="rows">
                {sites.map((entry) => (
                  <Row key={entry.key} entry={entry} columns={columns} />
                ))}
              </ol>
            </>
          )}
        </>
      )}
    </Panel>
  );
}

function cell(view: View, entry: Entry, state: State): string {
  const n = whole(entry[state], view.text);
  return state === 'free' ? `${n}/${whole(entry.units, view.text)}` : n;
}

function useColumns(view: View, entries: Entry[]): Columns {
  const { text, scale, layout } = view;
  const wide = STATES.map((id) => ({
    id,
    width: Math.ceil(Math.max(textWidth(text.wall[id], scale), ...entries.map((entry) => textWidth(cell(view, entry, id), scale, 700)))) + scale.gap * 1.1,
  }));
  const inner = layout.listWidth - scale.gap * 2;
  for (let n = 0; n <= LESS.length; n++) {
    const shown = wide.filter(({ id }) => !(LESS.slice(0, n) as readonly State[]).includes(id));
    const name = inner - shown.reduce((sum, column) => sum + column.width, 0);
    if (name >= scale.text * 6.2 || n === LESS.length) return { shown, name };
  }
  throw new Error('unreachable');
}

function Title({ text: title, columns }: { text: string; columns: Columns }) {
  const { text } = useView();
  return (
    <span class="line">
      <span class="grow">{title}</span>
      {columns.shown.map(({ id, width }) => (
        <span key={id} class="heading" style={{ width: `${width}px` }}>
          {text.wall[id]}
        </span>
      ))}
    </span>
  );
}

function Row({ entry, columns }: { entry: Entry; columns: Columns }) {
  const view = useView();
  return (
    <li class={`row unit${entry.free === 0 ? ' none' : ''}`} data-code={entry.code}>
      <span class="line">
        <span class="grow">
          <Fitted name={entry.name} code={entry.code} width={columns.name} weight={500} />
        </span>
        {columns.shown.map(({ id, width }) => (
          <span key={id} class={`figure unit-${id}`} style={{ width: `${width}px` }} data-key>
            <span>{cell(view, entry, id)}</span>
          </span>
        ))}
      </span>
      <svg class="cover" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width={(100 * entry.free) / Math.max(1, entry.units)} height="1" />
      </svg>
    </li>
  );
}

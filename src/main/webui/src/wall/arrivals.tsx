import { age, clock, compact, distance, travel, whole } from '../text/format';
import { fitPair, narrowest, shorter } from './fit';
import { Fitted, Narrowed } from './fitted';
import type { Arrival, Strength } from './model';
import { Panel, sound } from './panel';
import { UrgencyMark } from './shapes';
import { counted, itemName, siteName, textWidth, useView } from './view';

const CHANGED_MS = 10_000;

/** What is on its way or about to be, the newest first: what, how far, from where to where. */
export function Arrivals({ computed, strength, checkedAt }: { computed: Arrival[] | undefined | Error; strength: Strength | undefined | Error; checkedAt: number }) {
  const arrivals = sound(computed);
  const moving = strength instanceof Error ? 0 : (strength?.moving ?? 0);
  const { text, layout } = useView();
  const title = (
    <>
      {text.wall.allocation}
      {moving > 0 ? (
        <span class="note" data-key>
          {text.wall.unitsMoving(whole(moving, text))}
        </span>
      ) : null}
    </>
  );
  return (
    <Panel id="arrivals" width={layout.listWidth} title={title}>
      {arrivals === undefined ? (
        <p class="empty">{text.wall.loading} …</p>
      ) : arrivals.length === 0 ? (
        <p class="empty">{text.wall.noAllocations(clock(checkedAt, false))}</p>
      ) : (
        <ol class="rows">
          {arrivals.slice(0, layout.arrivalRows).map((arrival) => (
            <Row key={arrival.key} arrival={arrival} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Row({ arrival }: { arrival: Arrival }) {
  const view = useView();
  const { text, scale, layout, now } = view;
  const figures = [
    { id: 'quantity', value: counted(view, arrival.item, compact(arrival.quantity, text)), weight: 700 },
    { id: 'km', value: distance(arrival.distanceKm, text), weight: 400 },
    { id: 'travel', value: travel(arrival.travelMinutes, text), weight: 400 },
    { id: 'since', value: arrival.moving ? text.wall.moving : age(now - arrival.at, text), weight: arrival.moving ? 700 : 400 },
  ].map((figure) => ({ ...figure, width: Math.ceil(textWidth(figure.value, scale, figure.weight)) + scale.gap }));
  const mark = scale.text * 1.25;
  const inner = layout.listWidth - scale.gap * 2 - mark;
  const item = itemName(view, arrival.item);
  const room = (): number => inner - figures.reduce((sum, figure) => sum + figure.width, 0);
  const wanted = textWidth(item, scale, 500) * narrowest(item);
  if (room() < wanted) figures.splice(1, 1);
  const from = siteName(view, arrival.source);
  const to = siteName(view, arrival.site);
  const [source, site] = fitPair(shorter(from, arrival.source), shorter(to, arrival.site), inner - scale.text * 1.3 - 4, (name) => textWidth(name, scale));
  return (
    <li class={`row arrival u-${arrival.urgency}`}>
      <span class={`line${now - arrival.at < CHANGED_MS ? ' changed' : ''}`}>
        <UrgencyMark urgency={arrival.urgency} />
        <span class="unseen">{text.urgency[arrival.urgency]} </span>
        <span class="grow">
          <Fitted name={item} code={arrival.item} width={room()} weight={500} />
        </span>
        {figures.map((figure) => (
          <span key={figure.id} class={`figure ${figure.id}`} style={{ width: `${figure.width}px` }} data-key>
            <span>{figure.value}</span>
          </span>
        ))}
      </span>
      <span class="line way" style={{ paddingInlineStart: `${mark}px` }}>
        <Narrowed name={from} fitted={source} />
        <span class="arrow">
          <span class="unseen"> → </span>
          <svg class="glyph" viewBox="-11 -11 22 22" aria-hidden="true">
            <path d="M-10-1.5H4.6L-.4-6.6 1.8-8.8 10.4 0 1.8 8.8-.4 6.6 4.6 1.5H-10z" />
          </svg>
        </span>
        <Narrowed name={to} fitted={site} />
      </span>
    </li>
  );
}

import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { lang, text as words } from '../text';
import { Arrivals } from './arrivals';
import type { Allocation, Force, Incident, Item, Post, Restock, Shortage, Site, UnitCount } from './domain';
import { Feed } from './feed';
import { Header } from './header';
import { SiteMap } from './map';
import { FAMILY, forgetWidths } from './measure';
import { arrivals, counts, leading, shortItems, strength, worstBySite } from './model';
import { nextBoard, type Theme, type WallOptions } from './options';
import { attempt, Guard, Panel } from './panel';
import { layout, scale, type Screen } from './scale';
import { Shortages } from './shortages';
import { Sound } from './sound';
import { freshness, reloadDue } from './staleness';
import { Units } from './units';
import { ViewProvider, type View } from './view';
import './wall.css';

const NEW_MS = 60_000;
const MOST_ARRIVALS = 40;

/** One screen: header, map, what lacks, what arrives. */
export function Wall({ options }: { options: WallOptions }) {
  const feed = useMemo(() => new Feed(options.region), [options.region]);
  const sound = useMemo(() => new Sound(), []);
  const local = useSecond();
  const size = useWindowSize();
  const fonts = useFonts();
  const theme = useSignal<Theme>(options.theme ?? (matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'));
  useEffect(() => {
    void feed.start();
    window.muster = { board: () => ({ epoch: feed.live.board.epoch, seq: feed.live.board.seq, data: feed.live.board.data() }) };
    return () => feed.live.stop();
  }, [feed]);
  document.documentElement.dataset.theme = theme.value;

  const model = useComputed(() => {
    void feed.version.value;
    const shortages = feed.section<Shortage>('shortages');
    const allocations = feed.section<Allocation>('allocations');
    const incidents = feed.section<Incident>('incidents');
    const units = feed.section<UnitCount>('units');
    return {
      version: feed.version.value,
      shortItems: attempt(() => shortages && shortItems(shortages.values(), feed.section<Restock>('restock')?.values())),
      counts: attempt(() => shortages && counts(shortages.values())),
      worst: attempt(() => worstBySite(shortages?.values() ?? [])),
      arrivals: attempt(() => allocations && arrivals(allocations.values(), MOST_ARRIVALS)),
      incident: attempt(() => incidents && leading(incidents.values())),
      strength: attempt(() => units && strength(units.values())),
      forces: feed.section<Force>('forces'),
      posts: feed.section<Post>('posts'),
      sites: feed.section<Site>('sites') ?? new Map<string, Site>(),
      items: feed.section<Item>('items') ?? new Map<string, Item>(),
    };
  }).value;

  const now = feed.now(local);
  const silence = feed.heardAt.value === null ? null : Math.max(0, local - feed.heardAt.value);
  const fresh = freshness(silence);
  const counted = model.counts instanceof Error ? undefined : model.counts;
  const newestStat = Math.max(-Infinity, ...((model.shortItems instanceof Error ? undefined : model.shortItems)?.map((item) => item.newestStat ?? -Infinity) ?? []));
  const newStat = now - newestStat < NEW_MS;
  const board = useRotation(options, (counted?.byUrgency.STAT ?? 0) > 0, local);
  useReload(silence, local);
  useEffect(() => {
    if (newStat) sound.alert(local);
  }, [newestStat, newStat]);

  const screen: Screen = { ...size, diagonalInch: options.diagonalInch, distanceM: options.distanceM };
  const show = { map: board === 'mix' || board === 'map', shortages: board === 'mix' || board === 'shortages', allocations: board === 'mix' || board === 'allocations', units: board === 'units' };
  const least = scale(screen, lang.value === 'zh');
  const plan = layout(screen, least, show);
  const typeScale = { ...least, line: plan.line };
  const view: View = useMemo(
    () => ({ text: words(), scale: typeScale, layout: plan, now, version: model.version, sites: model.sites, items: model.items, forces: model.forces ?? new Map<string, Force>() }),
    [now, model, fonts, lang.value, board, size.width, size.height, options],
  );
  const checkedAt = feed.heardAt.value === null ? now : feed.now(feed.heardAt.value);
  return (
    <ViewProvider value={view}>
      <main class={`wall ${fresh}${view.layout.portrait ? ' portrait' : ''} lines-${view.layout.headerLines}`} style={variables(view)} data-freshness={fresh}>
        <Header
          counts={counted ?? null}
          freshness={fresh}
          silenceMs={silence}
          connected={feed.connected.value}
          soundOn={sound.armed.value}
          onSound={() => void sound.toggle()}
          onTheme={() => (theme.value = theme.value === 'dark' ? 'light' : 'dark')}
          newStat={newStat}
        />
        <div class="body">
          {view.layout.map ? (
            <Guarded id="map" view={view} title={view.text.wall.map} width={view.layout.mapWidth} height={view.layout.mapHeight}>
              <SiteMap incident={model.incident} worst={model.worst} arrivals={model.arrivals} strength={model.strength} />
            </Guarded>
          ) : null}
          <div class="lists">
            {view.layout.shortageRows > 0 ? (
              <Guarded id="shortages" view={view} title={view.text.wall.shortage} width={view.layout.listWidth}>
                <Shortages computed={model.shortItems} checkedAt={checkedAt} />
              </Guarded>
            ) : null}
            {view.layout.arrivalRows > 0 ? (
              <Guarded id="arrivals" view={view} title={view.text.wall.allocation} width={view.layout.listWidth}>
                <Arrivals computed={model.arrivals} strength={model.strength} checkedAt={checkedAt} />
              </Guarded>
            ) : null}
            {view.layout.unitRows > 0 ? (
              <Guarded id="units" view={view} title={view.text.wall.units} width={view.layout.listWidth}>
                <Units forces={model.forces} posts={model.posts} />
              </Guarded>
            ) : null}
          </div>
        </div>
      </main>
    </ViewProvider>
  );
}

function Guarded({ view, children, ...panel }: { view: View; id: string; title: string; width: number; height?: number; children: ComponentChildren }) {
  const instead = (
    <Panel {...panel} failed>
      <p class="empty" role="alert">
        {view.text.wall.panelFailed}
      </p>
    </Panel>
  );
  return (
    <Guard version={view.version} instead={instead}>
      {children}
    </Guard>
  );
}

function variables({ scale: { han, latin, text, line, gap } }: View): Record<string, string> {
  return { '--han': `${han}px`, '--latin': `${latin}px`, '--text': `${text}px`, '--line': `${line}px`, '--gap': `${gap}px` };
}

/** Local time, anew every full second. */
function useSecond(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      setNow(Date.now());
      timer = setTimeout(tick, 1000 - (Date.now() % 1000) + 5);
    };
    timer = setTimeout(tick, 1000 - (Date.now() % 1000) + 5);
    return () => clearTimeout(timer);
  }, []);
  return now;
}

function useWindowSize(): { width: number; height: number } {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const measure = (): void => setSize({ width: innerWidth, height: innerHeight });
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return size;
}

/** Counts up when the wall's font is there and widths have to be measured again. */
function useFonts(): number {
  const [loaded, setLoaded] = useState(0);
  useEffect(() => {
    void Promise.all([400, 500, 700].map((weight) => document.fonts.load(`${weight} 100px ${FAMILY}`))).then(() => {
      forgetWidths();
      setLoaded(1);
    });
  }, []);
  return loaded;
}

/** The panel on screen; rotation stands still while something critical is open. */
function useRotation(options: WallOptions, critical: boolean, now: number) {
  const [shown, setShown] = useState({ board: options.board, since: now });
  useEffect(() => {
    if (options.rotateSeconds === 0 || now - shown.since < options.rotateSeconds * 1000) return;
    setShown({ board: critical ? options.board : nextBoard(shown.board), since: now });
  }, [now]);
  return shown.board;
}

/** After five minutes of silence the page loads itself again, if there is a shell or a service to load it from. */
function useReload(silence: number | null, now: number): void {
  const [loadedAt] = useState(now);
  const [triedAt, setTriedAt] = useState(now);
  useEffect(() => {
    if (!reloadDue(silence, now - loadedAt) || now - triedAt < NEW_MS) return;
    setTriedAt(now);
    const cached = navigator.serviceWorker?.controller != null;
    const there = cached ? Promise.resolve(true) : fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then((answer) => answer.ok, () => false);
    void there.then((yes) => yes && location.reload());
  }, [now]);
}

declare global {
  interface Window {
    /** What the wall holds, for whoever compares it with the service. */
    muster?: { board: () => { epoch: string | null; seq: number; data: Record<string, Record<string, unknown>> } };
  }
}

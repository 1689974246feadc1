import { keepLang, lang, type Text } from '../text';
import { age, clock, compact, whole } from '../text/format';
import { URGENCIES, type Urgency } from './domain';
import type { Counts } from './model';
import { UrgencyMark } from './shapes';
import type { Freshness } from './staleness';
import { textWidth, useView, type View } from './view';

interface Props {
  counts: Counts | null;
  freshness: Freshness;
  silenceMs: number | null;
  connected: boolean;
  soundOn: boolean;
  onSound: () => void;
  onTheme: () => void;
  newStat: boolean;
}

/** Clock, whether what is shown is live, what is open by urgency, sound, and the switches for who stands at the screen. */
export function Header({ counts, freshness, silenceMs, connected, soundOn, onSound, onTheme, newStat }: Props) {
  const view = useView();
  const { text, now } = view;
  const tight = tightness(view, counts, freshness);
  return (
    <header class="head">
      <h1 class="unseen">{text.wall.title}</h1>
      <time class="clock" data-key>
        {clock(now, tight < 2)}
      </time>
      <Link freshness={freshness} silenceMs={silenceMs} connected={connected} />
      <ul class="counts" aria-label={text.wall.counts}>
        {URGENCIES.map((urgency) => (
          <Count key={urgency} urgency={urgency} n={counts?.byUrgency[urgency] ?? null} pulse={urgency === 'STAT' && newStat} />
        ))}
        {counts !== null && counts.unknown > 0 ? (
          <li class="count unknown" data-key title={text.wall.unknown(whole(counts.unknown, text))}>
            <b aria-hidden="true">?</b>
            <span class="unseen">{text.wall.unknown('')} </span>
            <b>{short(counts.unknown, text)}</b>
          </li>
        ) : null}
      </ul>
      <button type="button" class={`sound${soundOn ? ' armed' : ''}`} aria-pressed={soundOn} onClick={onSound} data-key>
        <svg class="glyph" viewBox="-11 -11 22 22" aria-hidden="true">
          <path d={soundOn ? 'M-9-4H-5L1-9V9L-5 4H-9zM4-6A8.5 8.5 0 0 1 4 6V3A4 4 0 0 0 4-3z' : 'M-9-4H-5L1-9V9L-5 4H-9zM3.6-4.9 5-6.3 8-3.3 11-6.3V-3.5L8.7-1 11 1.5V4.9L8 1.7 5 4.7 3.6 3.3 6.6 0z'} />
        </svg>
        <span class={tight > 0 ? 'unseen' : ''}>{soundOn ? text.wall.soundOn : text.wall.soundOff}</span>
      </button>
      <div class="switches">
        <button type="button" onClick={() => keepLang(lang.value === 'zh' ? 'en' : 'zh')} lang={lang.value === 'zh' ? 'en' : 'zh-CN'}>
          {lang.value === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" onClick={onTheme} aria-label={text.theme.label}>
          ◐
        </button>
      </div>
    </header>
  );
}

/** What the header leaves out to hold its figures in one line: nothing, the word beside the loudspeaker, the seconds. */
function tightness({ text, scale, layout }: View, counts: Counts | null, freshness: Freshness): 0 | 1 | 2 {
  if (layout.headerLines > 1) return 0;
  const em = scale.text;
  const figures = [...URGENCIES.map((urgency) => counts?.byUrgency[urgency] ?? 0), counts?.unknown ?? 0];
  const words = freshness === 'live' ? text.wall.live : text.wall.lastData;
  const fixed =
    textWidth('00:00', scale, 700) +
    textWidth(`${words}${text.unit.second(88)}`, scale, 700) +
    figures.reduce((sum, n) => sum + textWidth(short(n, text), scale, 700) + em * 1.75, 0) +
    em * 6.4;
  const seconds = textWidth(':00', scale, 700);
  const word = Math.max(textWidth(text.wall.soundOff, scale), textWidth(text.wall.soundOn, scale));
  if (fixed + seconds + word <= layout.width) return 0;
  return fixed + seconds <= layout.width ? 1 : 2;
}

/** Four places at most. */
function short(n: number, text: Text): string {
  return n < 10_000 ? String(n) : compact(n, text);
}

function Link({ freshness, silenceMs, connected }: { freshness: Freshness; silenceMs: number | null; connected: boolean }) {
  const { text } = useView();
  const words = {
    live: text.wall.live,
    amber: text.wall.lastData,
    stale: text.wall.lastData,
    loading: connected ? text.wall.connecting : text.wall.noData,
  }[freshness];
  return (
    <div class={`link ${freshness}`} data-key data-freshness={freshness}>
      <svg class="glyph" viewBox="-11 -11 22 22" aria-hidden="true">
        <path d={freshness === 'live' ? 'M0-7A7 7 0 1 1 0 7 7 7 0 1 1 0-7z' : 'M0-9 10 8.5H-10zM-1.4-3V3H1.4V-3zM-1.4 4.6V7H1.4V4.6z'} fill-rule="evenodd" />
      </svg>
      <span role="status">{words}</span>
      <span class="since">{silenceMs === null ? '' : age(silenceMs, text)}</span>
    </div>
  );
}

function Count({ urgency, n, pulse }: { urgency: Urgency; n: number | null; pulse: boolean }) {
  const { text } = useView();
  return (
    <li class={`count u-${urgency}${n === 0 ? ' none' : ''}`} data-key>
      <UrgencyMark urgency={urgency} pulse={pulse} />
      <span class="unseen">{text.urgency[urgency]} </span>
      <b>{n === null ? '–' : short(n, text)}</b>
    </li>
  );
}

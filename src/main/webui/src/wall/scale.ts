/**
 * Type scale and layout of the wall, from the distance of the reader and the size of the screen alone.
 *
 * Heights are angles at the eye: Han characters at least 24.6 arc minutes, Latin capitals 16 (ISO 9241-303). Nothing that
 * must be read is smaller, so a wall has room for some 13 lines of Chinese on 55 inches at 5 m, whatever its pixels.
 */

export const HAN_ARC_MINUTES = 24.6;
export const LATIN_ARC_MINUTES = 16;
/** Height of a Han character and of a Latin capital as a share of the font size, in the fonts we name. */
const HAN_FACE = 0.92;
const LATIN_CAPITAL = 0.7;

export interface Screen {
  /** CSS pixels. */
  width: number;
  height: number;
  diagonalInch: number;
  distanceM: number;
}

export interface Scale {
  /** Font size of text that may hold Han characters, CSS pixels. */
  han: number;
  /** Font size of Latin text and figures, CSS pixels. */
  latin: number;
  /** Font size of the language shown. */
  text: number;
  /** Height of one line. */
  line: number;
  /** Space between things. */
  gap: number;
}

/** Height in millimetres of something seen under an angle. */
export function heightMm(arcMinutes: number, distanceM: number): number {
  return 2 * distanceM * 1000 * Math.tan(((arcMinutes / 60) * Math.PI) / 360);
}

export function pixelPitchMm(screen: Screen): number {
  return (screen.diagonalInch * 25.4) / Math.hypot(screen.width, screen.height);
}

/** The scale of a screen; `han` says whether the language shown is written in Han characters. */
export function scale(screen: Screen, han: boolean): Scale {
  const pitch = pixelPitchMm(screen);
  const hanSize = heightMm(HAN_ARC_MINUTES, screen.distanceM) / HAN_FACE / pitch;
  const latinSize = heightMm(LATIN_ARC_MINUTES, screen.distanceM) / LATIN_CAPITAL / pitch;
  const text = han ? hanSize : latinSize;
  return { han: hanSize, latin: latinSize, text, line: Math.ceil(Math.max(text * 1.2, hanSize * 1.08)), gap: text * 0.32 };
}

/** Where the panels stand, and how many lines each may have. */
export interface Layout {
  /** Of the screen, CSS pixels. */
  width: number;
  portrait: boolean;
  /** Lines of the header. */
  headerLines: number;
  /** Width of the column of lists, CSS pixels. */
  listWidth: number;
  mapWidth: number;
  mapHeight: number;
  shortageRows: number;
  arrivalRows: number;
  unitRows: number;
  /** Whether there is room for the map. */
  map: boolean;
  /** Height of a line when the lines are spread over the screen; never less than the scale asks for. */
  line: number;
}

/** Lines of one arrival: what and how far, from and to. */
export const ARRIVAL_LINES = 2;
const TITLE_LINES = 1;
/** A narrower map would not hold its title. */
const MAP_LEAST_EM = 9;

/**
 * Divides the screen: the lists get the lines they need, the map what is left. The header takes a second line where its
 * cells do not fit in one.
 */
export function layout(screen: Screen, s: Scale, show: { map: boolean; shortages: boolean; allocations: boolean; units: boolean }): Layout {
  const { width, height } = screen;
  const portrait = height > width;
  const headerLines = width < s.text * 25 ? 2 : 1;
  const bodyHeight = height - headerLines * s.line - s.gap * 2;
  const wantsMap = show.map && (show.shortages || show.allocations);
  let listHeight = bodyHeight;
  let map = show.map;
  let mapWidth = 0;
  let mapHeight = 0;
  if (wantsMap && portrait) {
    mapHeight = Math.min(bodyHeight * 0.42, width * 0.95);
    if (mapHeight < s.line * 5) map = false;
    else listHeight = bodyHeight - mapHeight - s.gap;
    mapWidth = width - 2 * s.gap;
  } else if (wantsMap) {
    mapWidth = width - Math.max(width * 0.5, Math.min(width * 0.66, s.text === s.han ? s.text * 19.4 : s.text * 22.5)) - s.gap * 3;
    if (mapWidth < s.text * MAP_LEAST_EM) map = false;
    mapHeight = bodyHeight;
  } else if (show.map) {
    mapWidth = width - 2 * s.gap;
    mapHeight = bodyHeight;
  }
  const listWidth = wantsMap && map && !portrait ? width - mapWidth - s.gap * 3 : width - 2 * s.gap;
  const between = show.shortages && show.allocations ? s.gap : 0;
  const lines = Math.max(1, Math.floor((listHeight - between) / s.line));
  const line = Math.floor((listHeight - between + headerLines * s.line) / (lines + headerLines));
  if (mapHeight > 0 && !(wantsMap && portrait)) mapHeight -= headerLines * (line - s.line);
  const { shortageRows, arrivalRows } = rows(lines, show);
  const unitRows = show.units ? Math.max(1, lines - TITLE_LINES) : 0;
  return { width, portrait, headerLines, listWidth, mapWidth: map ? mapWidth : 0, mapHeight: map ? mapHeight : 0, shortageRows, arrivalRows, unitRows, map, line };
}

/** About a third of the lines go to what arrives; shortages keep at least three rows. */
function rows(lines: number, show: { shortages: boolean; allocations: boolean }): { shortageRows: number; arrivalRows: number } {
  if (!show.shortages && !show.allocations) return { shortageRows: 0, arrivalRows: 0 };
  if (!show.allocations) return { shortageRows: Math.max(1, lines - TITLE_LINES), arrivalRows: 0 };
  if (!show.shortages) return { shortageRows: 0, arrivalRows: Math.max(1, Math.floor((lines - TITLE_LINES) / ARRIVAL_LINES)) };
  const free = lines - 2 * TITLE_LINES;
  if (free < 3 + ARRIVAL_LINES) return { shortageRows: Math.max(1, lines - TITLE_LINES), arrivalRows: 0 };
  const arrivalRows = Math.max(1, Math.min(Math.floor((free * 0.4) / ARRIVAL_LINES), Math.floor((free - 3) / ARRIVAL_LINES)));
  return { shortageRows: free - arrivalRows * ARRIVAL_LINES, arrivalRows };
}

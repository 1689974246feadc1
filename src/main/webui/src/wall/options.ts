/** What the wall's address asks for. */

export const BOARDS = ['mix', 'map', 'shortages', 'allocations', 'units'] as const;
export type BoardName = (typeof BOARDS)[number];
export type Theme = 'light' | 'dark';

export interface WallOptions {
  board: BoardName;
  region: string | null;
  theme: Theme | null;
  /** Distance of the reader, metres. */
  distanceM: number;
  /** Diagonal of the screen, inches. */
  diagonalInch: number;
  /** Seconds until the next panel takes the whole screen; 0 stays. */
  rotateSeconds: number;
}

function within(value: string | null, least: number, most: number, otherwise: number): number {
  const n = value === null || value.trim() === '' ? NaN : Number(value);
  return Number.isFinite(n) ? Math.min(most, Math.max(least, n)) : otherwise;
}

/** Reads the address; what is missing or senseless gets its default. */
export function wallOptions(search: string): WallOptions {
  const asked = new URLSearchParams(search);
  const board = asked.get('board');
  const theme = asked.get('theme');
  const region = asked.get('region')?.trim();
  const rotate = within(asked.get('rotate'), 0, 3600, 0);
  return {
    board: (BOARDS as readonly string[]).includes(board ?? '') ? (board as BoardName) : 'mix',
    region: region ? region : null,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    distanceM: within(asked.get('dist'), 0.4, 30, 5),
    diagonalInch: within(asked.get('diag'), 10, 500, 55),
    rotateSeconds: rotate === 0 ? 0 : Math.max(5, rotate),
  };
}

/** The board that follows in the rotation. */
export function nextBoard(board: BoardName): BoardName {
  return BOARDS[(BOARDS.indexOf(board) + 1) % BOARDS.length]!;
}

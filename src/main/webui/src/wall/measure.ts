/** Widths of text as the browser will draw it, remembered. */

export const FAMILY = '"Roboto Condensed Variable", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';
const MOST = 5000;
const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** Width in em of a text in the wall's font. */
function em(text: string, weight: number): number {
  const key = `${weight}/${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen === null) return text.length;
  pen.font = `${weight} 100px ${FAMILY}`;
  const width = pen.measureText(text).width / 100;
  if (widths.size >= MOST) widths.clear();
  widths.set(key, width);
  return width;
}

/** Width in pixels; a little more than drawn, against rounding. */
export function widthOf(text: string, size: number, weight = 400): number {
  return em(text, weight) * size * 1.01 + 1;
}

/** After fonts were loaded. */
export function forgetWidths(): void {
  widths.clear();
}

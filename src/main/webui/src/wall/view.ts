import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Text } from '../text';
import { nameOf } from '../text';
import type { Force, Item, Site } from './domain';
import { hasHan } from './han';
import { widthOf } from './measure';
import type { Layout, Scale } from './scale';

/** What every panel of the wall needs to draw itself. */
export interface View {
  text: Text;
  scale: Scale;
  layout: Layout;
  /** The service's time, full seconds. */
  now: number;
  /** Changes when the board does. */
  version: number;
  sites: ReadonlyMap<string, Site>;
  items: ReadonlyMap<string, Item>;
  forces: ReadonlyMap<string, Force>;
}

const ViewContext = createContext<View | null>(null);
export const ViewProvider = ViewContext.Provider;

export function useView(): View {
  const view = useContext(ViewContext);
  if (view === null) throw new Error('outside of the wall');
  return view;
}

/** Font size of a text: what holds Han characters is never smaller than they need. */
export function sizeOf(text: string, scale: Scale): number {
  return hasHan(text) ? scale.han : scale.text;
}

export function textWidth(text: string, scale: Scale, weight = 400): number {
  return widthOf(text, sizeOf(text, scale), weight);
}

export function siteName(view: View, code: string): string {
  return nameOf(view.sites.get(code), code);
}

/** A number of something; people, teams and machines with the word they are counted in where the language has one. */
export function counted(view: View, item: string, n: string): string {
  const of = view.items.get(item);
  return of === undefined || of.kind === 'SUPPLY' ? n : view.text.wall.counted(n, of.baseUnit);
}

export function itemName(view: View, code: string): string {
  return nameOf(view.items.get(code), code);
}

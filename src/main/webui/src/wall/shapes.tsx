import type { Urgency } from './domain';

/** Urgency by shape: ◆ ▲ ■ ●, drawn, so that they look alike in every font. Each fills a box of 20 × 20 around 0, 0. */
export const URGENCY_PATH: Record<Urgency, string> = {
  STAT: 'M0-10 10 0 0 10-10 0z',
  ASAP: 'M0-9 10 8.5H-10z',
  URGENT: 'M-8-8H8V8H-8z',
  ROUTINE: 'M0-7.6A7.6 7.6 0 1 1 0 7.6 7.6 7.6 0 1 1 0-7.6zM0-4.2A4.2 4.2 0 1 0 0 4.2 4.2 4.2 0 1 0 0-4.2z',
};

/** Kinds of sites by shape, in the same box. */
export const KIND_PATH: Record<string, string> = {
  HOSPITAL: 'M-3.4-10H3.4V-3.4H10V3.4H3.4V10H-3.4V3.4H-10V-3.4H-3.4z',
  CLINIC: 'M-1.8-7H1.8V-1.8H7V1.8H1.8V7H-1.8V1.8H-7V-1.8H-1.8z',
  WAREHOUSE: 'M-9-2.5 0-9 9-2.5V9H-9zM-5 1.5V5H5V1.5z',
  RESCUE_STATION: 'M-9 9V-2A9 9 0 0 1 9-2V9zM-5.5 1.5H5.5V-1H-5.5z',
  SHELTER: 'M0-9 10 9H3.4L0 1.5-3.4 9H-10z',
  FIELD_HOSPITAL: 'M0-10 10-2V9H-10V-2zM-1.8-3V.4H-5.2V4H-1.8V7.2H1.8V4H5.2V.4H1.8V-3z',
  SUPPLIER_DEPOT: 'M-5-9H5L10 0 5 9H-5L-10 0zM-2.6-4.6-5.2 0-2.6 4.6H2.6L5.2 0 2.6-4.6z',
};
export const KEY_PATH = 'M0-10 2.9-3.4 10-3 4.5 1.6 6.3 8.8 0 4.8-6.3 8.8-4.5 1.6-10-3-2.9-3.4z';

export function UrgencyMark({ urgency, pulse = false }: { urgency: Urgency; pulse?: boolean }) {
  return (
    <svg class={`mark u-${urgency}${pulse ? ' pulse' : ''}`} viewBox="-10 -10 20 20" aria-hidden="true">
      <path d={URGENCY_PATH[urgency]} fill-rule="evenodd" />
    </svg>
  );
}

export function Glyph({ path, class: name = '' }: { path: string; class?: string }) {
  return (
    <svg class={`glyph ${name}`} viewBox="-11 -11 22 22" aria-hidden="true">
      <path d={path} fill-rule="evenodd" />
    </svg>
  );
}

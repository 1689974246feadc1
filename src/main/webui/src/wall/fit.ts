/** Fits names into the width they have without making them lower: narrower letters first, then a shorter name. */
import { hasHan } from './han';

/** Letters are not made narrower than this; height, which is what is read at a distance, stays. */
export function narrowest(text: string): number {
  return hasHan(text) ? 0.66 : 0.74;
}

export interface Fitted {
  text: string;
  /** Horizontal scale, at most 1. */
  narrow: number;
}

/** Takes the first of the texts that fits; the last one is narrowed as far as it takes. */
export function fit(texts: readonly string[], width: number, measure: (text: string) => number): Fitted {
  let last: Fitted = { text: '', narrow: 1 };
  for (const text of texts) {
    const natural = measure(text);
    last = { text, narrow: natural <= width ? 1 : width / natural };
    if (last.narrow >= narrowest(text)) return last;
  }
  return last;
}

/** Two names that share a width: both in the longest form in which they fit together, in want the longer one by its code. */
export function fitPair(a: readonly string[], b: readonly string[], width: number, measure: (text: string) => number): [Fitted, Fitted] {
  let pair: [Fitted, Fitted] = [{ text: '', narrow: 1 }, { text: '', narrow: 1 }];
  const forms = (texts: readonly string[]): readonly string[] => (texts.length > 1 ? texts.slice(0, -1) : texts);
  const full: [string, string][] = Array.from({ length: Math.max(forms(a).length, forms(b).length) }, (_, n) => [at(forms(a), n), at(forms(b), n)]);
  const [longA, longB] = full[full.length - 1]!;
  const coded: [string, string][] = measure(longA) > measure(longB) ? [[at(a, 99), longB]] : [[longA, at(b, 99)]];
  for (const [first, second] of [...full, ...coded, [at(a, 99), at(b, 99)] as const]) {
    const narrow = Math.min(1, width / (measure(first) + measure(second)));
    pair = [{ text: first, narrow }, { text: second, narrow }];
    if (narrow >= Math.max(narrowest(first), narrowest(second))) return pair;
  }
  return pair;
}

function at(texts: readonly string[], n: number): string {
  return texts[Math.min(n, texts.length - 1)]!;
}

/** Words that everybody reads in short, or that go without saying among things of their kind. */
const SHORT_WORDS: [RegExp, string][] = [
  [/\bHospital\b/g, 'Hosp.'],
  [/\bCent(re|er)\b/g, 'Ctr.'],
  [/\bEmergency\b/g, 'Emerg.'],
  [/\bCommunity\b/g, 'Comm.'],
  [/\bInfectious\b/g, 'Infect.'],
  [/\bDiseases?\b/g, 'Dis.'],
  [/\bWarehouse\b/g, 'Whse.'],
  [/\bStation\b/g, 'Stn.'],
  [/\bMedical\b/g, 'Med.'],
  [/\bMedicine\b/g, 'Med.'],
  [/\bMunicipal\b/g, 'Mun.'],
  [/\bProvincial\b/g, 'Prov.'],
  [/\bDistrict\b/g, 'Dist.'],
  [/\bUniversity\b/g, 'Univ.'],
  [/\bDistribution\b/g, 'Distr.'],
  [/\bPeople[’']s\b/g, 'Ppl.'],
  [/ of (the )?/g, ' '],
  [/\bNo\. ?/g, ''],
  [/一次性(使用)?|医用|有限(责任)?公司/g, ''],
  [/社区卫生服务/g, '社区'],
  [/应急物资储备/g, '应急储备'],
];

/** Strength or size at the end of a name. Left out only with a mark that something is. */
const STRENGTH = /\s*\d[\d.,]*\s*(毫升|毫克|微克|升|克|ml|mg|µg|l|g|kg)(?![a-z]).*$/i;

/** A name and what may stand for it, longest first: without what is in brackets at its end, with words in short, without strength, then the code. */
export function shorter(name: string, code: string): string[] {
  const bare = name.replace(/\s*[(（][^)）]*[)）]\s*$/, '') || name;
  const brief = SHORT_WORDS.reduce((text, [word, short]) => text.replace(word, short) || text, bare);
  const open = brief.replace(STRENGTH, '…');
  return [...new Set([name, bare, brief, open, code])];
}

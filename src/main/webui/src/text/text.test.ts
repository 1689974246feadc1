import { describe, expect, it } from 'vitest';
import { en } from './en';
import { age, compact, distance, travel, when, whole } from './format';
import { chooseLang, lang, nameOf } from './index';
import { pseudo } from './pseudo';
import { zh } from './zh';

function keys(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' ? keys(inner as object, `${path}${key}.`) : [`${path}${key}`])).sort();
}

describe('dictionaries', () => {
  it('should have the same keys in both languages', () => expect(keys(zh)).toEqual(keys(en)));
  it('should have the same keys in the pseudo-language', () => expect(keys(pseudo)).toEqual(keys(en)));
  it('should leave no text empty or untranslated', () => {
    const same: string[] = [];
    const walk = (a: object, b: object, path: string): void => {
      for (const [key, value] of Object.entries(a)) {
        const other = (b as Record<string, unknown>)[key];
        if (typeof value === 'object') walk(value as object, other as object, `${path}${key}.`);
        else if (typeof value === 'string') {
          expect(value.trim(), path + key).not.toBe('');
          if (value === other) same.push(path + key);
        }
      }
    };
    walk(en, zh, '');
    expect(same).toEqual(['product']);
  });
  it('should be 40 % longer in the pseudo-language', () => expect(pseudo.wall.shortage.length).toBeGreaterThanOrEqual(en.wall.shortage.length * 1.4));
});

describe('numbers', () => {
  it('should be compact in each language', () => {
    expect([9, 950, 1234, 12_345, 123_456, 12_345_678].map((n) => compact(n, en))).toEqual(['9', '950', '1.2k', '12k', '123k', '12M']);
    expect([9, 950, 1234, 12_345, 123_456, 123_456_789].map((n) => compact(n, zh))).toEqual(['9', '950', '1234', '1.2万', '12万', '1.2亿']);
    expect(whole(12_345, en)).toBe('12,345');
  });
  it('should give a time of today by the clock, another day by its date', () => {
    const noon = new Date(2026, 10, 24, 12).getTime();
    expect(when(noon + 3_600_000, noon, zh)).toBe('13:00');
    expect(when(noon + 3 * 86_400_000, noon, zh)).toBe('11月27日');
    expect(when(noon + 3 * 86_400_000, noon, en)).toBe('Nov 27');
  });
  it('should give ages in one unit', () => {
    const minute = 60_000;
    expect([-5, 0, 59_999, minute, 59 * minute, 60 * minute, 47 * 60 * minute, 48 * 60 * minute].map((ms) => age(ms, en))).toEqual(['0s', '0s', '59s', '1m', '59m', '1h', '47h', '2d']);
    expect(age(125_000, zh)).toBe('2分');
  });
  it('should give travel times and distances', () => {
    expect([0.4, 42, 99, 100, 125].map((m) => travel(m, en))).toEqual(['0 min', '42 min', '99 min', '1h40', '2h05']);
    expect(travel(125, zh)).toBe('2时05');
    expect([0.44, 9.96, 35.4, 1234].map((km) => distance(km, en))).toEqual(['0.4 km', '10 km', '35 km', '1,234 km']);
  });
});

describe('language', () => {
  it('should follow the address, then the last choice, then the browser', () => {
    expect(chooseLang('en', 'zh', ['zh-CN'])).toBe('en');
    expect(chooseLang('xx', 'en', ['zh-CN'])).toBe('en');
    expect(chooseLang(null, null, ['de', 'zh-HK'])).toBe('zh');
    expect(chooseLang(null, null, ['de'])).toBe('en');
    expect(chooseLang(null, null, [])).toBe('zh');
  });
  it('should fall back to the other name and then to the code', () => {
    lang.value = 'en';
    expect(nameOf({ code: 'A', name: { zh: '甲', en: 'Alpha' } }, 'A')).toBe('Alpha');
    expect(nameOf({ code: 'A', name: { zh: '甲' } }, 'A')).toBe('甲');
    expect(nameOf({ code: 'A' }, 'A')).toBe('A');
    expect(nameOf(undefined, 'B')).toBe('B');
    lang.value = 'zh';
    expect(nameOf({ code: 'A', name: { zh: '甲', en: 'Alpha' } }, 'A')).toBe('甲');
  });
});

import { keepLang, lang, text, type Lang } from '../text';
import { en } from '../text/en';
import { zh } from '../text/zh';

const OFFERED: { id: Lang; name: string; tag: string }[] = [
  { id: 'zh', name: zh.language.name, tag: zh.locale },
  { id: 'en', name: en.language.name, tag: en.locale },
];

/** The language switch of ordinary pages. */
export function Languages() {
  return (
    <div class="languages" role="group" aria-label={text().language.label}>
      {OFFERED.map(({ id, name, tag }) => (
        <button key={id} type="button" lang={tag} aria-pressed={lang.value === id} onClick={() => keepLang(id)}>
          {name}
        </button>
      ))}
    </div>
  );
}

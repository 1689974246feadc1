import { fit, shorter, type Fitted as Fit } from './fit';
import { textWidth, sizeOf, useView } from './view';

/** A name in a given width: narrowed, or a shorter form of it, but never lower and never cut. */
export function Fitted({ name, code, width, weight = 400 }: { name: string; code: string; width: number; weight?: number }) {
  const { scale } = useView();
  return <Narrowed name={name} fitted={fit(shorter(name, code), width, (candidate) => textWidth(candidate, scale, weight))} weight={weight} />;
}

/** A text drawn as narrow as was found to fit. */
export function Narrowed({ name, fitted: { text, narrow }, weight = 400 }: { name: string; fitted: Fit; weight?: number }) {
  const { scale } = useView();
  const natural = textWidth(text, scale, weight);
  const style = {
    fontSize: `${sizeOf(text, scale)}px`,
    fontWeight: weight,
    ...(narrow < 1 ? { transform: `scaleX(${narrow.toFixed(4)})`, marginInlineEnd: `${(natural * (narrow - 1)).toFixed(2)}px` } : {}),
  };
  return (
    <span class="cell" data-key style={{ width: `${natural * narrow + 1}px` }}>
      <span class="fit" style={style}>
        {text}
      </span>
      {text === name ? null : <span class="unseen"> {name}</span>}
    </span>
  );
}

const HAN = /[⺀-鿿豈-﫿　-〿＀-￯]|[\ud840-\ud8bf][\udc00-\udfff]/;

/** Whether a text holds Han characters or the marks that go with them. */
export function hasHan(text: string): boolean {
  return HAN.test(text);
}

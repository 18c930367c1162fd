// The tools read the clock where they can be told no time, so the clock says what a question says.

const Real = Date;
let fixed;

export function set(text) {
  fixed = text === undefined ? undefined : Real.parse(text);
}

globalThis.Date = class extends Real {
  constructor(...values) {
    super(...(values.length === 0 && fixed !== undefined ? [fixed] : values));
  }

  static now() {
    return fixed ?? Real.now();
  }
};

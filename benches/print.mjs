// How the measurements are summed up and printed.

/** With linear interpolation between the two nearest values. */
export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = share * (sorted.length - 1), below = Math.floor(at);
  return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
}

export const median = (list) => quantile(list, 0.5);
export const count = (value) => Math.round(value).toLocaleString('en-US');
export const ms = (value, digits = 0) => `${value.toFixed(digits)} ms`;
export const line = (name, ...cells) => console.log(`  ${name.padEnd(30)}${cells.map((cell) => cell.padStart(14)).join('')}`);
export const goal = (met, text) => (met ? `goal ${text}: met` : `goal ${text}: MISSED`);

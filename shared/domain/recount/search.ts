/**
 * Index of the last of `count` ascending instants that is at or before one, or −1.
 *
 * @example lastAtOrBefore(3, (index) => [2, 5, 9][index] ?? 0, 6)  //=> 1
 */
export function lastAtOrBefore(count: number, at: (index: number) => number, instant: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

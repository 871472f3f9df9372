/** `counted(1, 'signal')  //=> '1 signal'`, `counted(1200, 'batch', 'batches')  //=> '1,200 batches'`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : nouns}`;
}

/** From so many requests at once the door is busy. */
const crowd = 8;
/** Answers come in bunches: a door that was empty for less than this is still busy. */
const lullMs = 50;

/**
 * Counts requests from outside that wait for their answer. On AWS nobody has to know; here webhooks and the work on
 * earlier ones share two cores, and the work can wait in its queue while a sender cannot.
 */
export class FrontDoor {
  #waiting = 0;
  #crowdedAt = Number.NEGATIVE_INFINITY;

  get isBusy(): boolean {
    return this.#waiting >= crowd || performance.now() - this.#crowdedAt < lullMs;
  }

  async during<Result>(answering: Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    if (this.#waiting >= crowd) this.#crowdedAt = performance.now();
    return answering.finally(() => {
      this.#waiting -= 1;
    });
  }
}

/** From so many requests at once the door is busy. */
const crowd = 8;

/**
 * Counts requests from outside that wait for their answer. On AWS nobody has to know; here webhooks and the work on
 * earlier ones share two cores, and the work can wait in its queue while a sender cannot.
 */
export class FrontDoor {
  #waiting = 0;

  get isBusy(): boolean {
    return this.#waiting >= crowd;
  }

  async during<Result>(answering: Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    return answering.finally(() => {
      this.#waiting -= 1;
    });
  }
}

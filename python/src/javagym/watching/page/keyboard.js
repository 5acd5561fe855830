// Which keys are held while a person plays, in the order of their presses.

const MAX_HELD = 8;

export function keyName(event) {
  if (event.key === " ") return "Space";
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

export class Keyboard {
  #send;
  #held = [];

  /** The card that is played; undefined if none is. */
  card = undefined;

  constructor(send) {
    this.#send = send;
    addEventListener("keydown", (event) => this.#down(event));
    addEventListener("keyup", (event) => this.#up(event));
    // Keys that are let go of elsewhere would be held for ever.
    addEventListener("blur", () => this.#letGo());
    document.addEventListener("visibilitychange", () => document.hidden && this.#letGo());
  }

  /** Have the keys go to a card, or to none. */
  playing(card) {
    if (this.card === card) return;
    this.card = card;
    this.#held = [];
  }

  #down(event) {
    if (!this.card || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = keyName(event);
    if (this.card.keys.has(key)) {
      event.preventDefault();
      if (!this.#held.includes(key) && this.#held.length < MAX_HELD) {
        this.#held.push(key);
        this.#tell();
      }
    } else if (!event.repeat && this.card.command(key)) {
      event.preventDefault();
    }
  }

  #up(event) {
    const key = keyName(event);
    if (!this.#held.includes(key)) return;
    event.preventDefault();
    this.#held = this.#held.filter((held) => held !== key);
    this.#tell();
  }

  #letGo() {
    if (this.#held.length === 0) return;
    this.#held = [];
    this.#tell();
  }

  #tell() {
    this.card?.showHeld(this.#held);
    if (this.card) this.#send({ type: "keys", screen: this.card.id, keys: this.#held });
  }
}

// One environment: its picture, its numbers, and what steers it.

const SYMBOLS = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Space: "Space", Escape: "Esc",
};
const PIXELATED_BELOW = 320; // pixels across; larger pictures look better smoothed

export class Card {
  #root;
  #send;
  #announce;
  #canvas;
  #visible = false;
  #owed = true; // whether the viewer waits to hear that a picture is wanted
  #numbers = {};
  #state = "";
  #legend = new Map();

  constructor(screen, parent, send, announce) {
    this.id = screen.id;
    this.screen = screen;
    this.keys = new Set((screen.keys ?? []).flatMap(([keys]) => keys));
    this.#send = send;
    this.#announce = announce;
    this.#root = document.getElementById("card").content.cloneNode(true).firstElementChild;
    this.#canvas = this.#find("canvas");
    this.#describe(screen);
    this.#wire();
    parent.append(this.#root);
    // A picture that nobody sees is not asked for.
    this.observer = new IntersectionObserver(([entry]) => {
      this.#visible = entry.isIntersecting;
      this.#ask();
    });
    this.observer.observe(this.#canvas);
  }

  remove() {
    this.observer.disconnect();
    this.#root.remove();
  }

  /** Draw a PNG at the next frame of the browser, and ask for one more. */
  async draw(png) {
    try {
      const bitmap = await createImageBitmap(new Blob([png], { type: "image/png" }));
      await new Promise(requestAnimationFrame);
      if (this.#canvas.width !== bitmap.width || this.#canvas.height !== bitmap.height) {
        this.#canvas.width = bitmap.width;
        this.#canvas.height = bitmap.height;
        this.#canvas.classList.toggle("pixelated", bitmap.width < PIXELATED_BELOW);
      }
      this.#canvas.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
      this.#root.dataset.drawn = Number(this.#root.dataset.drawn ?? 0) + 1;
    } finally {
      this.#owed = true;
      this.#ask();
    }
  }

  update(numbers) {
    const before = this.#numbers;
    this.#numbers = numbers;
    const many = numbers.now.length > 1;
    this.#figure("return", numbers.now.map(([value]) => format(value)).join(" · "));
    this.#figure("step", many ? range(numbers.now.map(([, step]) => step)) : format(numbers.now[0]?.[1]));
    this.#figure("episodes", format(numbers.episodes));
    this.#figure("rate", numbers.rate === null ? "–" : format(Math.round(numbers.rate)));
    this.#find("[data-figure=return]").classList.toggle("many", many);
    this.#find(".main dt").textContent = many ? "Returns of those shown" : "Return";
    if (numbers.returns) this.#drawReturns(numbers.returns);
    this.#showState(numbers, before);
  }

  /** Do what a key that is not the environment's means; return whether it means something. */
  command(key) {
    if (key === "Escape") this.#say("play", { on: false });
    else if (key === "r") this.#say("reset");
    else if (key === "p") this.#say("pause", { on: !this.#numbers.paused });
    else return false;
    return true;
  }

  showHeld(held) {
    for (const [key, element] of this.#legend) element.toggleAttribute("data-held", held.includes(key));
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  #say(type, value = {}) {
    this.#send({ type, screen: this.id, ...value });
  }

  #ask() {
    if (!this.#owed || !this.#visible) return;
    this.#owed = false;
    this.#say("ready");
  }

  #describe({ name, note, num_envs: count, steers, keys, idle }) {
    const title = this.#find("h2");
    title.textContent = name;
    title.id = `name-${this.id}`;
    this.#root.setAttribute("aria-labelledby", title.id);
    this.#root.dataset.screen = this.id;
    this.#find(".note").textContent = count > 1 ? `${count.toLocaleString("en")} environments` : note;
    this.#canvas.setAttribute("aria-label", `Picture of ${name}`);
    this.#find(".controls").hidden = !steers;
    this.#find(".play").disabled = !keys;
    this.#find(".play").title = keys ? "" : "No keys fit its action space";
    if (keys) this.#listKeys(keys, idle);
  }

  #listKeys(keys, idle) {
    const list = this.#find(".keys");
    for (const [names, words] of keys) addRow(list, names, words, this.#legend);
    const plain = addRow(list, [], idle);
    plain.firstElementChild.textContent = "no key";
    for (const [key, words] of [["r", "start anew"], ["p", "pause"], ["Escape", "stop playing"]]) {
      if (!this.keys.has(key)) addRow(list, [key], words).classList.add("command");
    }
  }

  #wire() {
    this.#find(".play").onclick = () => this.#say("play", { on: this.#numbers.player !== "you" });
    this.#find(".pause").onclick = () => this.#say("pause", { on: !this.#numbers.paused });
    this.#find(".reset").onclick = () => this.#say("reset");
    this.#find(".speed").onchange = ({ target }) => this.#say("speed", { speed: Number(target.value) });
  }

  #figure(name, text) {
    const element = this.#find(`[data-figure=${name}]`);
    if (element.textContent !== text) element.textContent = text;
  }

  #showState({ blank, error, over, paused, speed, player, now }, before) {
    const you = player === "you";
    const ended = over && you;
    const overlay = error ?? (ended ? `Episode over, return ${format(now[0]?.[0])}. Press R to play again.` : blank);
    this.#find(".overlay").textContent = overlay ?? "";
    this.#find(".overlay").hidden = !overlay;
    this.#root.toggleAttribute("data-you", you);
    this.#root.toggleAttribute("data-failed", Boolean(error));
    this.#root.toggleAttribute("data-over", ended);

    const state = error ? "failed" : paused ? "paused" : ended ? "episode over" : you ? "you play"
      : player === "other" ? "played elsewhere" : "";
    this.#find(".state").textContent = state;
    this.#find(".state").hidden = !state;
    if (state !== this.#state && (state || this.#state)) this.#announce(`${this.screen.name}: ${state || "goes on"}`);
    this.#state = state;

    const locked = Boolean(error) || player === "other";
    for (const control of this.#root.querySelectorAll(".controls :is(button, select)")) control.disabled = locked;
    this.#find(".play").disabled ||= !this.screen.keys;
    this.#find(".play").textContent = you ? "Stop" : "Play";
    this.#find(".pause").textContent = paused ? "Go on" : "Pause";
    if (speed !== null && document.activeElement !== this.#find(".speed")) this.#find(".speed").value = String(speed);
    this.#find(".keys").hidden = !you;
    if (you && before.player !== "you") {
      // So that a key such as Space does not press a button that has the focus.
      this.#find(".stage").focus({ preventScroll: true });
      this.#root.scrollIntoView({ block: "center" });
    }
    if (!you) this.showHeld([]);
  }

  #drawReturns(returns) {
    const known = returns.filter((value) => value !== null);
    const svg = this.#find("svg");
    const caption = this.#find("figcaption");
    const [low, high] = this.#root.querySelectorAll(".bounds span");
    if (known.length === 0) {
      caption.textContent = "no episode has ended yet";
      return;
    }
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const last = known.length === 1 ? "last return" : `mean of the last ${known.length} returns`;
    caption.replaceChildren(`${last} `, strong(format(mean)));
    const least = Math.min(...known);
    const most = Math.max(...known);
    const x = (index) => (known.length === 1 ? 0 : (100 * index) / (known.length - 1));
    const y = (value) => (most === least ? 15 : 28 - (26 * (value - least)) / (most - least));
    const points = known.map((value, index) => `${x(index).toFixed(2)},${y(value).toFixed(2)}`);
    if (points.length === 1) points.push(`100,${y(known[0]).toFixed(2)}`);
    svg.querySelector(".line").setAttribute("d", `M${points.join("L")}`);
    svg.querySelector(".area").setAttribute("d", `M0,30L${points.join("L")}L100,30Z`);
    svg.setAttribute("aria-label", `Returns from ${format(least)} to ${format(most)}, the last ${format(known.at(-1))}`);
    high.textContent = format(most);
    low.textContent = most === least ? "" : format(least);
  }
}

function addRow(list, keys, words, legend) {
  const row = document.createElement("div");
  const term = document.createElement("dt");
  for (const key of keys) {
    const cap = document.createElement("kbd");
    cap.textContent = SYMBOLS[key] ?? key.toUpperCase();
    term.append(cap);
    legend?.set(key, cap);
  }
  const description = document.createElement("dd");
  description.textContent = words;
  row.append(term, description);
  list.append(row);
  return row;
}

function strong(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}

function range(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? format(least) : `${format(least)}–${format(most)}`;
}

/** A number as a person reads it: a minus sign, thousands, and as many decimals as matter. */
function format(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : 2;
  const text = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text.replace(/^-/, "−");
}

import * as commands from "../commands.js";
import { keepDraft, readDraft } from "../draft.js";
import { Refused } from "../link.js";
import { randomId } from "../random-id.js";
import { holdsCommand } from "../state.js";
import { setText } from "./element.js";

const utf8 = new TextEncoder();

/** The prompt box. Its text stays until the server has it. */
export class AskView {
  #form;
  #watching = /** @type {HTMLElement} */ (document.querySelector("#watching"));
  #text;
  #send;
  #stop;
  #note;
  #link;
  /** @type {import("../draft.js").Draft} */
  #draft = readDraft();
  #sending = false;
  #promptBytes = Infinity;
  #turn = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {import("../link.js").Link} link
   */
  constructor(form, link) {
    this.#link = link;
    this.#form = form;
    this.#text = /** @type {HTMLTextAreaElement} */ (form.querySelector("#prompt"));
    this.#send = /** @type {HTMLButtonElement} */ (form.querySelector("#send"));
    this.#stop = /** @type {HTMLButtonElement} */ (form.querySelector("#stop"));
    this.#note = /** @type {HTMLElement} */ (form.querySelector("#ask-note"));
    this.#text.value = this.#draft.text;
    this.#fit();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#ask();
    });
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.#ask();
    });
    this.#stop.addEventListener("click", () => this.stop());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.stop();
    });
  }

  /** @param {boolean} watching there is nothing to ask, and nothing to stop */
  watch(watching) {
    this.#form.hidden = watching;
    this.#watching.hidden = !watching;
  }

  /** @param {number} bytes the longest prompt the server takes */
  limit(bytes) {
    this.#promptBytes = bytes;
  }

  /** @param {import("../state.js").Session} session @param {import("../state.js").Turn | null} open */
  update(session, open) {
    // What was said about a turn in flight is over with it.
    if (!open && this.#turn !== 0) this.#say("");
    this.#turn = open?.turn ?? 0;
    this.#stop.hidden = !open;
    this.#send.hidden = Boolean(open);
    if (this.#draft.id !== "" && !this.#sending && holdsCommand(session, this.#draft.id)) this.#accepted();
  }

  /**
   * Puts a text into the box and, unless the box holds one already, sends it.
   * @param {string} text
   */
  offer(text) {
    const own = this.#text.value.trim();
    if (own !== "" && own !== text) return this.#say("The box holds a text of yours: send or clear it first.");
    this.#write(text);
    void this.#ask();
  }

  stop() {
    if (this.#turn === 0 || this.#form.hidden) return;
    const turn = this.#turn;
    this.#link.send((id) => commands.cancel(id, turn)).catch((refused) => this.#say(refused.message));
  }

  focus() {
    this.#text.focus();
  }

  async #ask() {
    const text = this.#text.value.trim();
    if (text === "" || this.#sending) return;
    const excess = utf8.encode(text).length - this.#promptBytes;
    if (excess > 0) return this.#say(`The text is ${excess.toLocaleString("en")} bytes longer than a prompt may be.`);
    if (this.#draft.text !== this.#text.value || this.#draft.id === "") this.#draft.id = randomId();
    this.#draft.text = this.#text.value;
    keepDraft(this.#draft);
    this.#busy(true);
    try {
      await this.#link.send((id) => commands.prompt(id, text), this.#draft.id);
      this.#accepted();
    } catch (refused) {
      // The server answers a repeated id with its first answer: another try needs another id.
      this.#draft.id = "";
      if (refused instanceof Refused) this.#say(refusalText(refused));
    } finally {
      this.#busy(false);
    }
  }

  #accepted() {
    if (this.#text.value === this.#draft.text) this.#write("");
    this.#draft.id = "";
    this.#say("");
  }

  #typed() {
    this.#draft = { text: this.#text.value, id: "" };
    keepDraft(this.#draft);
    this.#say("");
    this.#fit();
  }

  /** @param {string} text */
  #write(text) {
    this.#text.value = text;
    this.#typed();
  }

  /** @param {boolean} sending */
  #busy(sending) {
    this.#sending = sending;
    this.#text.readOnly = sending;
    this.#send.disabled = sending;
  }

  /** @param {string} text */
  #say(text) {
    setText(this.#note, text);
  }

  /** The box is as high as its text, to a bound that the style sets. */
  #fit() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }
}

/** @param {Refused} refused */
function refusalText({ code, message, temporary }) {
  if (code === "busy") return "A prompt is being answered. Wait for its end or stop it, then send yours again.";
  if (code === "left") return "";
  return temporary ? `${message}. Try again in a moment.` : message;
}

/**
 * An immutable list in blocks: a change copies its block, not everything, so that a fold over a long log stays linear.
 * @template T
 */
export class List {
  /** Items of a block. */
  static size = 64;

  /** @param {readonly (readonly T[])[]} blocks all full but the last @param {number} length */
  constructor(blocks = [], length = 0) {
    this.blocks = blocks;
    this.length = length;
  }

  /** @param {number} index from the end when negative @returns {T | undefined} */
  at(index) {
    const place = index < 0 ? this.length + index : index;
    return place < 0 ? undefined : this.blocks[Math.floor(place / List.size)]?.[place % List.size];
  }

  /** @param {T} item @returns {List<T>} */
  append(item) {
    const last = this.blocks.at(-1);
    if (!last || last.length === List.size) return new List([...this.blocks, [item]], this.length + 1);
    return new List([...this.blocks.slice(0, -1), [...last, item]], this.length + 1);
  }

  /** @param {number} index of an item that is there @param {T} item @returns {List<T>} */
  with(index, item) {
    const blocks = this.blocks.slice();
    const block = blocks[Math.floor(index / List.size)].slice();
    block[index % List.size] = item;
    blocks[Math.floor(index / List.size)] = block;
    return new List(blocks, this.length);
  }

  /** @param {number} index @returns {Generator<T>} */
  *from(index) {
    for (let i = index; i < this.length; i += 1) yield /** @type {T} */ (this.at(i));
  }

  [Symbol.iterator]() {
    return this.from(0);
  }
}

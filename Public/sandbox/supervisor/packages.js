/**
 * Which packages a run's imports need, and in which archives they come.
 *
 * @typedef {{archive:string, imports:string[], depends:string[], root:string}} Package
 *   `root` is the directory that the archive is unpacked to
 */

export class Packages {
  #packages;
  /** @type {Map<string, string>} */
  #byImport = new Map();

  /** @param {Record<string, Package>} packages */
  constructor(packages) {
    this.#packages = new Map(Object.entries(packages));
    for (const [name, { imports }] of this.#packages) {
      for (const module of imports) this.#byImport.set(module, name);
    }
  }

  /** Names of the packages, for people. */
  get names() {
    return [...this.#packages.keys()].sort();
  }

  /** The importable top-level names, for messages about missing ones. */
  get modules() {
    return [...this.#byImport.keys()].filter((name) => !name.startsWith("_") && !name.includes("-")).sort();
  }

  /**
   * The packages that provide these top-level modules and everything they depend on, dependencies first.
   * Modules that no package provides are passed over: importing them says so better.
   * @param {Iterable<string>} modules
   * @returns {string[]}
   */
  needed(modules) {
    /** @type {Set<string>} */
    const seen = new Set();
    /** @type {string[]} */
    const order = [];
    /** @param {string} name */
    const visit = (name) => {
      const found = this.#packages.get(name);
      if (!found || seen.has(name)) return;
      seen.add(name);
      found.depends.forEach(visit);
      order.push(name);
    };
    for (const module of modules) {
      const name = this.#byImport.get(module);
      if (name) visit(name);
    }
    return order;
  }

  /** @param {string} module a dotted name */
  provides(module) {
    return this.#byImport.has(module.split(".")[0]);
  }

  /** @param {string} name @returns {Package} */
  get(name) {
    const found = this.#packages.get(name);
    if (!found) throw new Error(`there is no package ${name}`);
    return found;
  }
}

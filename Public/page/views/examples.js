import { button, element } from "./element.js";

/**
 * Prompts to begin with.
 * @param {unknown} examples as `/api/about` gives them
 * @param {(prompt: string) => void} choose
 */
export function exampleButtons(examples, choose) {
  if (!Array.isArray(examples)) return [];
  return examples
    .filter((example) => typeof example?.title === "string" && typeof example?.prompt === "string")
    .map(({ title, prompt }) => {
      const made = button("", () => choose(prompt), { class: "example" });
      made.append(element("strong", {}, title), element("span", {}, prompt));
      return element("li", {}, made);
    });
}

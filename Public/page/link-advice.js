/**
 * What a person can do about a link that stopped, by close code (4500–4999).
 * @param {number} code
 * @returns {{advice: string, action: "reload" | "new"}}
 */
export function adviceFor(code) {
  switch (code) {
    case 4501:
      return { advice: "The server speaks another version than this page. Reload to get its page.", action: "reload" };
    case 4502:
      return {
        advice: "Open the session again from where you were given it, or the address that the server printed when it started; it signs you in.",
        action: "reload",
      };
    case 4511:
      return { advice: "It is gone from the server. Start a new one.", action: "new" };
    case 4503:
      return { advice: "The server does not have this session. Check the link, or start a new one.", action: "new" };
    case 4512:
      return { advice: "Open one of the sessions that you were given.", action: "reload" };
    case 4505:
      return { advice: "This tab sent more than the server takes. Wait a moment, then reload.", action: "reload" };
    case 4507:
      return { advice: "Close a tab of this session, then reload this one.", action: "reload" };
    case 4510:
      return { advice: "This tab was opened a second time. Go on there, or reload here.", action: "reload" };
    default:
      return { advice: "Reload the page; the session is kept on the server.", action: "reload" };
  }
}

// What people write first: each socket's message asks the model, and the tokens of the answer go to that socket.

const { WebSocketServer } = require("ws");

const [port, model] = process.argv.slice(2);
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(port), backlog: 1024 });

server.on("connection", (connection) => {
  connection.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "prompt") relay(connection, message.text).catch((error) => connection.close(1011, String(error)));
  });
});

async function relay(connection, prompt) {
  const body = JSON.stringify({ model: "tokens", stream: true, messages: [{ role: "user", content: prompt }] });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${model}/chat/completions`, { method: "POST", headers, body });
  const decoder = new TextDecoder();
  let rest = "";
  let seq = 0;
  for await (const bytes of response.body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      const text = JSON.parse(line.slice(6)).choices[0].delta.content;
      if (text) connection.send(JSON.stringify({ type: "event", seq: ++seq, kind: "text", text }));
    }
  }
}

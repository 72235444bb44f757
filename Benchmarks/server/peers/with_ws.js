// Node's ws, as its README has a broadcast.

const { WebSocketServer } = require("ws");

const text = "x".repeat(50);
const tabs = new Set();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 1024 });

server.on("connection", (connection, request) => {
  if (request.url === "/control") {
    connection.on("message", (message) => {
      for (let left = Number(message); left > 0; left--) {
        for (const tab of tabs) tab.send(text);
      }
    });
    return;
  }
  tabs.add(connection);
  connection.on("close", () => tabs.delete(connection));
});

// Serves the Cloud Tasks emulator of firebase-tools on 127.0.0.1, also below /v2 where Google's clients look.
// Arguments: PORT. Run with NODE_PATH naming the node_modules that holds firebase-tools.
const express = require("express");
const { TasksEmulator } = require("firebase-tools/lib/emulator/tasksEmulator");

const emulator = new TasksEmulator({});
const hub = emulator.createHubServer();
const app = express();
app.get("/", (_request, response) => response.send("Ok"));
app.use("/v2", hub);
app.use(hub);
emulator.controller.start();
app.listen(Number(process.argv[2]), "127.0.0.1");

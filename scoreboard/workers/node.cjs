"use strict";
// The vendors' TypeScript SDKs: their `<class>FromJSON`, and what they print: `<class>ToJSON` where there is one, else
// JSON.stringify, whose inCamelCase is spelled back, for spelling is not counted. It speaks as worker.py does.
//
// node node.cjs DIRECTORY_OF_THE_ENVIRONMENT

const path = require("node:path");
const readline = require("node:readline");

const SDKS = {
  orq_node: { vendor: "orq", file: "@orq-ai/node/models/operations/createcompletion.js", name: "createCompletionResponseBody" },
  opper_node: { vendor: "opper", file: "opperai/dist/commonjs/models/chatcompletion.js", name: "chatCompletion" },
};

const spelledBack = (value) =>
  Array.isArray(value) ? value.map(spelledBack)
  : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), spelledBack(inner)]))
  : value;
const snake = (key) => key.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());

function read(sdk, models, payload) {
  const result = models[sdk.name + "FromJSON"](JSON.stringify(payload));
  if (!result.ok) throw result.error;
  return result.value;
}

function write(sdk, models, response) {
  const toJSON = models[sdk.name + "ToJSON"];
  return toJSON ? JSON.parse(toJSON(response)) : spelledBack(JSON.parse(JSON.stringify(response)));
}

function edit(sdk, response, field, value) {
  const choice = response.choices[0];
  if (field === "output_tokens") response.usage.completionTokens = value;
  else if (field === "finish_reason") choice.finishReason = value;
  else if (sdk.vendor === "orq") choice.text = value;
  else choice.message.content = value;
}

function answer(request) {
  const sdk = SDKS[request.peer];
  if (sdk.vendor !== request.vendor || !["back", "edit"].includes(request.verb)) return { not_offered: true };
  const models = require(path.join(process.argv[2], "node_modules", sdk.file));
  try {
    const response = read(sdk, models, request.payload);
    if (request.verb === "edit") edit(sdk, response, request.field, request.value);
    return { payload: write(sdk, models, response) };
  } catch (error) {
    return { refused: error.name };
  }
}

const requests = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
requests.on("line", (line) => process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n"));

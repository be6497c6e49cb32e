"use strict";
// Answers, for one Node SDK, what it reads from a payload and what it prints: JSON lines in, JSON lines out.
// Strategy: the SDKs keep a `<class>FromJSON` per class that returns a result {ok, value, error}; what JSON.stringify
// prints of the value is both the dump and the object, so it is answered as text and parsed by whoever asked.
//
// node node_server.cjs DIRECTORY_OF_THE_ENVIRONMENT
// Request: {"class": NAME, "text": JSON text of the payload, "dumps"?: true}
// Answer:  {"accepted", "error", "places", "dumps": {"JSON.stringify", "ToJSON"}, "undumpable"}

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { kind, places } = require("./node_refusals.cjs");

// Loaded by file, not by package name: the packages' indexes take many times longer and export the same functions.
const MODELS = [
  "@orq-ai/node/models/operations/createcompletion.js",
  "opperai/dist/commonjs/models/chatcompletion.js",
];

function loadModels(environment) {
  const files = MODELS.map((file) => path.join(environment, "node_modules", file));
  return Object.assign({}, ...files.filter((file) => fs.existsSync(file)).map((file) => require(file)));
}

function functionOf(models, className, verb) {
  return models[className[0].toLowerCase() + className.slice(1) + verb];
}

function print(dumps, undumpable, name, dump) {
  try {
    dumps[name] = dump();
  } catch (error) {
    undumpable[name] = kind(error);
  }
}

function answer(models, request) {
  const read = functionOf(models, request.class, "FromJSON");
  if (!read) throw new Error(`this SDK has no ${request.class}`);
  const result = read(request.text);
  if (!result.ok) return { accepted: false, error: kind(result.error), places: places(result.error) };
  const [dumps, undumpable] = [{}, {}];
  print(dumps, undumpable, "JSON.stringify", () => JSON.stringify(result.value));
  const toJSON = functionOf(models, request.class, "ToJSON");
  if (request.dumps && toJSON) print(dumps, undumpable, "ToJSON", () => toJSON(result.value));
  return { accepted: true, dumps, undumpable };
}

const models = loadModels(process.argv[2]);
const requests = readline.createInterface({ input: process.stdin, crlfDelay: Infinity });
requests.on("line", (line) => process.stdout.write(JSON.stringify(answer(models, JSON.parse(line))) + "\n"));

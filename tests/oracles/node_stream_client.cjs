"use strict";
// Asks a server for streams with orq's Node SDK, and tells what it yields: JSON lines in, JSON lines out.
//
// node node_stream_client.cjs DIRECTORY_OF_THE_ENVIRONMENT
// Request: {"url": where the server is, "model": which stream is wanted}
// Answer:  {"printed": {"JSON.stringify": each event as text}, "error", "places": why it broke off, or null}

const path = require("node:path");
const readline = require("node:readline");
const { kind, places } = require("./node_refusals.cjs");

const { Orq } = require(path.join(process.argv[2], "node_modules", "@orq-ai/node"));

async function* streamed(request) {
  const orq = new Orq({ apiKey: "none", serverURL: request.url });
  const wanted = { model: request.model, prompt: "", stream: true };
  yield* await orq.router.completions.create(wanted, { acceptHeaderOverride: "text/event-stream" });
}

async function answer(request) {
  const [texts, refusal] = [[], { error: null, places: null }];
  try {
    for await (const event of streamed(request)) texts.push(JSON.stringify(event));
  } catch (error) {
    Object.assign(refusal, { error: kind(error), places: places(error) });
  }
  return { printed: { "JSON.stringify": texts }, ...refusal };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    process.stdout.write(JSON.stringify(await answer(JSON.parse(line))) + "\n");
  }
}

main();

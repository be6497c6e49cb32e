"use strict";
// Why a Node SDK refused a payload: never with the payload's content.

// The SDK wraps zod's error where it parses a text, and not where it parses the events of a stream.
function issuesOf(error) {
  return error.cause?.issues ?? error.issues ?? [];
}

// Of a zod error only the first code and path are told.
function kind(error) {
  const [issue] = issuesOf(error);
  return issue ? `${issue.code} at ${issue.path.join(".")}` : (error.cause?.name ?? error.name);
}

// Every place it went wrong at; the root where nobody knows.
function places(error) {
  const issues = issuesOf(error);
  return issues.length ? issues.map((issue) => issue.path) : [[]];
}

module.exports = { kind, places };

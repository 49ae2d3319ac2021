// The pages in a browser, as people use them: `node tests/browser/run.mjs RISK PACKAGES [PICTURE]`, with the built command, a
// folder with the packages playwright-core and axe-core, and Chromium. PICTURE is what the README shows, made again.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import assert from "node:assert/strict";

const [risk, packages, picture] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(packages, "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TODAY = "2026-11-23";
const WIDTHS = [1280, 390];
const run = (...args) => execFileSync(risk, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, RISK_TODAY: TODAY }, maxBuffer: 1 << 30 });
const work = mkdtempSync(join(tmpdir(), "risk-browser-"));
// Beside its repository, which has a history of its own.
const shop = join(work, "web-shop");
cpSync("examples/web-shop", shop, { recursive: true });

// Texts that would be more than texts, in every field, and words that are too long for any line.
const HOSTILE = [
  "<script>window.hit = 1</script>", "\"><img src=x onerror=\"window.hit=1\">", "</script><svg onload=\"window.hit=1\">",
  "</style><style>body{display:none}</style>", "javascript:window.hit=1", "<!-- ", "-->", "]]>", "{{7*7}}", "&lt;b&gt;",
  "‮evil", "a".repeat(300), "x\u0000y", "' onmouseover='window.hit=1", "%22%3E", "=1+1",
];
function hostile(risks, components) {
  const text = (at) => `${HOSTILE[at % HOSTILE.length]} and ${"more words of it ".repeat(at % 9)}${HOSTILE[(at * 7 + 3) % HOSTILE.length]}`;
  const name = (at) => `${HOSTILE[at % HOSTILE.length]} ${at}`;
  const levels = ["Low", "Medium", "High"];
  return {
    schema_version: 1,
    title: text(1),
    components: Array.from({ length: components }, (_, at) => ({
      name: name(at), kind: text(at), owner: text(at + 1), rto: "1h", restore: "20m", within: at > 20 && at % 5 === 0 ? name(at % 7) : "",
      requires: at < 3 ? [] : [{ of: [name(Math.floor(at / 3))] }, { of: [name(at - 1), name(at - 2), name(at - 3)], need: 1 }],
    })),
    risks: Array.from({ length: risks }, (_, at) => ({
      reference: at % 3 ? `R${at}` : `${HOSTILE[at % HOSTILE.length]} ${at}`, component: name(at % components), description: text(at),
      ...(at < 30 ? {} : { likelihood: levels[at % 3], impact: levels[(at >> 2) % 3] }),
      observations: [{ text: text(at + 2), status: "implemented" }, { text: text(at + 3), status: "suggested" }],
      mitigations: [text(at + 4)], runbook_actions: [text(at + 5), text(at + 6)], notes: text(at + 7), owner: text(at % 5), category: text(at + 8),
      tracker_links: ["javascript:window.hit=1", `https://example.com/${at}`],
      ...(at % 11 ? {} : { status: "accepted", acceptance: { by: text(at), until: "2026-10-01", reason: text(at + 1) } }),
      rehearsals: [{ date: "2026-10-01", kind: "incident", outcome: "failed", time_to_recover: "3h", notes: text(at + 9) }],
      extra: { [text(at % 4)]: text(at) },
    })),
  };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// Opens a page that may ask for nothing, say nothing and run nothing of what a register states.
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: options.width ?? 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => request.url() === `file://${file}` || complaints.push(`request: ${request.url()}`));
  await page.goto(`file://${file}`);
  page.done = async () => {
    assert.equal(await page.evaluate(() => window.hit), undefined, "nothing of a register runs");
    assert.deepEqual(complaints, [], file);
    await context.close();
  };
  return page;
}

async function accessible(file) {
  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(file, { width, colorScheme });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${file} is ${wide} wide at ${width}`);
      // What evaluates is not asked for by the page, so its policy does not keep it out.
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => axe.run());
      const told = violations.map((one) => `${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
      assert.deepEqual(told, [], `${file} at ${width}, ${colorScheme}`);
      assert.ok(passes.length > 10, "it was looked at");
      await page.done();
    }
  }
}

// What the page shows of a failure is what the command tells of it.
async function failures(file, register, components) {
  const page = await open(file);
  for (const name of components) {
    const blast = JSON.parse(run("blast", name, "-r", register, "--format", "json"));
    const box = page.locator(`.box[aria-pressed]`, { has: page.locator(`title:text-is(${JSON.stringify(name)})`) });
    await box.focus();
    await page.keyboard.press("Enter");
    const names = (state) => page.locator(`.box.${state} > title`).evaluateAll((titles) => titles.map((title) => title.textContent).sort());
    const keys = (hits) => hits.map((hit) => hit.component).filter((key) => key !== name).sort();
    assert.deepEqual(await names("failed"), [name]);
    assert.deepEqual(await names("down"), keys(blast.down), `what is down when ${name} fails`);
    assert.deepEqual(await names("degraded"), keys(blast.degraded), `what is degraded when ${name} fails`);
    assert.deepEqual(await names("stuck"), keys(blast.cannot_restart), `what cannot restart when ${name} fails`);
    const told = await page.locator(".told").textContent();
    assert.ok(told.startsWith(`${name} fails: `), told);
    for (const key of keys(blast.down)) assert.ok(told.includes(key), `${told} has no ${key}`);
    await page.keyboard.press("Enter");
    assert.deepEqual(await names("failed"), [], "chosen again, it is left");
  }
  await page.done();
}

async function filter(file) {
  const page = await open(file);
  const shown = () => page.locator("article:visible").count();
  const all = await shown();
  await page.getByLabel("Search", { exact: true }).fill("SFTP partner");
  assert.equal(await shown(), 1);
  assert.equal(await page.locator(".filter [role=status]").textContent(), `1 of ${all} shown`);
  // A link to what is hidden shows it.
  await page.locator(".matrix a").first().click();
  assert.equal(await shown(), all);
  await page.getByLabel("Rating", { exact: true }).selectOption("Critical");
  assert.equal(await shown(), 2);
  await page.done();
}

// Without a script, all of it is there.
async function plain(file) {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(file, { javaScriptEnabled });
    texts.push(await page.locator("main").innerText());
    assert.equal(await page.locator("article:visible").count(), await page.locator("article").count());
    if (javaScriptEnabled) await page.done();
    else assert.equal(await page.locator("form, [role=button]").count(), 0, "nothing that does nothing");
  }
  const lines = (text) => new Set(text.split("\n").map((line) => line.trim()).filter(Boolean));
  const missing = [...lines(texts[1])].filter((line) => !lines(texts[0]).has(line));
  assert.deepEqual(missing, []);
}

try {
  const page = join(work, "web-shop.html");
  run("report", "-r", shop, "--to", page);
  await accessible(page);
  await failures(page, shop, ["Postgres primary", "DNS", "Redis A", "eu-west-1a", "Email provider"]);
  await filter(page);
  await plain(page);

  for (const [name, risks, components] of [["hostile", 60, 40], ["many", 1000, 300]]) {
    const register = join(work, `${name}.json`);
    const html = join(work, `${name}.html`);
    writeFileSync(register, JSON.stringify(hostile(risks, components)));
    run("report", "-r", register, "--to", html);
    const [compact, size] = [register, html].map((path) => readFileSync(path).length);
    assert.ok(size <= 2.5 * compact + 300_000, `${size} bytes of a register of ${compact}`);
    if (name === "hostile") await accessible(html);
    const page = await open(html);
    assert.equal(await page.locator("article").count(), risks);
    await page.done();
  }

  const runbook = join(work, "runbook.html");
  writeFileSync(runbook, run("runbook", "R07", "-r", shop, "--format", "html"));
  await accessible(runbook);
  const coverage = join(work, "coverage.html");
  writeFileSync(coverage, run("coverage", "-r", shop, "--format", "html"));
  await accessible(coverage);

  if (picture) {
    const page = await open(join(work, "web-shop.html"), { viewport: { width: 1100, height: 760 }, deviceScaleFactor: 1 });
    await page.screenshot({ path: picture });
    await page.done();
  }
  console.log("the pages are as they should be");
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}

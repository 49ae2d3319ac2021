
"use strict";
(() => {
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const articles = [...document.querySelectorAll("article")];
  if (articles.length > 1) filter();
  const data = document.getElementById("failures");
  if (data) diagram(JSON.parse(data.textContent));

  // Shows the articles that have all words that are typed, and what is chosen of their tags.
  function filter() {
    const texts = articles.map((article) => article.textContent.toLowerCase());
    const form = make("form", "", { class: "filter", role: "search" });
    const input = make("input", "", { type: "search", autocomplete: "off" });
    const field = (title, control) => {
      control.id = `filter-${title.toLowerCase()}`;
      const box = make("div");
      box.append(make("label", title, { for: control.id }), control);
      form.append(box);
    };
    field("Search", input);
    const choices = [];
    for (const [name, title] of [["rating", "Rating"], ["component", "Component"], ["owner", "Owner"], ["status", "Status"]]) {
      const values = [...new Set(articles.map((article) => article.dataset[name] ?? ""))];
      if (values.length < 2) continue;
      if (name !== "rating") values.sort((a, b) => a.localeCompare(b));
      const select = make("select");
      select.append(new Option("any", "any"));
      for (const value of values) select.append(new Option(value || "none", `=${value}`));
      field(title, select);
      choices.push([name, select]);
    }
    const count = make("p", "", { role: "status" });
    form.append(count);
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      articles.forEach((article, at) => {
        const fits = words.every((word) => texts[at].includes(word)) && choices.every(([name, select]) =>
          select.value === "any" || select.value === `=${article.dataset[name] ?? ""}`);
        article.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = `${shown} of ${articles.length} shown`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A link to what is hidden shows it.
    addEventListener("hashchange", () => {
      const target = document.getElementById(location.hash.slice(1));
      if (target?.hidden) {
        form.reset();
        apply();
        target.scrollIntoView();
      }
    });
    articles[0].before(form);
    apply();
  }

  // Shows what the failure of the box that is chosen does, as it stands in the page.
  function diagram(failures) {
    const svg = document.querySelector(".diagram svg");
    const boxes = new Map([...svg.querySelectorAll(".box")].map((box) => [Number(box.dataset.at), box]));
    const nameOf = (at) => boxes.get(at)?.querySelector("title").textContent ?? "";
    const byBox = new Map(failures.map(([of, down, ...sets]) => [of, { down, sets }]));
    const states = [["down", "down"], ["degraded", "degraded"], ["stuck", "cannot restart"], ["bare", "no redundancy"]];
    const told = make("p", "Choose a component to see what its failure does.", { class: "told", role: "status" });
    svg.closest("figure").append(told);
    let chosen;
    const mark = (box, state, word) => {
      if (state) box.classList.add(state);
      box.querySelector(".state").textContent = word;
    };
    const members = (digits) => [...digits].flatMap((digit, at) =>
      [0, 1, 2, 3].filter((bit) => parseInt(digit, 16) & (8 >> bit)).map((bit) => at * 4 + bit));
    const choose = (at) => {
      for (const box of boxes.values()) {
        box.classList.remove("failed", "down", "degraded", "stuck", "bare");
        box.setAttribute("aria-pressed", "false");
        mark(box, "", "");
      }
      chosen = chosen === at ? undefined : at;
      svg.classList.toggle("faded", chosen !== undefined);
      if (chosen === undefined) {
        told.textContent = "Choose a component to see what its failure does.";
        return;
      }
      boxes.get(at).setAttribute("aria-pressed", "true");
      mark(boxes.get(at), "failed", "FAILED");
      const { down = 0, sets = [] } = byBox.get(at) ?? {};
      const parts = [];
      states.forEach(([state, word], index) => {
        const hit = members(sets[index] ?? "");
        for (const one of hit) mark(boxes.get(one), state, word);
        const names = hit.map(nameOf);
        const more = index === 0 ? down - hit.length : 0;
        if (more > 0) names.push(`${more} more that are not drawn`);
        if (names.length) parts.push(`${word}: ${names.join(", ")}`);
      });
      told.textContent = `${nameOf(at)} fails: ${parts.join("; ") || "nothing else is affected"}.`;
    };
    for (const [at, box] of boxes) {
      box.setAttribute("role", "button");
      box.setAttribute("tabindex", "0");
      box.setAttribute("aria-pressed", "false");
      box.addEventListener("click", () => choose(at));
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(at);
      });
    }
  }
})();

// Keys for the console. Everything here has a way without it; what a page can do by key stands in its attributes:
//   data-key="n" data-key-label="…"    pressed: the element is clicked, a field is focused
//   data-go="q"                        pressed after g: the link is followed
//   data-row (or .row), data-open      rows to move through; data-row-key="x": a key within the chosen row
//   data-digits                        a select or a group of radios: 1 to 9 choose, then data-then="id" has the focus;
//                                      data-sets="id:value" sets another field, data-picks ticks the chosen row first
(() => {
  "use strict";
  const help = document.getElementById("keys");
  const button = document.getElementById("keys-button");
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const shown = (element) => element.getClientRects().length > 0;
  const rows = () => all("[data-row], .row").filter(shown);
  let chosen = -1;
  let before = "";

  // --- rows
  const mark = (focus) => {
    const list = rows();
    list.forEach((row, place) => row.classList.toggle("chosen", place === chosen));
    const row = list[chosen];
    if (!row || !focus) return;
    row.scrollIntoView({ block: "nearest" });
    const link = row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  const move = (step) => {
    const list = rows();
    if (!list.length) return false;
    chosen = Math.max(0, Math.min(list.length - 1, chosen + step));
    mark(true);
    return true;
  };
  const open = (row) => {
    const link = row.querySelector("a");
    const path = row.dataset.open || (link && link.getAttribute("href"));
    if (path) window.location.assign(path);
    return Boolean(path);
  };

  // --- keys that the page declares
  const written = (element) => /^(TEXTAREA|SELECT)$/.test(element.tagName)
    || (element.tagName === "INPUT" && !/^(radio|checkbox|submit|button)$/.test(element.type));
  const press = (element) => {
    // A fold opens, and its first field is ready to be written in.
    if (element.tagName === "SUMMARY") {
      element.parentElement.open = true;
      const first = element.parentElement.querySelector("input:not([type=hidden]), select, textarea, button");
      if (first) first.focus();
      return;
    }
    const folded = element.closest("details:not([open])");
    if (folded) folded.open = true;
    if (!written(element)) { element.click(); return; }
    element.focus();
    if (element.select) element.select();
  };
  const named = (name, key, root = document) => all(`[${name}]`, root).find((element) => shown(element)
    && !element.disabled && (element.getAttribute(name) === key || element.getAttribute(name) === key.toLowerCase()));
  const declared = (key) => {
    const row = rows()[chosen];
    const own = row && named("data-row-key", key, row);
    const found = own || named("data-key", key);
    if (found) press(found);
    else if (key === "/" && document.getElementById("text")) press(document.getElementById("text"));
    else return false;
    if (own) own.blur();
    return true;
  };
  const go = (key) => {
    const link = named("data-go", key);
    if (link) window.location.assign(link.getAttribute("href"));
    return Boolean(link);
  };

  // --- digits choose
  const DIGITS = '[data-digits], .way[data-action="exclude"] select, .settle';
  const then = (field) => {
    const next = document.getElementById(field.dataset.then || "");
    const form = field.closest("form") || document;
    (next || form.querySelector('textarea[name="reason"], textarea') || field).focus();
  };
  const choose = (digit) => {
    const row = rows()[chosen];
    const field = (row && row.querySelector(DIGITS)) || document.querySelector(DIGITS);
    if (!field) return false;
    const folded = field.closest("details");
    if (folded) folded.open = true;
    if (field.tagName === "SELECT") return select(field, digit);
    const choice = all('input[type="radio"]', field)[digit - 1];
    if (!choice) return false;
    choice.click();
    const other = choice.value === "other" && (field.closest("form") || field).querySelector('input[name="other"]');
    if (other) other.focus(); else then(field);
    return true;
  };
  const select = (field, digit) => {
    if (!field.options[digit]) return false;
    if ("picks" in field.dataset && !document.querySelector(".pick:checked")) {
      const pick = rows()[chosen] && rows()[chosen].querySelector(".pick");
      if (pick) pick.checked = true;
    }
    const [name, value] = (field.dataset.sets || "").split(":");
    const also = document.getElementById(name);
    if (also) also.value = value;
    field.selectedIndex = digit;
    then(field);
    return true;
  };

  // --- help, made of what the page declares
  const line = (list, keys, label) => {
    const [name, text] = [document.createElement("dt"), document.createElement("dd")];
    keys.forEach((key) => {
      const one = document.createElement("kbd");
      one.textContent = key;
      name.append(one, " ");
    });
    text.textContent = label;
    list.append(name, text);
  };
  const explain = () => {
    const list = help.querySelector("dl");
    const told = new Set();
    list.replaceChildren();
    const say = (keys, label) => {
      if (!label || told.has(keys.join())) return;
      told.add(keys.join());
      line(list, keys, label);
    };
    if (rows().length) {
      say(["j", "k", "↓", "↑"], help.dataset.move);
      say(["Enter"], help.dataset.open);
    }
    all("[data-row-key][data-key-label]").filter(shown).forEach((one) => say([one.dataset.rowKey], one.dataset.keyLabel));
    all("[data-key][data-key-label]").filter(shown).forEach((one) => say([one.dataset.key], one.dataset.keyLabel));
    const field = document.querySelector(DIGITS);
    if (field) say(["1", "…", "9"], field.dataset.digitsLabel || help.dataset.choose);
    all("[data-go]").filter(shown).forEach((link) => say(["g", link.dataset.go], link.textContent.trim()));
    say(["Esc"], help.dataset.escape);
    say(["?"], help.dataset.help);
  };
  const toggleHelp = () => {
    if (help.open) { help.close(); return; }
    explain();
    help.showModal();
  };
  button.hidden = false;
  button.addEventListener("click", toggleHelp);

  // --- one listener
  const act = (event) => {
    const key = event.key;
    if (key === "?") toggleHelp();
    else if (help.open) return false;
    else if (before === "g" && go(key)) return true;
    else if (/^(j|J|ArrowDown)$/.test(key)) return move(1);
    else if (/^(k|K|ArrowUp)$/.test(key)) return move(-1);
    else if (key === "Enter" && event.target.matches(".pick")) return open(event.target.closest("[data-row], .row"));
    else if (/^[1-9]$/.test(key)) return declared(key) || choose(Number(key));
    else return declared(key);
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (written(event.target)) {
      if (event.key === "Escape") { event.target.blur(); event.preventDefault(); }
      return;
    }
    if (act(event)) event.preventDefault();
    before = event.key;
  });

  // A row opens wherever it is clicked, unless a text is being marked or something in it is pressed.
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row || event.target.closest("a, button, input, select, textarea, label, summary")) return;
    if (row.dataset.open && !String(window.getSelection())) open(row);
  });

  // What htmx puts in anew keeps the place one was at.
  document.addEventListener("htmx:afterSettle", () => {
    if (chosen >= 0) { chosen = Math.min(chosen, rows().length - 1); mark(!written(document.activeElement)); }
  });

  // A letter is copied as text, or printed alone. Without a clipboard (plain HTTP) it is marked, ready to be copied.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const pressed = event.target.closest("[data-copy]");
    if (!pressed) return;
    const letter = document.getElementById(pressed.dataset.copy);
    window.getSelection().selectAllChildren(letter);
    if (navigator.clipboard) navigator.clipboard.writeText(letter.textContent).catch(() => {});
  });

  // One press, one ruling.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    const pressed = event.submitter || event.target.querySelector("button");
    if (pressed) window.setTimeout(() => { pressed.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => {
    all("button:disabled").forEach((pressed) => { pressed.disabled = false; });
  });
})();

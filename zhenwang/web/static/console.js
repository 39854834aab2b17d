// Keys for the console. Everything here has a way without it.
(() => {
  "use strict";
  const help = document.getElementById("keys");
  const button = document.getElementById("keys-button");
  const rows = () => Array.from(document.querySelectorAll(".row"));
  let chosen = -1;
  let before = "";

  const toggleHelp = () => (help.open ? help.close() : help.showModal());
  button.hidden = false;
  button.addEventListener("click", toggleHelp);

  const choose = (step) => {
    const all = rows();
    if (!all.length) return;
    if (all[chosen]) all[chosen].classList.remove("chosen");
    chosen = Math.max(0, Math.min(all.length - 1, chosen + step));
    all[chosen].classList.add("chosen");
    all[chosen].scrollIntoView({ block: "nearest" });
    all[chosen].querySelector("a").focus({ preventScroll: true });
  };

  const exclude = (digit) => {
    const way = document.querySelector('.way[data-action="exclude"]');
    const select = way && way.querySelector("select");
    if (!select || !select.options[digit]) return;
    way.open = true;
    select.selectedIndex = digit;
    way.querySelector('textarea[name="reason"]').focus();
  };

  // On a conflict a digit means one of its values; the last one is "neither".
  const settle = (digit) => {
    const all = rows();
    const form = (all[chosen] || document).querySelector(".settle");
    const choice = form && form.querySelectorAll('input[type="radio"]')[digit - 1];
    if (!choice) return;
    choice.checked = true;
    (choice.value === "other" ? form.querySelector('input[name="other"]') : form.querySelector("textarea")).focus();
  };

  // Radios and boxes are not typed into: keys stay keys there.
  const typing = (target) => /^(TEXTAREA|SELECT)$/.test(target.tagName)
    || (target.tagName === "INPUT" && !/^(radio|checkbox)$/.test(target.type));
  const places = { q: "/", r: "/registry", c: "/conflicts", f: "/findings" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = event.key;
    if (key === "?") toggleHelp();
    else if (key === "j") choose(1);
    else if (key === "k") choose(-1);
    else if (before === "g" && places[key]) window.location.assign(places[key]);
    else if (key === "/") {
      const search = document.getElementById("text");
      if (!search) return;
      search.focus();
      event.preventDefault();
    } else if (/^[1-9]$/.test(key)) {
      exclude(Number(key));
      settle(Number(key));
      event.preventDefault();
    }
    before = key;
  });

  // A row opens wherever it is clicked, unless a text is being marked.
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row || !row.dataset.open || event.target.closest("a") || String(window.getSelection())) return;
    window.location.assign(row.dataset.open);
  });

  // A letter is copied as text, or printed alone. Without a clipboard (plain HTTP) it is marked, ready to be copied.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const press = event.target.closest("[data-copy]");
    if (!press) return;
    const letter = document.getElementById(press.dataset.copy);
    window.getSelection().selectAllChildren(letter);
    if (navigator.clipboard) navigator.clipboard.writeText(letter.textContent).catch(() => {});
  });

  // One press, one ruling.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    const press = event.target.querySelector("button");
    if (press) window.setTimeout(() => { press.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button:disabled").forEach((press) => { press.disabled = false; });
  });
})();

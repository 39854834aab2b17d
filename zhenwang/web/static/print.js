// A page that is made to be printed prints itself when asked.
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((press) => {
    press.hidden = false;
    press.addEventListener("click", () => window.print());
  });
})();

// Does the proof of work while the person goes on writing. Whatever fails here fails silently: the question in words
// stands in the form and is enough by itself.
"use strict";
(function () {
  var field = document.querySelector("input[name=altcha]");
  if (!field || !window.Worker || !window.fetch || !window.isSecureContext) return;
  var told = document.createElement("p"), bar = document.createElement("progress");
  told.setAttribute("role", "status");
  told.className = "hint";

  fetch("/api/v1/challenge", { credentials: "omit" }).then(function (answer) {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }).then(function (given) {
    var worker = new Worker("/static/proof-worker.js");
    say("data-working");
    bar.max = given.altcha.most;
    told.appendChild(bar);
    worker.onmessage = function (event) {
      if (event.data.tried) bar.value = event.data.tried;
      if (event.data.payload) {
        field.value = event.data.payload;
        var typed = document.querySelector("input[name=answer]");
        if (typed) typed.required = false;
        say("data-done");
      }
      if (event.data.payload || event.data.failed) worker.terminate();
      if (event.data.failed) told.remove();
    };
    worker.onerror = function () { told.remove(); };
    worker.postMessage(given.altcha);
  }).catch(function () { told.remove(); });

  function say(which) {
    var words = field.getAttribute(which);
    told.textContent = words || "";
    bar.setAttribute("aria-hidden", "true");
    if (words && !told.parentNode) field.parentNode.appendChild(told);
  }
})();

// What the public pages do better with scripts; every one of them works without.
"use strict";
(function () {
  var problem = document.getElementById("problem");
  if (problem) problem.focus();
  receipt();
  report();

  // Paper and clipboard: buttons that would do nothing without this script are hidden until it runs.
  function receipt() {
    var tools = document.getElementById("tools");
    if (!tools) return;
    tools.hidden = false;
    document.getElementById("print").addEventListener("click", function () { window.print(); });
    var copy = document.getElementById("copy");
    if (!navigator.clipboard) { copy.hidden = true; return; }
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(copy.getAttribute("data-number")).then(function () {
        document.getElementById("copied").textContent = copy.getAttribute("data-done");
      });
    });
  }

  function report() {
    var form = document.getElementById("report"), picture = document.getElementById("picture");
    if (!form || !picture) return;
    var send = document.getElementById("send"), words = send.textContent;
    picture.addEventListener("change", function () { fit(picture, Number(form.getAttribute("data-most"))); });
    form.addEventListener("submit", function (event) {
      if (event.submitter && event.submitter.name === "only") return;
      send.disabled = true;
      send.textContent = form.getAttribute("data-sending");
    });
    // "Back" shows the page as it was left: the button must be there to be pressed again.
    window.addEventListener("pageshow", function () {
      send.disabled = false;
      send.textContent = words;
    });
  }

  // A photograph is often larger than we take: it is drawn smaller here, so that nobody has to know how.
  function fit(input, most) {
    var file = input.files && input.files[0];
    if (!file || file.size <= most || !window.createImageBitmap || !window.DataTransfer) return;
    createImageBitmap(file).then(function (drawn) {
      var share = Math.min(1, 2400 / Math.max(drawn.width, drawn.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(drawn.width * share);
      canvas.height = Math.round(drawn.height * share);
      canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (smaller) {
        if (!smaller || smaller.size >= file.size || input.files[0] !== file) return;
        var kept = new DataTransfer();
        kept.items.add(new File([smaller], "picture.jpg", { type: "image/jpeg" }));
        input.files = kept.files;
      }, "image/jpeg", 0.85);
    }, function () { /* no picture that this browser reads: the answer will say so */ });
  }
})();

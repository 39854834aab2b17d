// One proof of work (ALTCHA v2, PBKDF2/SHA-256): the counter whose derived key begins with the prefix asked for.
"use strict";
self.onmessage = function (event) {
  solve(event.data).then(
    function (payload) { self.postMessage(payload ? { payload: payload } : { failed: true }); },
    function () { self.postMessage({ failed: true }); }
  );
};

async function solve(given) {
  var asked = given.parameters, salt = bytes(asked.salt), nonce = bytes(asked.nonce);
  if (asked.algorithm !== "PBKDF2/SHA-256" || !self.crypto || !crypto.subtle) return null;
  var method = { name: "PBKDF2", salt: salt, iterations: asked.cost, hash: "SHA-256" };
  for (var counter = 0; counter < given.most; counter++) {
    var password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, counter);
    var key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    var derived = hex(new Uint8Array(await crypto.subtle.deriveBits(method, key, asked.keyLength * 8)));
    if (derived.indexOf(asked.keyPrefix) === 0) {
      var challenge = { parameters: asked, signature: given.signature };
      return btoa(JSON.stringify({ challenge: challenge, solution: { counter: counter, derivedKey: derived } }));
    }
    if (counter % 25 === 24) self.postMessage({ tried: counter + 1 });
  }
  return null;
}

function bytes(text) {
  return new Uint8Array(text.match(/../g).map(function (pair) { return parseInt(pair, 16); }));
}

function hex(array) {
  return Array.from(array, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
}

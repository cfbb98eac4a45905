"use strict";
// The language, and a button that copies the token; without a script both languages are shown.
var root = document.documentElement, kept = null;
function each(list, work) { Array.prototype.forEach.call(list, work); }
function speak(language) {
  root.setAttribute("data-language", language);
  root.lang = language === "zh" ? "zh-CN" : "en";
  each(document.querySelectorAll("[data-choose]"), function (button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-choose") === language));
  });
  try { localStorage.setItem("language", language); } catch (refused) { /* private window */ }
}
function copied(button) {
  return function () {
    var text = document.getElementById(button.getAttribute("data-copy"));
    text.focus();
    text.select();
    document.execCommand("copy");  // also where the page did not come over https
    document.getElementById("copied").hidden = false;
  };
}
try { kept = localStorage.getItem("language"); } catch (refused) { /* private window */ }
each(document.querySelectorAll("[data-choose]"), function (button) {
  button.onclick = function () { speak(button.getAttribute("data-choose")); };
});
each(document.querySelectorAll("[data-copy]"), function (button) {
  button.hidden = false;
  button.onclick = copied(button);
});
speak(kept === "zh" || kept === "en" ? kept : /^zh/i.test(navigator.language || "") ? "zh" : "en");

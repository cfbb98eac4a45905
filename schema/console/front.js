"use strict";
// The three questions: their choices, their asking. What answers look like stands in answers.js.
function prepare(form) {
  var text = form.querySelector("textarea"), original = text.value, asked = 0;
  var reset = make("button", "", ["恢复原文", "Reset"], text.parentNode);
  var values = make("p", "note", "", text.parentNode);
  var status = make("p", "status", "", form.parentNode);
  var place = make("div", "", null, form.parentNode);
  reset.type = "button";
  reset.onclick = function () { text.value = original; text.focus(); };
  status.setAttribute("role", "status");
  function variables() {
    var found = {};
    each(form.querySelectorAll("[name]"), function (control) {
      found[control.name] = control.hasAttribute("data-number") ? +control.value : control.value.trim();
    });
    return found;
  }
  form.refresh = function () {
    each(form.querySelectorAll("[data-of]"), function (word) {
      var control = form.querySelector("[name=" + word.getAttribute("data-of") + "]");
      var option = control.options && control.options[control.selectedIndex];
      var name = option && option.getAttribute(word.parentNode.lang === "en" ? "data-en" : "data-zh");
      word.textContent = name || control.value;
    });
    var now = variables();
    values.textContent = "";
    if (!Object.keys(now).length) return;
    make("span", "", ["变量：", "Variables: "], values);
    make("code", "", JSON.stringify(now), values);
  };
  form.run = function () {
    var turn = ++asked;
    say(status, ["正在查询…", "Asking…"]);
    place.setAttribute("aria-busy", "true");
    ask(text.value, variables(), function (answer, trouble) {
      if (turn !== asked) return;
      place.textContent = "";
      place.removeAttribute("aria-busy");
      say(status, trouble ? ["没有得到答案。", "No answer."] : show(answer, place));
      if (trouble) make("p", "wrong", trouble, place);
      form.parentNode.setAttribute("data-answered", trouble || answer.errors ? "error" : "yes");
    });
  };
  form.oninput = form.onchange = form.refresh;
  form.onsubmit = function (event) { event.preventDefault(); form.run(); };
  form.refresh();
}

function option(row, parent) {
  var made = make("option", "", row.nameZh + " " + (row.nameEn || ""), parent);
  made.value = row.code;
  made.setAttribute("data-zh", row.nameZh);
  made.setAttribute("data-en", row.nameEn || row.nameZh);
}
function offer(data) {
  var select = document.querySelector("[name=county]"), chosen = select.value, group = null;
  select.textContent = "";
  data.counties.nodes.forEach(function (county) {
    var label = county.prefecture.nameZh + " " + (county.prefecture.nameEn || "");
    if (!group || group.label !== label) group = make("optgroup", "", null, select);
    group.label = label;
    option(county, group);
  });
  select.value = chosen;
  var years = data.specialPlans.nodes.map(function (plan) { return plan.year; });
  each(document.querySelectorAll("[name=year]"), function (list) {
    var wanted = +list.value;
    if (years.indexOf(wanted) < 0 && years.length) wanted = years[0];
    if (years.length) list.textContent = "";
    years.forEach(function (year, place) {
      if (years.indexOf(year) === place) make("option", "", year, list);
    });
    list.value = wanted;
  });
  data.institutions.nodes.forEach(function (institution) {
    make("option", "", institution.code, document.getElementById("institutions")).value =
      institution.nameZh;
  });
}
function opened() {  // a link to /#lin-county, /#counties or /#fill-rates opens with its answer
  var section = /^#[a-z-]+$/.test(location.hash) && document.querySelector(location.hash);
  var form = section && section.querySelector("form");
  if (form && form.run) form.run();
}

var kept = null, forms = document.querySelectorAll("form");
try { kept = localStorage.getItem("language"); } catch (refused) { /* private window */ }
each(document.querySelectorAll("[data-choose]"), function (button) {
  button.onclick = function () { speak(button.getAttribute("data-choose")); };
});
speak(kept === "zh" || kept === "en" ? kept : /^zh/i.test(navigator.language || "") ? "zh" : "en");
document.getElementById("curl").textContent = "curl -s " + location.href.replace(/[?#].*$/, "") +
  "graphql -H \"Content-Type: application/json\" -H \"Accept-Language: zh-CN\"" +
  " -d \"{\\\"query\\\":\\\"{ counties { totalCount } }\\\"}\"";
each(forms, prepare);
ask(document.getElementById("choices").value, {}, function (answer) {
  if (answer && answer.data && !answer.errors) offer(answer.data);
  each(forms, function (form) { form.refresh(); });
  opened();
});
window.onhashchange = opened;

"use strict";
// An answer as a person reads it: tables, facts, warnings, words in the language chosen.
// ES5 and XMLHttpRequest on purpose: offices still have browsers of 2015. Data becomes text nodes only.
var root = document.documentElement;
var NAMES = {  // headings: Chinese, English
  "institution.nameZh": ["院校", "Institution"], "institution.code": ["院校代码", "Institution code"],
  "programme.nameZh": ["专业", "Programme"], "programme.code": ["专业代码", "Programme code"],
  "prefecture.nameZh": ["市", "Prefecture"], "county.nameZh": ["定向县", "Bound to"],
  "county": ["定向县", "Bound to"], "specialPlan.title": ["专项计划", "Special plan"],
  "code": ["代码", "Code"], "nameZh": ["名称", "Chinese name"], "nameEn": ["英文名", "Name"],
  "tier": ["级别", "Named by"], "isDeepPoverty": ["深度贫困县", "Deep poverty"],
  "exitYear": ["计划摘帽年份", "Exit planned"], "exitDate": ["摘帽时间", "Exit"],
  "contiguousArea": ["连片特困地区", "Contiguous area"], "year": ["年份", "Year"],
  "planKind": ["专项类型", "Plan"], "level": ["层次", "Level"], "batch": ["批次", "Batch"],
  "track": ["科类", "Track"], "planNature": ["计划性质", "Plan nature"],
  "planCategory": ["计划类别", "Plan category"], "requestedSeats": ["申请名额", "Requested"],
  "seats": ["名额", "Seats"], "seatsLeft": ["剩余名额", "Seats left"], "lines": ["条数", "Lines"],
  "admitted": ["录取", "Admitted"], "enrolled": ["报到", "Enrolled"],
  "fillRate": ["完成率", "Fill rate"], "tuition": ["学费（元/年）", "Tuition (yuan a year)"],
  "years": ["学制（年）", "Years"], "campus": ["办学地点", "Campus"], "remarks": ["备注", "Remarks"],
  "isSample": ["示例数据", "Sample"], "description": ["说明", "Description"],
  "name": ["名称", "Name"], "totalCount": ["总数", "Total"],
  "sampleLines.totalCount": ["全部结果中的示例数据（条）", "Sample lines in the whole result"],
  "nationalCounties.totalCount": ["国定贫困县", "Named by the state"],
  "provincialCounties.totalCount": ["省定贫困县", "Named by the province"]
};
var WORDS = {
  planKind: {NATIONAL: ["国家专项", "National"], LOCAL: ["地方专项", "Local"],
    UNIVERSITY: ["高校专项", "University"], TARGETED: ["免费定向培养", "Targeted training"]},
  tier: {NATIONAL: ["国定", "State"], PROVINCIAL: ["省定", "Province"]}
};

function own(map, key) { return Object.prototype.hasOwnProperty.call(map, key) ? map[key] : null; }
function is_object(value) { return value !== null && typeof value === "object"; }
function each(list, work) { Array.prototype.forEach.call(list, work); }
function make(tag, style, content, parent) {  // content: text, or [Chinese, English]
  var made = document.createElement(tag);
  if (style) made.className = style;
  if (Array.isArray(content)) say(made, content);
  else if (content !== undefined && content !== null) made.textContent = content;
  if (parent) parent.appendChild(made);
  return made;
}
function say(place, both) {
  place.textContent = "";
  if (both.length === 1) { place.textContent = both[0]; return; }
  make("span", "", both[0], place).lang = "zh-CN";
  make("span", "", both[1], place).lang = "en";
}
function speak(language) {
  root.setAttribute("data-language", language);
  root.lang = language === "zh" ? "zh-CN" : "en";
  each(document.querySelectorAll("[data-choose]"), function (button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-choose") === language));
  });
  try { localStorage.setItem("language", language); } catch (refused) { /* private window */ }
}

function ask(query, variables, done) {  // done(answer, what went wrong in two languages)
  var request = new XMLHttpRequest();
  request.open("POST", "graphql");
  request.timeout = 30000;
  request.setRequestHeader("Content-Type", "application/json");
  request.setRequestHeader("Accept-Language", root.lang);
  request.onload = function () {
    var answer = null;
    try { answer = JSON.parse(request.responseText); } catch (unreadable) { /* said below */ }
    if (is_object(answer) && (answer.data || answer.errors)) return done(answer, null);
    done(null, ["服务的答复无法读取（HTTP " + request.status + "），请稍后再试。",
      "The service's reply can't be read (HTTP " + request.status + "); try again later."]);
  };
  request.onerror = function () {
    done(null, ["连不上服务：请检查网络，或确认服务仍在运行，然后再点一次。",
      "The service can't be reached: check the network and that it is running, then click again."]);
  };
  request.ontimeout = function () {
    done(null, ["等了 30 秒没有答复，请少查一些或稍后再试。",
      "No reply within 30 seconds; ask for less, or try again later."]);
  };
  request.send(JSON.stringify({query: query, variables: variables}));
}

function heading(path) {
  var near = own(NAMES, path.slice(-2).join("."));
  return near || (path.length === 1 && own(NAMES, path[0])) || [path.join(".")];
}
function grow(shape, row) {
  Object.keys(row).forEach(function (key) {
    if (!is_object(row[key]) || Array.isArray(row[key])) shape[key] = shape[key] || null;
    else grow(shape[key] = shape[key] || Object.create(null), row[key]);
  });
  return shape;
}
function paths(shape, before) {
  return Object.keys(shape).reduce(function (found, key) {
    var path = before.concat(key);
    return found.concat(shape[key] ? paths(shape[key], path) : [path]);
  }, []);
}
function at(row, path) {
  return path.reduce(function (value, key) { return is_object(value) ? value[key] : value; }, row);
}
function words(path, value, row) {
  var field = path[path.length - 1];
  if (value === null || value === undefined) {
    return path[0] === "county" && is_object(row) && "seats" in row ? ["不限县", "any county"] : "—";
  }
  if (field === "isSample" && value === true) return ["示例", "sample"];
  if (typeof value === "boolean") return value ? ["是", "yes"] : ["否", "no"];
  if (field === "fillRate" && typeof value === "number") return (value * 100).toFixed(1) + "%";
  if (own(WORDS, field) && own(WORDS[field], value)) return WORDS[field][value];
  return is_object(value) ? JSON.stringify(value) : String(value);
}
function cell(path, value, row, line) {
  var style = typeof value === "number" ? "number" : String(value).length > 24 ? "long" : "";
  var made = make("td", style, null, line);
  var sample = path[path.length - 1] === "isSample" && value === true;
  make("span", sample ? "mark" : "", words(path, value, row), made);
  if (typeof value === "string" && /[\u4e00-\u9fff]/.test(value)) made.lang = "zh-CN";
}
function sum(totals, columns, body, count) {
  var line = make("tr", "sum", null, body), label = null, span = 0;
  columns.forEach(function (path) {
    var value = path.length === 1 ? own(totals, path[0]) : null;
    if (value !== null) cell(path, value, null, line);
    else if (label && line.lastChild === label) label.colSpan = ++span;
    else if (label) make("td", "", "", line);
    else {
      label = make("th", "", count === null ? ["合计", "Total"] :
        ["全部 " + count + " 条合计", "Total of all " + count], line);
      label.scope = "row";
      span = 1;
    }
  });
}
function shown(list) {
  var count = list.rows.length;
  if (list.total === 0 || (list.total === null && !count)) {
    return ["没有符合条件的记录，可换个条件再查。", "Nothing found; try another choice."];
  }
  if (list.total === null) return ["显示 " + count + " 条。", count + " shown."];
  return ["显示 " + count + " 条，共 " + list.total + " 条。", count + " shown of " + list.total + "."];
}
function table(list, place, alone) {  // alone: the status line says already how many are shown
  var columns = paths(list.rows.reduce(grow, Object.create(null)), []);
  if (!list.rows.length && !alone) make("p", "", shown(list), place);
  if (!list.rows.length) return;
  var wide = make("div", "wide", null, place);
  wide.tabIndex = 0;
  var made = make("table", "", null, wide);
  if (!alone) say(make("caption", "", list.name + ": ", made).appendChild(
    document.createElement("span")), shown(list));
  var head = make("tr", "", null, make("thead", "", null, made));
  columns.forEach(function (path) {
    var number = list.rows.some(function (row) { return typeof at(row, path) === "number"; });
    make("th", number ? "number" : "", heading(path), head).scope = "col";
  });
  var body = make("tbody", "", null, made);
  if (list.totals) sum(list.totals, columns, body, list.total);
  list.rows.forEach(function (row) {
    var line = make("tr", "", null, body);
    columns.forEach(function (path) { cell(path, at(row, path), row, line); });
  });
}
function gather(value, path, found) {  // lists become tables, what else there is becomes facts
  if (!is_object(value)) { found.facts.push({path: path, value: value}); return; }
  var rows = Array.isArray(value) ? value : value.nodes;
  if (!rows && Array.isArray(value.edges)) rows = value.edges.map(function (edge) { return edge.node; });
  if (Array.isArray(rows) && (!rows.length || is_object(rows[0]) || rows[0] === null)) {
    found.lists.push({name: path.join("."), rows: rows.filter(is_object), totals: value.totals || null,
      total: typeof value.totalCount === "number" ? value.totalCount : null});
  } else if (rows) found.facts.push({path: path, value: rows});
  else Object.keys(value).forEach(function (key) { gather(value[key], path.concat(key), found); });
}
function warn(found, place) {
  var sampled = 0, unmarked = 0, rows = 0;
  found.lists.forEach(function (list) {
    list.rows.forEach(function (row) {
      rows += 1;
      if (row.isSample === true) sampled += 1;
      if ("seats" in row && !("isSample" in row)) unmarked += 1;
    });
  });
  var counted = found.facts.some(function (fact) {
    return fact.path[0] === "sampleLines" && fact.value > 0;
  });
  if (sampled || counted) make("p", "sample", ["示例数据：所示 " + rows + " 条中有 " +
    sampled + " 条是为演示编造的，不是真实计划，不能作为报考依据。", "Sample data: of " + rows +
    " lines shown " + sampled + " are invented to show the service at work. Don't rely on them."], place);
  else if (unmarked) make("p", "sample", ["查询里没有 isSample，看不出这些名额是不是示例数据。",
    "The query doesn't ask for isSample, so sample lines don't show as such."], place);
}
function facts(list, place) {
  if (!list.length) return;
  var made = make("ul", "facts", null, place);
  list.forEach(function (fact) {
    var item = make("li", "", null, made);
    make("span", "", heading(fact.path), item);
    item.appendChild(document.createTextNode(": "));
    make("strong", "", words(fact.path, fact.value, null), item);
  });
}
function failures(errors, partly, place) {
  var box = make("div", "wrong", null, place);
  var misput = errors.some(function (error) {
    return error.extensions && error.extensions.code === "BAD_REQUEST";
  });
  make("strong", "", misput ? ["查询语句有误。改正后再试，或点“恢复原文”。原话如下（英文）：",
    "There is a mistake in the query. Correct it, or click Reset."] : partly ?
    ["只得到一部分答案：", "Only part of the answer came:"] :
    ["服务没有给出答案：", "The service gave no answer:"], box);
  var list = make("ul", "", null, box);
  errors.forEach(function (error) {
    var item = make("li", "", error.message, list), spot = error.locations && error.locations[0];
    if (spot && misput) make("span", "", ["（第 " + spot.line + " 行第 " + spot.column + " 列）",
      " (line " + spot.line + ", column " + spot.column + ")"], item);
  });
}
function show(answer, place) {
  var found = {facts: [], lists: []};
  if (answer.errors) failures(answer.errors, Boolean(answer.data), place);
  if (answer.data) {
    Object.keys(answer.data).forEach(function (key) { gather(answer.data[key], [key], found); });
    warn(found, place);
    facts(found.facts, place);
    found.lists.forEach(function (list) {
      table(list, place, found.lists.length === 1);
    });
  }
  var raw = make("details", "", null, place);
  make("summary", "", ["原始答复（JSON）", "The raw answer (JSON)"], raw);
  make("pre", "", JSON.stringify(answer, null, 2), raw).tabIndex = 0;
  if (answer.errors) return ["没有得到完整的答案。", "The answer is not complete."];
  return found.lists.length ? shown(found.lists[0]) : ["查询完成。", "Done."];
}

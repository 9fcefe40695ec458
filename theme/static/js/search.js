/* Search on the page /tim-kiem/: reads the question from the address, fetches one index a year,
   the newest first, and lists the answers as they come. Decision 0007 says what it may do.
   Written for browsers of 2017; all that is shown is put in as text. */
"use strict";

(() => {
  const STEP = 20;
  const PATIENCE = 1000; // milliseconds in which answers wait for better ones, so that none moves
  const LONGEST = 200; // characters of a question that are read
  const WEIGHTS = [8, 4, 4, 4, 1]; // title, documents, headings, names, lead
  const FIELDS = WEIGHTS.length;
  const OUTSIDE = "\r"; // parts a field, as no word does; fields end with a line
  const FILTERS = { "don-vi": "unit", phong: "department", "tac-gia": "author" };
  const KEYS = ["q", "don-vi", "phong", "tac-gia", "nam", "xep"];
  const WORD = /[0-9A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+/g;

  const by = id => document.getElementById(id);
  const place = by("ket-qua");
  const count = by("so-bai");
  const choices = by("loc");
  const more = by("xem-them");
  const hints = by("goi-y");
  const otherWays = by("cach-khac");
  const form = document.querySelector(".search");
  const files = place.getAttribute("data-files").split(" ").filter(Boolean);
  const yearOf = file => file.slice(-9, -5);
  const title = document.title;

  // --- one form of a text -------------------------------------------------------

  const TONED = {};
  ["oàòa", "oảỏa", "oãõa", "oáóa", "oạọa", "oèòe", "oẻỏe", "oẽõe", "oéóe", "oẹọe", "uỳùy", "uỷủy", "uỹũy", "uýúy", "uỵụy"]
    .forEach(pair => { TONED[pair.slice(0, 2)] = pair.slice(2); });
  const OLD_TONE = /[ou][àảãáạèẻẽéẹỳỷỹýỵ](?![0-9a-z\u00e0-\u024f\u1e00-\u1eff])/g;

  /* NFC, lower case, the tone of final oa, oe, uy on the first vowel, no zeros before a number,
     one space between words. */
  const exact = text => text.normalize("NFC").toLowerCase()
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(OLD_TONE, (vowels, at, all) => (all[at - 1] === "q" ? vowels : TONED[vowels] || vowels))
    .replace(/[^0-9a-z\u00e0-\u024f\u1e00-\u1eff\r\n ]+/g, " ")
    .replace(/ {2,}/g, " ")
    .replace(/\b0+(?=[0-9])/g, "");

  /* Of an exact text, letter by letter, what is typed without diacritics. */
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/đ/g, "d");

  // --- the question ---------------------------------------------------------------

  function term(text, options) {
    const words = exact(text).replace(/[\r\n]/g, " ").trim();
    if (!words) return null;
    const end = options.begins ? "" : " ";
    const marked = words !== plain(words);
    return {
      exact: ` ${words}${end}`, plain: ` ${plain(words)}${end}`, marked,
      strict: Boolean(options.quoted && marked), begins: Boolean(options.begins),
    };
  }

  function parse(question) {
    const found = new Map();
    const add = one => { if (one) found.set(one.exact, one); };
    const parts = question.slice(0, LONGEST).replace(/[“”„«»]/g, "\"").split("\"");
    parts.forEach((part, number) => {
      if (number % 2 && number < parts.length - 1) {
        add(term(part, { quoted: true }));
        return;
      }
      part.split(/\s+/).forEach(word => {
        if (/^[0-9]+[a-zđ]?\/./i.test(word)) add(term(word, { begins: true }));
        else exact(word).trim().split(" ").forEach(each => add(term(each, {})));
      });
    });
    return Array.from(found.values());
  }

  function read() {
    const address = new URLSearchParams(location.search);
    const question = {};
    KEYS.forEach(key => { question[key] = address.get(key) || ""; });
    question.terms = parse(question.q);
    question.isEmpty = !KEYS.some(key => key !== "xep" && question[key].trim());
    return question;
  }

  // --- one year -------------------------------------------------------------------

  function prepare(index) {
    const names = (numbers, table) => numbers.map(number => table[number][1]);
    const fields = [];
    index.urls.forEach((_, i) => {
      fields.push(
        index.titles[i],
        index.documents[i].join(OUTSIDE),
        index.headings[i].join(OUTSIDE),
        names(index.units[i], index.unit_names)
          .concat(names(index.departments[i], index.department_names), names(index.authors[i], index.author_names))
          .join(OUTSIDE),
        index.leads[i],
      );
    });
    const text = ` ${exact(fields.join("\n")).replace(/ ?([\r\n]) ?/g, " $1 ")} \n`;
    const ends = new Uint32Array(fields.length);
    for (let i = 0, at = -1; i < ends.length; i += 1) {
      at = text.indexOf("\n", at + 1);
      ends[i] = at;
    }
    return { index, owners: owners(index), ends, exact: text, plain: plain(text), size: index.urls.length };
  }

  const heirs = (index, kind) => index[`${kind}_heirs`] || [];

  /* Of each kind and name whose filter finds it: its own, and those of all that its work came to. */
  function owners(index) {
    const made = {};
    Object.keys(FILTERS).forEach(key => {
      const kind = FILTERS[key];
      made[kind] = index[`${kind}_names`].map(pair => [pair[0]].concat(
        heirs(index, kind).filter(heir => heir[0] === pair[0]).map(heir => heir[1])));
    });
    return made;
  }

  const loaded = {};

  function load(file) {
    if (!loaded[file]) {
      loaded[file] = fetch(file).then(answer => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(prepare);
      loaded[file].catch(() => { delete loaded[file]; });
    }
    return loaded[file];
  }

  const EXACT = 0x1f00;
  const WHOLE = 0x4000;

  /* Of each post in which fields the term stands: a bit a field, and eight bits on if exactly so;
     and whether it is more than the beginning of a symbol. */
  function scan(year, one) {
    const masks = new Uint16Array(year.size);
    let field = 0;
    for (let at = year.plain.indexOf(one.plain); at >= 0; at = year.plain.indexOf(one.plain, at + 1)) {
      while (year.ends[field] < at) field += 1;
      const same = year.exact.substr(at, one.exact.length) === one.exact;
      if (same || !one.strict) {
        const whole = !one.begins || /^ [\r\n]/.test(year.plain.substr(at + one.plain.length, 2));
        masks[Math.floor(field / FIELDS)] |= (same ? 257 : 1) << (field % FIELDS) | (whole ? WHOLE : 0);
      }
    }
    return masks;
  }

  /* The fields in which it stands as it was typed; where there are none, those that look alike. */
  const said = (one, mask) => (one.marked && mask & EXACT ? mask >> 8 : mask) & 31;

  function isChosen(year, i, question) {
    return Object.keys(FILTERS).every(key => {
      const kind = FILTERS[key];
      const isFound = number => year.owners[kind][number].indexOf(question[key]) >= 0;
      return !question[key] || year.index[`${kind}s`][i].some(isFound);
    });
  }

  /* How the question stands in the title: pairs of its words side by side, and the share covered. */
  function titled(year, i, terms) {
    const start = i ? year.ends[i * FIELDS - 1] + 1 : 0;
    const text = year.plain.slice(start, year.ends[i * FIELDS]);
    const words = text.trim().split(" ");
    let pairs = 0;
    for (let n = 1; n < terms.length; n += 1) {
      if (text.indexOf(terms[n - 1].plain.replace(/ $/, "") + terms[n].plain) >= 0) pairs += 1;
    }
    const asked = terms.map(one => one.plain).join("");
    return { pairs, share: words.filter(word => asked.indexOf(` ${word} `) >= 0).length / words.length };
  }

  function find(year, age, question, tally) {
    const terms = question.terms;
    const all = terms.map(one => scan(year, one));
    tally.posts += year.size;
    all.forEach((masks, t) => { masks.forEach(mask => { if (mask) tally.holds[t] += 1; }); });
    const found = [];
    for (let i = 0; i < year.size; i += 1) {
      if (all.every(masks => masks[i]) && isChosen(year, i, question)) {
        const masks = all.map(each => each[i]);
        const loose = terms.filter((one, t) => (one.marked && !(masks[t] & EXACT)) || !(masks[t] & WHOLE)).length;
        const inTitle = terms.filter((one, t) => said(one, masks[t]) & 1);
        found.push({ year, i, masks, loose, order: age * 65536 + i, in: titled(year, i, inTitle) });
      }
    }
    return found;
  }

  function sort(found, question, tally) {
    const rare = tally.holds.map(held => Math.log(1 + (tally.posts - held + 0.5) / (held + 0.5)));
    const mean = rare.reduce((sum, one) => sum + one, 0) / (rare.length || 1);
    found.forEach(one => {
      let score = 0;
      one.masks.forEach((mask, t) => {
        const fields = said(question.terms[t], mask);
        const weight = WEIGHTS.reduce((sum, each, field) => sum + (fields >> field & 1 ? each : 0), 0);
        score += rare[t] * weight * (mask & EXACT ? 1 : 0.8);
      });
      score += 8 * mean * one.in.pairs;
      one.score = Math.round(score * (1 + one.in.share) * 1e6);
    });
    const fit = (a, b) => a.loose - b.loose || b.score - a.score || a.order - b.order;
    return found.sort(question.xep === "moi" ? (a, b) => a.order - b.order : fit);
  }

  // --- what is shown -----------------------------------------------------------------

  function made(name, style, text) {
    const element = document.createElement(name);
    if (style) element.className = style;
    if (text) element.textContent = text;
    return element;
  }

  function isSaid(word, terms, loose) {
    const written = exact(word);
    const bare = plain(written);
    return terms.some(one => (loose || !one.marked
      ? (one.plain + " ").indexOf(` ${bare} `) >= 0
      : (one.exact + " ").indexOf(` ${written} `) >= 0));
  }

  function marked(element, text, terms, loose) {
    let done = 0;
    text.replace(WORD, (word, at) => {
      if (isSaid(word, terms, loose)) {
        element.appendChild(document.createTextNode(text.slice(done, at)));
        element.appendChild(made("mark", "", word));
        done = at + word.length;
      }
      return word;
    });
    element.appendChild(document.createTextNode(text.slice(done)));
    return element;
  }

  function entry(one, terms) {
    const index = one.year.index;
    const i = one.i;
    const item = made("div", "item");
    const link = made("a", "item__headline", index.titles[i]);
    link.href = index.urls[i];
    item.appendChild(link);
    if (index.leads[i]) item.appendChild(marked(made("p", "item__summary"), index.leads[i], terms, one.loose > 0));
    const facts = made("p", "item__facts");
    const date = index.dates[i].split("-");
    const time = made("time", "item__fact", date.reverse().map(Number).join("/"));
    time.dateTime = index.dates[i];
    facts.appendChild(time);
    index.units[i].forEach(number => {
      facts.appendChild(made("span", "item__fact", index.unit_names[number][1]));
    });
    item.appendChild(facts);
    const row = made("li");
    row.appendChild(item);
    return row;
  }

  /* Puts the entries of `found` in order; those that are there already stay, with their focus. */
  function arrange(list, found, terms) {
    const focused = document.activeElement;
    found.forEach((one, at) => {
      if (!one.row) one.row = entry(one, terms);
      if (list.children[at] !== one.row) list.insertBefore(one.row, list.children[at] || null);
    });
    while (list.children.length > found.length) list.removeChild(list.lastChild);
    if (focused !== document.activeElement && list.contains(focused)) focused.focus();
  }

  function offer(select, pairs, chosen) {
    while (select.options.length > 1) select.remove(1);
    pairs.forEach(pair => {
      const option = made("option", "", pair[1]);
      option.value = pair[0];
      select.appendChild(option);
    });
    if (chosen && !pairs.some(pair => pair[0] === chosen)) offer(select, pairs.concat([[chosen, chosen]]), chosen);
    select.value = chosen;
  }

  function offerNames(years, question) {
    Object.keys(FILTERS).forEach(key => {
      const names = new Map();
      const add = (id, name) => { if (!names.has(id)) names.set(id, name); };
      years.forEach(year => {
        year.index[`${FILTERS[key]}_names`].forEach(pair => add(pair[0], pair[1]));
        heirs(year.index, FILTERS[key]).forEach(heir => add(heir[1], heir[2]));
      });
      const sorted = Array.from(names).sort((a, b) => a[1].localeCompare(b[1], "vi"));
      offer(choices.elements[key], sorted, question[key]);
    });
  }

  function told(total, missing) {
    let words = total ? `${total.toLocaleString("vi")} bài` : "Không có bài nào hợp với những gì bạn tìm. Hãy thử bớt từ, bỏ dấu ngoặc kép, bỏ bộ lọc, hoặc xem các danh sách dưới đây.";
    if (missing.length) words += ` Chưa tải được tin của năm ${missing.join(", ")}: hãy thử tải lại trang.`;
    return words;
  }

  // --- from question to answers --------------------------------------------------------

  let turn = 0;
  let shown = STEP;
  let show = () => {};

  function run() {
    turn += 1;
    const mine = turn;
    const question = read();
    const tally = { posts: 0, holds: question.terms.map(() => 0) };
    const todo = files.filter(file => !question.nam || yearOf(file) === question.nam);
    const patience = Date.now() + PATIENCE;
    const years = [];
    const missing = [];
    let found = [];
    // Words that say nothing (a single sign) ask for nothing.
    const nothing = question.isEmpty || (question.q.trim() && !question.terms.length);

    shown = (history.state && history.state.shown) || STEP;
    document.title = question.q.trim() ? `${question.q.slice(0, LONGEST)} – ${title}` : title;
    form.elements.q.value = question.q.slice(0, LONGEST);
    place.textContent = "";
    place.removeAttribute("data-total");
    hints.hidden = !question.isEmpty;
    choices.hidden = question.isEmpty;
    otherWays.hidden = !question.isEmpty;
    place.setAttribute("aria-busy", String(!question.isEmpty));
    if (KEYS.slice(1).some(key => question[key])) by("mo-loc").open = true;
    more.hidden = true;
    offer(choices.elements.nam, files.map(yearOf).map(year => [year, year]), question.nam);
    choices.elements.xep.value = question.xep === "moi" ? "moi" : "";
    offerNames(years, question);
    count.textContent = question.isEmpty ? "" : "Đang tìm…";

    show = () => {
      arrange(place, found.slice(0, shown), question.terms);
      more.hidden = found.length <= shown;
    };

    function done() {
      show();
      if (!question.isEmpty) count.textContent = told(found.length, missing);
      offerNames(years, question);
      otherWays.hidden = false;
      place.removeAttribute("aria-busy");
      place.setAttribute("data-total", String(found.length));
    }

    function next(number) {
      if (mine !== turn) return;
      if (nothing || number === todo.length) {
        done();
        return;
      }
      todo.slice(number, number + 3).forEach(file => load(file).catch(() => {}));
      load(todo[number]).then(year => {
        if (mine !== turn) return;
        years.push(year);
        const here = find(year, number, question, tally);
        if (here.length) {
          found = sort(found.concat(here), question, tally);
          if (Date.now() > patience) show();
        }
      }, () => { missing.push(yearOf(todo[number])); }).then(() => setTimeout(next, 0, number + 1));
    }

    next(0);
  }

  function ask() {
    const pairs = KEYS.map(key => [key, (key === "q" ? form : choices).elements[key].value.trim()]);
    const words = pairs.filter(pair => pair[1]).map(pair => pair.map(encodeURIComponent).join("=")).join("&");
    history.pushState(null, "", words ? `?${words}` : location.pathname);
    run();
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    ask();
  });
  choices.addEventListener("submit", event => event.preventDefault());
  choices.addEventListener("change", ask);
  more.addEventListener("click", () => {
    const before = shown;
    shown += STEP;
    history.replaceState({ shown }, "");
    show();
    if (more.hidden) place.querySelectorAll(".item__headline")[before].focus();
  });
  window.addEventListener("popstate", run);
  run();
})();

/* Search on the page /tim-kiem/: reads the question from the address, fetches one index a year,
   the newest first, and lists the answers as they come. Where these are few, or when it is asked
   to, it looks in whole texts: in the shards of each word. Decision 0007 says what it may do.
   Written for browsers of 2017; all that is shown is put in as text. */
"use strict";

(() => {
  const STEP = 20; // answers that are shown at a time
  const SEEN = 3; // of which a phone's screen shows so many: these first
  const WIDE_STEP = 10; // from whole texts, where each may be in a file of its own
  const ENOUGH = 4; // words that are asked for, after which no everyday one is
  const LONGEST = 200; // characters of a question that are read
  const FEW = 5; // answers; when there are fewer, whole texts are searched too
  const TOLD = 5; // words of a question that are looked for in whole texts, the rarest
  const WEIGHTS = [8, 4, 4, 4, 1]; // title, documents, headings, names, lead
  const SHOWN = ["titles", "documents", "headings", "", "leads"]; // columns in that order, a line a post
  const FILTERS = { "don-vi": "unit", phong: "department", "tac-gia": "author" };
  const KEYS = ["q", "don-vi", "phong", "tac-gia", "nam", "xep", "toan-van"];

  const by = id => document.getElementById(id);
  const place = by("ket-qua");
  const count = by("so-bai");
  const choices = by("loc");
  const more = by("xem-them");
  const whole = by("toan-van");
  const hints = by("goi-y");
  const otherWays = by("cach-khac");
  const form = document.querySelector(".search");
  const files = place.getAttribute("data-files").split(" ").filter(Boolean);
  const sections = JSON.parse(place.getAttribute("data-sections") || "{}"); // names by folder, if several
  const apart = new Map(JSON.parse(place.getAttribute("data-apart") || "[]")); // of one name, by filter/id
  const yearOf = file => file.slice(-9, -5);
  const title = document.title;

  // --- one form of a text -------------------------------------------------------

  const TONED = {};
  ["oàòa", "oảỏa", "oãõa", "oáóa", "oạọa", "oèòe", "oẻỏe", "oẽõe", "oéóe", "oẹọe", "uỳùy", "uỷủy", "uỹũy", "uýúy", "uỵụy"]
    .forEach(pair => { TONED[pair.slice(0, 2)] = pair.slice(2); });
  const OLD_TONE = /[ou][àảãáạèẻẽéẹỳỷỹýỵ](?![0-9a-z\u00e0-\u024f\u1e00-\u1eff])/g;

  /* NFC, lower case, the tone of final oa, oe, uy on the first vowel, no zeros before a number,
     one space for all that stands between words, where they are not parted by spaces alone. */
  const exact = text => text.normalize("NFC").toLowerCase()
    .replace(/[\u0300-\u036f]+/g, "")
    .replace(OLD_TONE, (vowels, at, all) => (all[at - 1] === "q" ? vowels : TONED[vowels] || vowels))
    .replace(/ ?[^0-9a-z\u00e0-\u024f\u1e00-\u1eff\r\n ][^0-9a-z\u00e0-\u024f\u1e00-\u1eff\r\n]*/g, " ")
    .replace(/\b0+(?=[0-9])/g, "");

  /* Of an exact text, letter by letter, what is typed without diacritics. */
  const plain = text => text.normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/đ/g, "d");

  const LETTER = "0-9A-Za-z\\u00c0-\\u00d6\\u00d8-\\u024f\\u1e00-\\u1eff";
  const LAST = "(?![" + LETTER + "])";
  const ANY = new RegExp("[" + LETTER + "]");

  /* Of each plain letter all that are written for it. */
  const WRITTEN = {};
  ("aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďđḋḍḏḑḓ eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ "
    + "gĝğġģǧǵḡ hĥȟḣḥḧḩḫẖ iìíîïĩīĭįǐȉȋḭḯỉị jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽ mḿṁṃ nñńņňǹṅṇṉṋ "
    + "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ rŕŗřȑȓṙṛṝṟ sśŝşšșṡṣṥṧṩ tţťțṫṭṯṱẗ "
    + "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ æǣǽ øǿ ʒǯ")
    .split(" ").forEach(letters => {
      WRITTEN[letters[0]] = `[${letters}${letters.toUpperCase().normalize("NFC").replace(/[\u0300-\u036f]/g, "")}]`;
    });

  const either = letter => (letter.toUpperCase() === letter ? letter : `[${letter}${letter.toUpperCase()}]`);

  /* Finds words in a text as it is written: what a year says need not be made plain for it, which
     takes a phone longer than anything else here. What stands before them (the end of a longer
     word, zeros of a number) is looked at by `occurrences`: as all places begin with a letter that
     is asked for, browsers leap over most of a text. */
  function finder(words, begins) {
    const written = Array.from(words.replace(/(?!^)\b(?=[0-9])/g, "0*"),
      letter => (letter === " " ? `[^${LETTER}\r\n]+` : WRITTEN[plain(letter)] || either(letter))).join("");
    const pattern = new RegExp(written + (begins ? "" : LAST), "g");
    pattern.test(""); // one that is used again is compiled by browsers
    return pattern;
  }

  // --- the question ---------------------------------------------------------------

  const SYMBOL = /^[0-9]+[a-zđ]?\/./i;

  const wordsOf = text => exact(text).replace(/[\r\n]/g, " ").split(" ").filter(Boolean);

  function term(words, options) {
    const end = options.begins ? "" : " ";
    const marked = words !== plain(words);
    const same = new Map();
    return {
      exact: ` ${words}${end}`, plain: ` ${plain(words)}${end}`, marked,
      finder: finder(words, options.begins), isNumber: /^[0-9]/.test(words),
      strict: Boolean(options.quoted && marked), begins: Boolean(options.begins),
      isSame: written => {
        if (!same.has(written)) same.set(written, exact(written) === words);
        return same.get(written);
      },
    };
  }

  /* What stands in quotes and between them: [text, whether it is quoted]. */
  function parted(question) {
    const parts = question.slice(0, LONGEST).replace(/[“”„«»]/g, "\"").split("\"");
    return parts.map((part, number) => [part, Boolean(number % 2) && number < parts.length - 1]);
  }

  function parse(question) {
    const found = new Map();
    const add = (words, options) => {
      if (!words.length) return;
      const one = term(words.join(" "), options);
      found.set(one.exact, one);
    };
    parted(question).forEach(part => {
      if (part[1]) {
        add(wordsOf(part[0]), { quoted: true });
        return;
      }
      part[0].split(/\s+/).forEach(word => {
        if (SYMBOL.test(word)) add(wordsOf(word), { begins: true });
        else wordsOf(word).forEach(each => add([each], {}));
      });
    });
    return Array.from(found.values());
  }

  function read() {
    const address = new URLSearchParams(location.search);
    const question = {};
    KEYS.forEach(key => { question[key] = address.get(key) || ""; });
    question.terms = parse(question.q);
    question.isEmpty = !KEYS.slice(0, 5).some(key => question[key].trim());
    return question;
  }

  // --- one year -------------------------------------------------------------------

  const KINDS = Object.keys(FILTERS).map(key => FILTERS[key]);

  /* Of an index, whose columns have a line a post, what is asked of it more than once. */
  function prepare(index) {
    const names = {};
    KINDS.forEach(kind => { names[kind] = (index[`${kind}_names`] || []).map(pair => pair[1]).join("\n"); });
    return { index, names, owners: owners(index), size: index.urls ? index.urls.split("\n").length : 0, ends: new Map(), numbers: {} };
  }

  /* Where the lines of one of its texts end. */
  function endsOf(year, text) {
    if (!year.ends.has(text)) {
      const ends = [];
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) ends.push(at);
      year.ends.set(text, ends.concat(text.length));
    }
    return year.ends.get(text);
  }

  function line(year, key, i) {
    const ends = endsOf(year, year.index[key]);
    return year.index[key].slice(i ? ends[i - 1] + 1 : 0, ends[i]);
  }

  /* Of each post the numbers of its units, its department or its authors in their table. */
  function numbersOf(year, kind) {
    if (!year.numbers[kind]) {
      year.numbers[kind] = year.index[`${kind}s`].split("\n").map(row => row.split(" ").filter(Boolean).map(Number));
    }
    return year.numbers[kind];
  }

  const heirs = (index, kind) => index[`${kind}_heirs`] || [];

  /* Of each kind and name whose filter finds it: its own, and those of all that its work came to. */
  function owners(index) {
    const made = {};
    Object.keys(FILTERS).forEach(key => {
      const kind = FILTERS[key];
      made[kind] = (index[`${kind}_names`] || []).map(pair => [pair[0]].concat(
        heirs(index, kind).filter(heir => heir[0] === pair[0]).map(heir => heir[1])));
    });
    return made;
  }

  const loaded = {};

  /* What `made` makes of the JSON at `file`, once. */
  function fetched(file, made) {
    if (!loaded[file]) {
      loaded[file] = fetch(file).then(answer => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(made);
      loaded[file].catch(() => { delete loaded[file]; });
    }
    return loaded[file];
  }

  const load = file => fetched(file, prepare);

  const EXACT = 0x1f00;
  const WHOLE = 0x4000;

  /* Tells of each place of a text that has the term where its line is, and how it is said: a bit,
     eight bits on if exactly so; and whether it is more than the beginning of a symbol. */
  function occurrences(one, text, tell) {
    one.finder.lastIndex = 0;
    for (let hit = one.finder.exec(text); hit; hit = one.finder.exec(text)) {
      const end = one.finder.lastIndex;
      let at = hit.index;
      if (one.isNumber) while (text.charAt(at - 1) === "0") at -= 1;
      if (at && ANY.test(text.charAt(at - 1))) {
        one.finder.lastIndex = hit.index + 1;
      } else {
        const same = one.isSame(text.slice(at, end));
        const whole = !one.begins || end === text.length || /[\r\n]/.test(text.charAt(end));
        if (same || !one.strict) tell(at, end, (same ? 257 : 1) | (whole ? WHOLE : 0));
      }
    }
  }

  /* Notes in `masks` of each line of a text how it says the term, in `field`. */
  function mark(year, one, text, field, masks) {
    const ends = endsOf(year, text);
    let i = 0;
    occurrences(one, text, (at, end, how) => {
      while (ends[i] < at) i += 1;
      masks[i] |= (how & 257) << field | (how & WHOLE);
    });
    return masks;
  }

  /* Of each post in which fields the term stands, and how. */
  function scan(year, one) {
    const masks = new Uint16Array(year.size);
    SHOWN.forEach((key, field) => { if (key) mark(year, one, year.index[key], field, masks); });
    KINDS.forEach(kind => {
      const count = (year.index[`${kind}_names`] || []).length;
      const said = mark(year, one, year.names[kind], SHOWN.indexOf(""), new Uint16Array(count + 1));
      if (said.some(Boolean)) {
        numbersOf(year, kind).forEach((numbers, i) => numbers.forEach(number => { masks[i] |= said[number]; }));
      }
    });
    return masks;
  }

  /* The fields in which it stands as it was typed; where there are none, those that look alike. */
  const said = (one, mask) => (one.marked && mask & EXACT ? mask >> 8 : mask) & 31;

  const filtersOf = question => Object.keys(FILTERS).filter(key => question[key]);

  function isChosen(year, i, question, filters) {
    return filters.every(key => {
      const kind = FILTERS[key];
      return numbersOf(year, kind)[i].some(number => year.owners[kind][number].indexOf(question[key]) >= 0);
    });
  }

  /* How the question stands in the title: pairs of its words side by side, and the share covered. */
  function titled(year, i, terms) {
    if (!terms.length) return { pairs: 0, share: 0 };
    const text = ` ${plain(exact(line(year, "titles", i)))} `;
    const words = text.split(" ").filter(Boolean);
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
    const filters = filtersOf(question);
    tally.posts += year.size;
    const found = [];
    for (let i = 0; i < year.size; i += 1) {
      let isFound = true;
      for (let t = 0; t < all.length; t += 1) {
        if (all[t][i]) tally.holds[t] += 1;
        else isFound = false;
      }
      if (isFound && isChosen(year, i, question, filters)) {
        const masks = all.map(mask => mask[i]);
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

  // --- whole texts ---------------------------------------------------------------------

  const LOOSE = 1; // how a text says a word or a pair: as one that looks alike
  const SAME = 3; // or as it was typed

  /* All addresses of "/tim-kiem/tu/{1..512}.json", by their number from 0. */
  function series(name) {
    const parts = place.getAttribute(`data-${name}`).split(/\{1\.\.|\}/);
    return { count: Number(parts[1] || 0), at: number => parts[0] + (number + 1) + parts[2] };
  }

  const shards = [series("closed"), series("present")];
  const chunks = series("posts");
  const together = Number(place.getAttribute("data-together"));
  const everyday = new Set(place.getAttribute("data-everyday").split(" "));
  const common = new Set(place.getAttribute("data-common").split(" "));
  const NUMBER = /^([0-9]{1,2}|(19|20)[0-9]{2})$/; // of a day, a month, a year
  /* Of each year but the newest, the oldest first, which places its posts have. */
  const spans = [];
  place.getAttribute("data-places").split(" ").filter(Boolean).forEach(pair => {
    const start = spans.length ? spans[spans.length - 1].end : 0;
    spans.push({ year: pair.split(":")[0], start, end: start + Number(pair.split(":")[1]) });
  });
  const closed = Number(place.getAttribute("data-start")); // where those of the present segment begin

  /* FNV-1a of 32 bits over code units, as the shards were dealt. */
  function shardOf(word, count) {
    let hashed = 0x811c9dc5;
    for (let i = 0; i < word.length; i += 1) hashed = Math.imul(hashed ^ word.charCodeAt(i), 0x01000193);
    return (hashed >>> 0) % count;
  }

  /* The words of a question, and which of them stand side by side. Of many only the rarest tell. */
  function spoken(question) {
    const words = [];
    const pairs = [];
    parted(question).forEach(part => {
      let before = null;
      part[0].split(/\s+/).forEach(chunk => {
        wordsOf(chunk).forEach((written, number) => {
          const bare = plain(written);
          const word = { exact: written, plain: bare, marked: written !== bare, tells: false };
          word.strict = part[1] && word.marked;
          if (before) pairs.push({ before, after: word, needed: part[1] || (number > 0 && SYMBOL.test(chunk)) });
          words.push(word);
          before = word;
        });
      });
    });
    const rare = words.filter(word => !everyday.has(word.plain));
    const isCommon = word => Number(common.has(word.plain) || NUMBER.test(word.plain));
    const required = rare.map((word, at) => [word, at])
      .sort((a, b) => isCommon(a[0]) - isCommon(b[0]) || a[1] - b[1]).slice(0, TOLD).map(pair => pair[0]);
    required.forEach(word => { word.tells = true; });
    const isEveryday = word => everyday.has(word.plain);
    // The first of two everyday words tells of both: worth asking where there is little else.
    const chances = pairs.filter(pair => isEveryday(pair.before) && isEveryday(pair.after));
    const isDated = pair => Number(NUMBER.test(pair.before.plain) || NUMBER.test(pair.after.plain));
    chances.map((pair, at) => [pair, at]).sort((a, b) => isDated(b[0]) - isDated(a[0]) || a[1] - b[1])
      .slice(0, Math.max(0, ENOUGH - required.length)).forEach(chance => { chance[0].before.tells = true; });
    pairs.forEach(pair => {
      const isAsked = chances.indexOf(pair) >= 0 ? pair.before.tells
        : [pair.before, pair.after].every(word => word.tells || isEveryday(word));
      pair.needed = pair.needed && isAsked;
    });
    return { words, pairs, required: required.length ? required : chances.filter(pair => pair.before.tells) };
  }

  /* Note at each of the places, written as steps, that it is said so. */
  function hear(held, steps, how) {
    let at = 0;
    steps.split(",").forEach(step => {
      at += Number(step);
      held.set(at, held.get(at) | how);
    });
  }

  const isSame = (word, written) => !word.marked || word.exact === written;

  /* How each place of a segment says each word and pair. */
  function listen(asked, read) {
    const said = new Map(asked.words.concat(asked.pairs).map(one => [one, new Map()]));
    const bare = new Map();
    const looksLike = (word, written) => {
      if (!bare.has(written)) bare.set(written, plain(written));
      return bare.get(written) === word.plain;
    };
    asked.words.filter(word => word.tells).forEach(word => {
      const shard = read(word);
      Object.keys(shard).filter(form => looksLike(word, form)).forEach(form => {
        const same = isSame(word, form);
        if (word.strict && !same) return;
        const sides = shard[form].split("|");
        if (sides[0]) hear(said.get(word), sides[0], same ? SAME : LOOSE);
        ["before", "after"].forEach((mine, side) => {
          const beside = asked.pairs.filter(pair => pair[mine] === word)
            .map(pair => ({ pair, other: pair[mine === "before" ? "after" : "before"] }));
          if (sides[side + 1]) sides[side + 1].split(";").forEach(entry => {
            const space = entry.indexOf(" ");
            const written = entry.slice(0, space);
            const steps = entry.slice(space + 1);
            hear(said.get(word), steps, same ? SAME : LOOSE);
            beside.filter(one => looksLike(one.other, written)).forEach(one => {
              const both = same && isSame(one.other, written);
              if (both || !one.other.strict) hear(said.get(one.pair), steps, both ? SAME : LOOSE);
            });
          });
        });
      });
    });
    return said;
  }

  /* The posts that say all words, or, unless it is strict, most: those first that say the rarest,
     and in the same row. */
  function weigh(asked, segments, isStrict) {
    const all = asked.pairs.concat(asked.required.filter(one => !one.after));
    let present = 0; // how many posts there are at least
    segments[1].forEach(held => held.forEach((_, at) => { present = Math.max(present, at + 1); }));
    const weights = new Map(all.map(one => {
      const holds = segments.reduce((sum, said) => sum + said.get(one).size, 0);
      const rare = Math.log(1 + (closed + present - holds + 0.5) / (holds + 0.5));
      return [one, one.after ? 2 * rare : rare];
    }));
    const found = [];
    segments.forEach((said, isPresent) => {
      const places = new Set();
      all.forEach(one => said.get(one).forEach((_, at) => places.add(at)));
      places.forEach(at => {
        const how = one => said.get(one).get(at);
        if (asked.pairs.some(pair => pair.needed && !how(pair))) return;
        const lacks = asked.required.filter(word => !how(word)).length;
        const loose = asked.required.filter(word => word.marked && how(word) !== SAME).length;
        const score = all.reduce((sum, one) => sum + (how(one) ? weights.get(one) * (how(one) === SAME ? 1 : 0.5) : 0), 0);
        const order = -at - (isPresent ? closed : 0);
        found.push({ at, isPresent: Boolean(isPresent), lacks, loose, score: Math.round(score * 1e6), order });
      });
    });
    const least = isStrict ? 0 : found.reduce((sum, one) => Math.min(sum, one.lacks), Infinity);
    return found.filter(one => one.lacks === least && least <= asked.required.length / 2);
  }

  const rank = (found, question) => found.sort(
    question.xep === "moi" ? (a, b) => a.order - b.order : (a, b) => b.score - a.score || a.order - b.order);

  /* The year's index in which a post stands, and its place there. */
  function yearAt(one) {
    const at = one.at + (one.isPresent ? closed : 0);
    const span = spans.find(each => at < each.end);
    if (span) return { file: files.find(file => yearOf(file) === span.year), at: at - span.start };
    return { file: files[0], at: at - (spans.length ? spans[spans.length - 1].end : 0) };
  }

  /* Let `one` know what is shown of it: from its year's index if that is there, or wanted. */
  function locate(one, byYear) {
    if (one.year) return Promise.resolve(one);
    const known = yearAt(one);
    const inYear = byYear || one.isPresent || loaded[known.file];
    const file = inYear ? load(known.file) : fetched(chunks.at(Math.floor(one.at / together)), prepare);
    return file.then(year => {
      const at = inYear ? known.at : one.at % together;
      one.year = year;
      one.i = year.size - 1 - at + year.index.gone.filter(gone => gone < at).length;
      return one;
    });
  }

  function search(question) {
    const asked = spoken(question.q);
    if (!asked.words.length) return Promise.resolve([]);
    const fetches = shards.map(series => {
      const numbers = new Set(series.count ? asked.words.filter(word => word.tells).map(word => shardOf(word.plain, series.count)) : []);
      return Promise.all(Array.from(numbers).map(number => fetched(series.at(number), shard => shard).then(shard => [number, shard])))
        .then(pairs => {
          const held = new Map(pairs);
          return listen(asked, word => (series.count ? held.get(shardOf(word.plain, series.count)) : {}));
        });
    });
    return Promise.all(fetches).then(segments => {
      const found = weigh(asked, segments, !question["toan-van"]).filter(one => !question.nam || yearOf(yearAt(one).file) === question.nam);
      const filters = filtersOf(question);
      return !filters.length ? found
        : Promise.all(found.map(one => locate(one, true))).then(() => found.filter(one => isChosen(one.year, one.i, question, filters)));
    });
  }

  // --- what is shown -----------------------------------------------------------------

  function made(name, style, text) {
    const element = document.createElement(name);
    if (style) element.className = style;
    if (text) element.textContent = text;
    return element;
  }

  /* Adds a text, with what the question asks for in bold: no <mark>, whose letters a reader's own
     colours would choose for a ground that it has not. */
  function marked(element, text, terms, loose) {
    const found = [];
    terms.forEach(one => occurrences(one, text, (at, end, how) => {
      if (loose || !one.marked || how & EXACT) found.push([at, end]);
    }));
    let done = 0;
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]).forEach(place => {
      if (place[0] < done) return;
      element.appendChild(document.createTextNode(text.slice(done, place[0])));
      element.appendChild(made("b", "", text.slice(place[0], place[1])));
      done = place[1];
    });
    element.appendChild(document.createTextNode(text.slice(done)));
    return element;
  }

  function entry(one, terms) {
    const of = key => line(one.year, key, one.i);
    const item = made("div", "item");
    const link = made("a", "item__headline", of("titles"));
    link.href = of("urls");
    item.appendChild(link);
    if (of("leads")) item.appendChild(marked(made("p", "item__summary"), of("leads"), terms, one.loose > 0));
    const facts = made("p", "item__facts");
    const time = made("time", "item__fact", of("dates").split("-").reverse().map(Number).join("/"));
    time.dateTime = of("dates");
    facts.appendChild(time);
    const section = sections[of("urls").split("/")[1]];
    if (section) facts.appendChild(made("span", "item__fact", section));
    of("units").split(" ").filter(Boolean).forEach(number => {
      facts.appendChild(made("span", "item__fact", one.year.index.unit_names[number][1]));
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

  /* By which names stand in the order of the Vietnamese alphabet: ă after all of a, đ of d; numbers
     by their size, tones last. By hand, as in `told`: what a browser knows of a language takes it
     longer to load than finding the posts does. */
  const inOrder = name => `${name.toLowerCase().normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "")
    .replace(/đ/g, "d~").replace(/\u0306/g, "~").replace(/\u0302/g, "~~").replace(/\u031b/g, "~~~")
    .replace(/[0-9]+/g, digits => digits.padStart(9, "0"))} ${name}`;

  function offerAll(years, question) {
    offer(choices.elements.nam, files.map(yearOf).map(year => [year, year]), question.nam);
    Object.keys(FILTERS).forEach(key => {
      const names = new Map();
      const add = (id, name) => {
        const which = apart.get(`${key}/${id}`);
        if (!names.has(id)) names.set(id, which ? `${name} (${which})` : name);
      };
      years.forEach(year => {
        year.index[`${FILTERS[key]}_names`].forEach(pair => add(pair[0], pair[1]));
        heirs(year.index, FILTERS[key]).forEach(heir => add(heir[1], heir[2]));
      });
      const sorted = Array.from(names, pair => [inOrder(pair[1]), pair]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
      offer(choices.elements[key], sorted.map(each => each[1]), question[key]);
    });
  }

  function told(first, wider, missing) {
    const many = number => `${String(number).replace(/\B(?=([0-9]{3})+$)/g, ".")} bài`;
    let words = first ? many(first) : "";
    if (wider) words += `${words ? ", rồi đến " : ""}${many(wider)} có các từ này trong toàn văn`;
    if (!words) words = "Không có bài nào hợp với những gì bạn tìm. Hãy thử bớt từ, bỏ dấu ngoặc kép, bỏ bộ lọc, hoặc xem các danh sách dưới đây.";
    if (missing.length) words += ` Chưa tải được ${missing.join(", ")}: hãy thử tải lại trang.`;
    return words;
  }

  // --- from question to answers --------------------------------------------------------

  let turn = 0;
  let step = STEP;
  let shown = STEP;
  let show = () => {};

  function run() {
    turn += 1;
    const mine = turn;
    const question = read();
    const tally = { posts: 0, holds: question.terms.map(() => 0) };
    const isWhole = Boolean(question["toan-van"]) && question.q.trim();
    const todo = files.filter(file => !question.nam || yearOf(file) === question.nam);
    const years = [];
    const missing = [];
    let found = [];
    let wider = [];
    let latest = 0;
    let showing = Promise.resolve();
    // Words that say nothing (a single sign) ask for nothing.
    const nothing = question.isEmpty || (question.q.trim() && !question.terms.length);

    step = question["toan-van"] ? WIDE_STEP : STEP;
    shown = (history.state && history.state.shown) || step;
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
    whole.hidden = true;
    Object.keys(FILTERS).concat("nam").forEach(key => offer(choices.elements[key], [], question[key]));
    choices.elements.xep.value = question.xep === "moi" ? "moi" : "";
    choices.elements["toan-van"].value = question["toan-van"] ? "1" : "";
    count.textContent = question.isEmpty ? "" : "Đang tìm…";

    show = () => {
      latest += 1;
      const now = latest;
      const all = found.concat(wider);
      const first = all.slice(0, shown);
      return Promise.all(first.map(one => locate(one).catch(() => miss("một số tin")))).then(() => {
        const there = first.filter(one => one.year);
        const put = () => {
          if (mine !== turn || now !== latest) return;
          arrange(place, there, question.terms);
          more.hidden = all.length <= shown;
        };
        if (place.children.length || there.length <= SEEN) return put();
        if (mine !== turn) return null;
        arrange(place, there.slice(0, SEEN), question.terms);
        return new Promise(resolve => { setTimeout(resolve, 0); }).then(put);
      });
    };

    function miss(what) {
      if (missing.indexOf(what) < 0) missing.push(what);
    }

    function done() {
      if (mine !== turn) return;
      if (!question.isEmpty) count.textContent = told(found.length, wider.length, missing);
      offerAll(years, question);
      otherWays.hidden = false;
      place.removeAttribute("aria-busy");
      whole.hidden = question.isEmpty || !question.terms.length || isWhole || wider.length > 0;
      place.setAttribute("data-total", String(found.length + wider.length));
    }

    /* Look in whole texts too; what was found already stays where it is. */
    function widen() {
      count.textContent = "Đang tìm trong toàn văn…";
      search(question).then(all => {
        if (mine !== turn) return null;
        const isKnown = one => found.some(other => other.year === one.year && other.i === one.i);
        const at = found.length ? Promise.all(all.map(one => locate(one).catch(() => one))) : Promise.resolve(all);
        return at.then(() => {
          wider = rank(all.filter(one => !isKnown(one)), question);
          return show();
        });
      }).catch(() => miss("dữ liệu của toàn văn")).then(done);
    }

    function next(age) {
      if (mine !== turn) return;
      if (age === 1) offerAll(years, question); // when the first answers are there
      if (nothing || isWhole || age === todo.length) {
        if (!nothing && (isWhole || found.length < FEW)) widen();
        else showing.then(done);
        return;
      }
      load(todo[age]).then(year => {
        if (mine !== turn) return;
        years.push(year);
        const here = find(year, age, question, tally);
        if (here.length) {
          found = sort(found.concat(here), question, tally);
          showing = show();
        }
      }, () => miss(`tin của năm ${yearOf(todo[age])}`)).then(() => setTimeout(next, 0, age + 1));
      // One year ahead, once this one's answers had their turn.
      if (age) todo.slice(age + 1, age + 2).forEach(file => load(file).catch(() => {}));
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
    shown += step;
    history.replaceState({ shown }, "");
    show().then(() => {
      // Who goes by the keyboard, or hears the page, goes on with the first that is new.
      const first = place.querySelectorAll(".item__headline")[before];
      if (first) first.focus();
    });
  });
  whole.addEventListener("click", () => {
    choices.elements["toan-van"].value = "1";
    ask();
    form.elements.q.focus();
  });
  window.addEventListener("popstate", run);
  run();
})();

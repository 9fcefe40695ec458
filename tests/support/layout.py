"""What a reader would suffer on a page as it is laid out: looked for in the browser itself."""

from __future__ import annotations

from playwright.sync_api import Page

TEXT_SPACING = """
  * { line-height: 1.5 !important; }
  * { letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }
"""
"""What a reader may set (WCAG 2.1, 1.4.12)."""

_FAULTS = r"""() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const found = [];
  const name = node => (node.closest("[class]") || node).className + " <" + node.localName + "> "
    + node.textContent.trim().slice(0, 40);
  const say = (what, node) => found.length < 12 && found.push(what + ": " + name(node));
  if (root.scrollWidth > width) found.push(`scrolls sideways by ${root.scrollWidth - width} px`);
  const all = [...document.body.querySelectorAll("*")];
  const scrollers = new Set(all.filter(n => /auto|scroll/.test(getComputedStyle(n).overflowX)));
  const scrolls = node => scrollers.has(node);
  const region = node => {
    let at = scrollers.size ? node.parentElement : null;
    while (at && !scrolls(at)) at = at.parentElement;
    return at;
  };
  for (const node of all) {
    if (node.matches("script, source, .skip")) continue;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    if (!box.width && !box.height) continue;
    const inside = region(node);
    if (!inside && (box.right > width + 1 || box.left < -1)) say("sticks out", node);
    if (scrolls(node) && node.scrollWidth > node.clientWidth + 1) {
      const kept = node.tabIndex === 0 && node.hasAttribute("tabindex")
        && node.getAttribute("role") === "region" && node.getAttribute("aria-label");
      if (!kept) say("scrolls, but not by keyboard", node);
    }
    if (/hidden|clip/.test(style.overflow) && node.scrollWidth > node.clientWidth + 1)
      say("cut off", node);
    if (node.localName === "img" && style.objectFit === "fill" && node.naturalWidth) {
      const bent = (box.width / box.height) / (node.naturalWidth / node.naturalHeight);
      if (bent < .9 || bent > 1.1) say("bent", node);
    }
  }
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest("script, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const inside = region(node), edge = inside && inside.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      if (!inside && (box.right > width + 1 || box.left < -1))
        say("text sticks out", node.parentElement);
      if (edge && (box.right <= edge.left || box.left >= edge.right)) continue;
      if (edge && (box.bottom <= edge.top || box.top >= edge.bottom)) continue;
      lines.push({ box, node: node.parentElement, text: node });
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom; j++) {
      const a = lines[i].box, b = lines[j].box;
      if (lines[i].text === lines[j].text) continue;
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (across > 2 && down > .4 * Math.min(a.height, b.height))
        say("lies over «" + lines[i].node.textContent.trim().slice(0, 20) + "»", lines[j].node);
    }
  return found;
}"""


_PLAIN = r"""() => {
  const found = [];
  const style = (selector, pseudo) => {
    const node = document.querySelector(selector);
    return node && getComputedStyle(node, pseudo);
  };
  const must = (what, node, test) => { if (node && !test(node)) found.push(what); };
  const body = style("body");
  must("paper", body, s => s.backgroundColor === "rgb(251, 247, 238)");
  must("ink", body, s => s.color === "rgb(31, 24, 19)");
  must("size of letters", body, s => parseFloat(s.fontSize) >= 17);
  must("leading", body, s => parseFloat(s.lineHeight) >= 1.65 * parseFloat(s.fontSize));
  must("headline", style("h1"), s => s.fontFamily.includes("Noto Serif"));
  must("weight of the headline", style(".heading__title"), s => s.fontWeight === "700");
  must("size of the headline", style(".heading__title"), s => parseFloat(s.fontSize) >= 22);
  must("band", style(".navigation__list"), s => s.borderTopWidth === "5px");
  must("emblem", document.querySelector(".masthead__emblem"),
    node => node.getBoundingClientRect().width <= 64);
  must("edge", style("main"), s => parseFloat(s.paddingLeft) >= 12);
  must("separator of the breadcrumb", style(".breadcrumb__step + .breadcrumb__step", "::before"),
    s => s.content.includes("›"));
  must("separator of facts", style(".item__fact + .item__fact", "::before"),
    s => s.content.includes("·"));
  must("line below a link", style(".prose a:not(.footnote-ref)"),
    s => s.textDecorationLine === "underline");
  must("mark of a list", style(".prose ul:not(.enumerated)"), s => s.listStyleType !== "none");
  must("frame of a correction", style(".corrections"), s => s.borderLeftWidth === "1px");
  must("measure", document.querySelector(".prose"),
    node => node.getBoundingClientRect().width <= 42 * parseFloat(body.fontSize));
  const sizes = [...document.querySelectorAll("main *, header *, footer *")]
    .map(node => parseFloat(getComputedStyle(node).fontSize));
  if (Math.min(...sizes) < 11) found.push("letters too small");
  const links = [...document.querySelectorAll(".navigation__link")]
    .map(node => node.getBoundingClientRect());
  links.slice(1).forEach((box, at) => {
    const before = links[at];
    if (box.top === before.top && box.left - before.right < 8) found.push("links run together");
  });
  links.forEach(box => { if (box.height < 44) found.push("link too low for a thumb"); });
  return [...new Set(found)];
}"""


def plain_parts(page: Page) -> list[str]:
    """Which parts of the design a page lacks."""
    found: list[str] = page.evaluate(_PLAIN)
    return found


_SPACE = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""


def set_letters(page: Page, percent: int, *, spaced: bool = False) -> None:
    """Enlarge the letters alone, as a reader's own style sheet would; maybe space them out."""
    page.evaluate("size => document.documentElement.style.fontSize = size", f"{percent}%")
    page.evaluate(_SPACE, TEXT_SPACING if spaced else "")


def faults(page: Page) -> list[str]:
    """Whatever scrolls sideways, sticks out, is cut off, bent or written over; at most a dozen."""
    found: list[str] = page.evaluate(_FAULTS)
    return found

// Moves with j and k through the items of a list, once the focus is in it. All pages work without this.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "j" && event.key !== "k")) return;
  const at = document.activeElement;
  const list = at && at.closest("[data-items]");
  if (!list || at.matches("input, textarea, select")) return;
  const items = Array.from(list.children).filter((item) => item.tabIndex === -1);
  const now = items.findIndex((item) => item.contains(at));
  const next = items[now + (event.key === "j" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});

// Files that the notebook wrote: their path, and a button that fetches the file from the kernel.
function files(model, ui, words) {
  const place = h("div", { class: "files", role: "status" });
  const show = () => place.replaceChildren(...model.get("files").map((one) => h("p", {}, h("span", { text: `${words.file_written} ` }),
    h("button", { type: "button", class: "link", text: one.path, "data-key": `file-${one.name}`, onclick: () => ui.act("file", { name: one.name }) }))));
  const take = (message, buffers) => {
    if (!message?.file || !buffers?.length) return;
    const url = URL.createObjectURL(new Blob([buffers[0].buffer ?? buffers[0]], { type: message.type ?? "application/pdf" }));
    h("a", { href: url, download: message.file }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };
  model.on("change:files", show);
  model.on("msg:custom", take);
  show();
  return { place, end: () => { model.off("change:files", show); model.off("msg:custom", take); } };
}

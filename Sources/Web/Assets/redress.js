// Comfort only: every page works without this file. It stores nothing, neither in the browser nor
// anywhere else, and it calls no other site.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  // Leaving quickly: the page that was left is not one step back.
  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.body.hidden = true;
      location.replace(link.href);
    });
  }

  // A form is sent once. Coming back to the page frees it again.
  const forms = document.querySelectorAll("form[data-once]");
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent === "yes") {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      // After this event, so that the value of the pressed button is still sent.
      setTimeout(() => {
        for (const button of form.querySelectorAll("button")) button.disabled = true;
      }, 0);
    });
  }
  addEventListener("pageshow", () => {
    for (const form of forms) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.disabled = false;
    }
  });

  // Files that are too large are named before they are sent.
  for (const input of document.querySelectorAll("input[data-file-bytes-max]")) {
    const one = Number(input.dataset.fileBytesMax);
    const all = Number(input.dataset.allBytesMax);
    input.addEventListener("change", () => {
      const files = Array.from(input.files);
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const isTooLarge = files.some((file) => file.size > one) || total > all;
      input.setCustomValidity(isTooLarge ? input.dataset.say : "");
      if (isTooLarge) input.reportValidity();
    });
  }

  // What the checker points at is shown while somebody types, at every pause. It is asked for as the button "Look at
  // it first" asks, nothing is kept here or there, and an answer about words that have changed since is thrown away.
  const pauseMilliseconds = 600;
  for (const place of document.querySelectorAll("[data-check]")) {
    const form = place.closest("form");
    const said = place.querySelector("[role=status]");
    const list = place.querySelector("div");
    let timer = 0;
    let asking = null;
    let tookMilliseconds = 0;
    const show = (sentence, found) => {
      list.replaceChildren(...found);
      // Said again only where it says something else.
      if (said.textContent !== sentence) said.textContent = sentence;
    };
    const check = async () => {
      const texts = Array.from(form.querySelectorAll("textarea"), (field) => field.value.trim());
      if (texts.every((text) => text === "")) return show("", []);
      const fields = new URLSearchParams(new FormData(form));
      fields.set("preview", place.dataset.check);
      asking = new AbortController();
      const began = performance.now();
      try {
        const answer = await fetch(form.getAttribute("action"), {
          method: "POST", body: fields, signal: asking.signal, cache: "no-store", redirect: "error",
        });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        tookMilliseconds = performance.now() - began;
        if (answer.status === 200) show(page.querySelector("p").textContent, page.querySelector("div").childNodes);
        else show("", []);
      } catch (error) {
        // Typing went on, or the server cannot be reached: the button is still there.
        if (error.name !== "AbortError") show("", []);
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      asking?.abort();
      timer = setTimeout(check, Math.max(pauseMilliseconds, 2 * tookMilliseconds));
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      asking?.abort();
    });
  }

  // Copying a text that is on the page.
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      if (!source || !navigator.clipboard) return;
      const parts = source.querySelectorAll("li");
      const text = parts.length > 0
        ? Array.from(parts, (part) => part.textContent.trim()).join(" ")
        : source.textContent.trim();
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = button.dataset.done;
      } catch {
        // The browser says no: the text can still be marked by hand.
      }
    });
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.addEventListener("click", () => print());
  }

  // Times that are counted down say less as time goes by.
  const spans = [[86400, "d"], [3600, "h"], [60, "min"]];
  const duration = (seconds) => {
    const parts = [];
    let rest = Math.max(0, Math.floor(seconds));
    for (const [size, unit] of spans) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`);
      else if (parts.length > 0) break;
    }
    return parts.length > 0 ? parts.join(" ") : "less than 1 min";
  };
  const tick = () => {
    const now = Date.now() / 1000;
    for (const element of document.querySelectorAll("[data-due]")) {
      const left = Number(element.dataset.due) - now;
      element.textContent = left >= 0 ? `due in ${duration(left)}` : `late by ${duration(-left)}`;
    }
  };
  // The words of the countdown are English; pages in other languages keep what the server wrote.
  if (document.documentElement.lang === "en" && document.querySelector("[data-due]")) setInterval(tick, 30000);
})();

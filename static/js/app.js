/* Comforts only: every page works without this file. */
"use strict";

/* A second click on a sending form sends nothing. */
document.addEventListener("submit", (event) => {
	const form = event.target;
	if (form.dataset.sent) {
		event.preventDefault();
		return;
	}
	form.dataset.sent = "1";
	setTimeout(() => delete form.dataset.sent, 4000);
});
/* Back from the next page: the form may be sent again. */
window.addEventListener("pageshow", () => {
	for (const form of document.forms) delete form.dataset.sent;
});

/* Passwords can be looked at. */
for (const input of document.querySelectorAll("input[data-reveal]")) {
	const button = document.createElement("button");
	const row = document.createElement("span");
	button.type = "button";
	button.className = "link nowrap";
	button.textContent = input.dataset.reveal;
	button.setAttribute("aria-controls", input.id);
	row.className = "reveal";
	input.replaceWith(row);
	row.append(input, button);
	button.addEventListener("click", () => {
		const hidden = input.type === "password";
		input.type = hidden ? "text" : "password";
		button.textContent = hidden ? input.dataset.conceal : input.dataset.reveal;
	});
	if (input.form)
		input.form.addEventListener("submit", () => {
			input.type = "password";
		});
}

/* data-copy="ID": copies the text of an element. */
for (const button of document.querySelectorAll("button[data-copy]")) {
	const source = document.getElementById(button.dataset.copy);
	if (!source || !navigator.clipboard) continue;
	button.hidden = false;
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(source.textContent.trim());
		button.textContent = button.dataset.copied || button.textContent;
	});
}

/* data-print: the print dialogue. */
for (const button of document.querySelectorAll("button[data-print]")) {
	button.hidden = false;
	button.addEventListener("click", () => window.print());
}

/* data-left: seconds that run down; at the end the page is asked for again. */
for (const text of document.querySelectorAll("[data-left]")) {
	const end = Date.now() + 1000 * text.dataset.left;
	const clock = setInterval(() => {
		const left = Math.max(0, Math.round((end - Date.now()) / 1000));
		const minutes = Math.floor(left / 60);
		text.textContent = minutes
			? text.dataset.minutes.replace("{0}", minutes).replace("{1}", left % 60)
			: text.dataset.seconds.replace("{0}", left);
		if (left) return;
		clearInterval(clock);
		location.assign(location.pathname);
	}, 1000);
}

/* The error summary takes the focus. */
const errors = document.querySelector(".errors");
if (errors) errors.focus();

/* An opened group of the desk's navigation closes with Escape or a click elsewhere. */
const menus = document.querySelectorAll(".desk-nav details");
document.addEventListener("click", (event) => {
	for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
	if (event.key !== "Escape") return;
	for (const menu of menus) {
		if (!menu.open) continue;
		menu.open = false;
		menu.querySelector("summary").focus();
	}
});

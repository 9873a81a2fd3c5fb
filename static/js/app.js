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

/* The error summary takes the focus. */
const errors = document.querySelector(".errors");
if (errors) errors.focus();

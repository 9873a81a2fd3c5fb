/* data-scan="ID": the camera reads a code into the field and sends its form. Only
 * where the browser itself reads codes; typing works everywhere. */
for (const button of document.querySelectorAll("button[data-scan]")) {
	const input = document.getElementById(button.dataset.scan);
	if (!input || !("BarcodeDetector" in window) || !navigator.mediaDevices) continue;
	const said = button.textContent;
	const note = document.createElement("p");
	let video = null;
	button.hidden = false;
	note.setAttribute("role", "status");
	button.after(note);
	const stop = () => {
		if (!video) return;
		for (const track of video.srcObject.getTracks()) track.stop();
		video.remove();
		video = null;
		button.textContent = said;
	};
	const read = async (detector) => {
		while (video) {
			const found = await detector.detect(video).catch(() => []);
			if (video && found.length) {
				input.value = found[0].rawValue;
				stop();
				input.form.requestSubmit();
				return;
			}
			await new Promise((next) => setTimeout(next, 200));
		}
	};
	button.addEventListener("click", async () => {
		note.textContent = "";
		if (video) return stop();
		try {
			const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
			const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
			video = document.createElement("video");
			video.className = "scan-view";
			video.muted = true;
			video.playsInline = true;
			video.srcObject = stream;
			button.before(video);
			button.textContent = button.dataset.stop;
			await video.play();
			read(detector);
		} catch {
			stop();
			note.textContent = button.dataset.refused;
		}
	});
}

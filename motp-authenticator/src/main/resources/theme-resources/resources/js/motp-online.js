// Asks every two seconds whether a phone has claimed the registration, and goes on by itself. Without
// this script the user presses the button.
const { status, state } = document.getElementById("motp-online").dataset;
const form = document.getElementById("motp-form");
const next = document.getElementById("motp-submit");
const waiting = document.getElementById("motp-waiting");
const again = document.getElementById("motp-again");
const INTERVAL = 2000;

if (state === "waiting") {
  next.disabled = true;
  waiting.textContent = waiting.dataset.waiting;
}

async function look() {
  const answer = await fetch(status, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok) {
    return;
  }
  const now = await answer.json();
  if (again && now.again) {
    again.hidden = false;
  }
  if (now.state !== state) {
    next.disabled = false;
    form.elements.otp?.removeAttribute("name");
    form.requestSubmit(next);
    return true;
  }
}

async function poll() {
  let gone = false;
  try {
    // Nobody looks at the page in a tab behind others.
    gone = !document.hidden && (await look());
  } catch {
    // The network is away for a moment; the next round asks again.
  }
  if (!gone) {
    setTimeout(poll, INTERVAL);
  }
}

poll();

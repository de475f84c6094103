// Looks whether the phone has answered, and goes on by itself when it has.
const INTERVAL = 2000;
const form = document.getElementById("motp-form");

document.getElementById("motp-waiting").hidden = false;

async function waiting() {
  try {
    const answer = await fetch(form.dataset.status, { cache: "no-store" });
    return !answer.ok || (await answer.json()).waiting;
  } catch {
    // The network is away for a moment: the button still works.
    return true;
  }
}

async function look() {
  if (await waiting()) {
    setTimeout(look, INTERVAL);
  } else {
    form.submit();
  }
}

setTimeout(look, INTERVAL);

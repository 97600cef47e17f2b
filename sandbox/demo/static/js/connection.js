// What comes from the server and what goes there.

const REOPEN_MILLISECONDS = 1500;

// Calls `onState` with each state and `onLost` with whether the connection is gone.
export function listen(onState, onLost) {
  const source = new EventSource("/demo/events");
  source.addEventListener("state", (event) => {
    onLost(false);
    onState(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    onLost(true);
    // An answer that is no event stream (a proxy's 502) ends an EventSource for good.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(onState, onLost), REOPEN_MILLISECONDS);
    }
  });
}

// Resolves to null, or to the sentence that says why it was refused ("" when unknown).
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.ok ? null : (await answer.text()).slice(0, 200);
  } catch {
    return "";
  }
}

// Moyasar's hosted page takes a form and answers with a redirect, which is not followed here.
export async function payInvoice(id, outcome) {
  try {
    const answer = await fetch(`/pay/${encodeURIComponent(id)}`, {
      method: "POST",
      body: new URLSearchParams({ outcome }),
      redirect: "manual",
    });
    return answer.ok || answer.type === "opaqueredirect";
  } catch {
    return false;
  }
}

// Runs before anything else. A file of its own because the content security policy allows no inline script.

// What the address needs is asked for while the program itself is still on its way; it takes the answers from here (src/api/early.ts).
(function () {
  var answers = new Map();
  window.archiveEarly = answers;
  function ask(path) {
    return fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json, application/problem+json' } });
  }
  function keep(path, answer) {
    // Who takes the answer hears of the failure; nobody else has to.
    answer.catch(function () {});
    answers.set(path, answer);
  }
  var session = ask('/api/v1/session');
  keep('/api/v1/session', session);
  var batch = /^\/batches\/(\d+)$/.exec(window.location.pathname);
  if (batch) {
    // Nothing is asked for that would be refused: refusals are accounted for.
    var isOperator = session
      .then(function (response) {
        return response.ok ? response.clone().json() : null;
      })
      .then(function (body) {
        return body !== null && !body.account.mustChangePassword && body.account.roles.indexOf('operator') >= 0;
      });
    // Kept from the beginning: one that came in behind the program's own request would be taken for a later one, and be old.
    ['/api/v1/batches/' + batch[1], '/api/v1/batches/' + batch[1] + '/pages'].forEach(function (path) {
      keep(path, isOperator.then(function (allowed) {
        return allowed ? ask(path) : null;
      }));
    });
  }
  // What was not taken by then is old.
  setTimeout(function () {
    answers.clear();
  }, 10000);
})();

// Sets the colour scheme before the first paint.
(function () {
  var scheme = 'auto';
  try {
    scheme = window.localStorage.getItem('mantine-color-scheme-value') || 'auto';
  } catch {
    /* storage may be closed to us */
  }
  var dark = scheme === 'dark' || (scheme === 'auto' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

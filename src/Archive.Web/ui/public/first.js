// Runs before anything else. A file of its own because the content security policy allows no inline script.

// What the address needs is asked for while the program itself is still on its way; it takes the answers from here (src/api/early.ts).
(function () {
  var answers = new Map();
  window.archiveEarly = answers;
  function ask(path) {
    var answer = fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json, application/problem+json' } });
    // Who takes the answer hears of the failure; nobody else has to.
    answer.catch(function () {});
    answers.set(path, answer);
    return answer;
  }
  var batch = /^\/batches\/(\d+)$/.exec(window.location.pathname);
  ask('/api/v1/session')
    .then(function (response) {
      return response.ok && batch ? response.clone().json() : null;
    })
    .then(function (session) {
      // Nothing is asked for that would be refused: refusals are accounted for.
      if (!session || session.account.mustChangePassword || session.account.roles.indexOf('operator') < 0) return;
      ask('/api/v1/batches/' + batch[1]);
      ask('/api/v1/batches/' + batch[1] + '/pages');
    })
    .catch(function () {});
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

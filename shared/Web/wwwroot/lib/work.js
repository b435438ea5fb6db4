// Follows a long work: moves its bar, and loads the page again when it has ended. Without this script the page loads itself again every two seconds.
(function () {
  'use strict';
  var box = document.querySelector('[data-work]');
  if (!box) return;
  function again(after) { setTimeout(function () { location.reload(); }, after); }
  if (!window.EventSource) { again(2000); return; }
  var text = box.querySelector('p'), bar = box.querySelector('progress'), source = new EventSource(box.getAttribute('data-work'));
  source.addEventListener('progress', function (e) {
    var work = JSON.parse(e.data);
    if (work.ended) { source.close(); location.reload(); return; }
    if (text.textContent !== work.text) text.textContent = work.text;
    document.title = document.title.replace(/^[^:]*/, work.text);
    if (work.total > 0) { bar.max = work.total; bar.value = work.done; } else if (work.state === 'running') bar.removeAttribute('value');
  });
  // The browser comes again by itself while the line is only broken; refused, it does not.
  source.addEventListener('error', function () { if (source.readyState === 2) again(3000); });
})();

// The first script of the page, and the only one written for every browser there is (ES3, no module):
// it says what to do when the app cannot run here, instead of leaving a page that opens for ever.
(function () {
  var BROWSERS = '请使用 Chrome 或 Edge 97 及以上版本、Firefox 102 及以上版本；360、QQ 等双核浏览器请切换到“极速模式”后重新打开。';
  var TITLES = {
    browser: '当前浏览器无法运行办结',
    network: '程序文件没有取到',
    folder: '本页不能双击打开',
    crash: '打开时出错'
  };
  var ADVICE = {
    browser: BROWSERS,
    network: '请检查网络后刷新本页；仍不行，请联系提供本页的人员。',
    folder: '这是供网站使用的版本。不用网站时，请双击打开同一文件夹里的 banjie.html。',
    crash: '请刷新本页；仍不行，请把下面一行文字告诉提供本页的人员。'
  };
  var finished = false;

  function line(tag, text) {
    var element = document.createElement(tag);
    element.appendChild(document.createTextNode(text));
    return element;
  }

  // kind: a key of TITLES; detail: the error's own words, for whoever is asked for help.
  function failed(kind, detail) {
    if (finished) { return; }
    finished = true;
    if (kind === 'network' && location.protocol === 'file:') { kind = 'folder'; }
    var app = document.getElementById('app') || document.body;
    var boot = document.getElementById('boot');
    if (!boot) {
      boot = document.createElement('div');
      boot.id = 'boot';
      app.insertBefore(boot, app.firstChild);
    }
    while (boot.firstChild) { boot.removeChild(boot.firstChild); }
    boot.className = 'failed';
    boot.setAttribute('role', 'alert');
    boot.appendChild(line('h1', TITLES[kind]));
    boot.appendChild(line('p', ADVICE[kind]));
    if (detail) { boot.appendChild(line('p', '（' + detail + '）')); }
  }

  window.banjieBoot = {
    failed: failed,
    started: function () { finished = true; }
  };

  if (!('noModule' in document.createElement('script'))) { return failed('browser', '不支持 ES 模块'); }
  if (typeof WebAssembly !== 'object') { return failed('browser', '不支持 WebAssembly，或已被禁用'); }

  // A browser that knows modules but not this module's syntax reports it here, and so does one
  // that cannot fetch a file. (Resource errors do not bubble: hence the capturing listener.)
  window.addEventListener('error', function (event) {
    var tag = event.target && event.target.tagName;
    if (tag === 'SCRIPT') { failed('network', event.target.src || ''); }
    else if (!tag && event.error instanceof SyntaxError) { failed('browser', String(event.error)); }
  }, true);
})();

"""Markup of strangers, put together by chance from a grammar of our own: nested foreign content, raw text, tables,
formatting, comments, addresses and handlers in every spelling. vectors(SEED, COUNT) gives the same list each time.
What a hand would not think of is what this is for: it found that a browser swallows line ends of <pre>.

  vectors.py SEED COUNT     prints them as JSON lines {"id","html"}, for check-xss and debug sanitize"""
import json, random, sys

R = random.Random()


def c(list):  # one of them
    return R.choice(list)


PAY = ['<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<script>alert(1)</script>',
    '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>', '<img src=//n.test/a onerror=alert(1)>', '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)></video>', '<style>*{background:url(//n.test/c)}</style>',
  '<link rel=stylesheet href=//n.test/s>', '<base href=//n.test/>',
  '<meta http-equiv=refresh content="0;url=//n.test/">', '<object data=//n.test/o>', '<embed src=//n.test/e>',
  '<form action=javascript:alert(1)><button>x',
  '<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>', '<svg><a xlink:href=javascript:alert(1)><text>x',
  '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)>#x">',
  '<svg><foreignObject><iframe src=javascript:alert(1)>',
  '<body onpageshow=alert(1)>', '<marquee onstart=alert(1)>', '<isindex action=javascript:alert(1) type=image>',
  '<table background=javascript:alert(1)>',
  '<portal src=javascript:alert(1)>', '<frameset onload=alert(1)><frame src=javascript:alert(1)>',
  '<button popovertarget=p>x</button><div id=p popover onbeforetoggle=alert(1)>',
  '<div style="animation:x" onanimationstart=alert(1)>', '<select autofocus onfocus=alert(1)>',
  '<template shadowrootmode=open><img src=x onerror=alert(1)></template>',
  '<script src=data:,alert(1)></script>', '<link rel=preload as=script href=//n.test/p>', '<link rel=dns-prefetch href=//n.test>',
  '<applet code=//n.test/x>', '<fencedframe src=//n.test/>',
  '<selectedcontent><img src=x onerror=alert(1)></selectedcontent>', '<dialog open onclose=alert(1)>',
  '<object data="data:text/html,<script>alert(1)</script>">', '<image src=x onerror=alert(1)>',
  '<math href=javascript:alert(1)>x</math>']
EV = ['onerror', 'onload', 'OnErRoR', 'onclick', 'onfocus', 'onscrollend', 'oncontentvisibilityautostatechange', 'onbeforematch',
    'onpointerrawupdate', 'ontransitionrun', 'on\u017fcroll', 'oncommand']
RAW = ['title', 'textarea', 'style', 'xmp', 'noembed', 'noframes', 'noscript', 'iframe', 'script', 'plaintext', 'listing',
    'server']
FOR = ['svg', 'math', 'svg><desc', 'svg><title', 'svg><foreignObject', 'math><mi', 'math><mtext', 'math><mglyph',
    'math><mtext><mglyph', 'math><mtext><malignmark', 'math><annotation-xml encoding=text/html',
    'math><annotation-xml encoding="application/xhtml+xml"', 'math><annotation-xml', 'svg><style', 'math><style',
    'math><ms><table><mglyph', 'svg><p', 'math><mi><svg', 'svg><foreignobject><math', 'math><mtext><table><mglyph><style']
BLK = 'p div li dd dt ul ol dl table tbody thead tfoot tr td th caption col colgroup form fieldset legend select option optgroup button a b i em nobr font h1 h2 h6 pre blockquote center details summary figure figcaption section article main nav header footer hgroup address dir menu ruby rb rt rtc rp marquee object applet template frameset html head body label span u s small big tt strike code br hr img input wbr picture video audio source track datalist search slot dialog data time meter progress output keygen isindex image bdo bdi q cite sub sup del ins mark abbr acronym dfn var samp kbd'.split()
FMT = 'a b big code em font i nobr s small strike strong tt u'.split()


def sch():  # a scheme that runs script, spelled somehow
    j = 'javascript'
    k = R.random()
    if k < .12: j = ''.join(ch + c(['', '&#9;', '\t', '\n', '&Tab;', '&NewLine;', '\r', '']) for ch in j)
    elif k < .24: j = ''.join(c([ch, ch.upper(), f'&#{ord(ch)}', f'&#x{ord(ch):x};', f'&#0000{ord(ch)};',
        f'&#X{ord(ch):X} ']) for ch in j)
    elif k < .3: j = c(['\x01', '\x00', '&#1;', '&#0;', '\u2028', '\ufeff', '\u200b', '\u00a0', ' ', '&#x1f;', '&#xfeff;', '\x85',
        '&#133;', '&nbsp;', '\x0c']) + j
    elif k < .36: j = c(['jav\u00adascript', 'ja\u0000vascript', 'javascript\u0000', 'java\x00script', 'jAvAsCrIpT',
        'java&bsol;script', 'java\u017fcript', 'javascr\u0131pt', '\uff4aavascript', 'view-source:javascript', 'feed:javascript',
        'vbscript', 'livescript', 'mocha', 'blob', 'filesystem', 'data', 'about', 'jar:javascript', 'mailto:x\njavascript',
        'https:javascript', 'http:javascript', '//javascript', 'x-javascript', 'javascript&colon'])
    colon = c([':', ':', ':', '&colon;', '&#58;', '&#x3a', '&#x3A;', '\uff1a', '\t:', '&#x003a ', ':\n', '%3a', '\ufe55'])
    body = c(['alert(1)', '//%0aalert(1)', '/*%0a*/alert(1)', '"<img src=x onerror=alert(1)>"', 'alert`1`',
        '//n.test/%0dalert(1)', 'text/html,<script>alert(1)</script>', 'text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
        'image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        'application/xhtml+xml,<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>', '\u2028alert(1)',
        '&lt;img src=x onerror=alert(1)&gt;'])
    return j + colon + body


def url():
    return c([sch(), sch(), sch(), 'https://n.test/' + c(['', 'a"b', "a'b onx=1", 'a<b>', 'a`b', 'a b', '\u202e', '%00',
        '&quot;onerror=alert(1)', '"onerror="alert(1)', '><img src=x onerror=alert(1)>', '\\"', '#"', '?<script>', '[',
        '\udbff'.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace')]),
      '//n.test/x', '\\\\n.test\\x', '/\\n.test', '\t//n.test', 'http:n.test', 'https:/n.test', 'https:\\\\n.test',
      'http://[::1]/"', 'http://a"onload=alert(1)', "http://a'/", 'http://a<b/', 'http://a b/',
      'mailto:a@b?body="onclick=alert(1)', "mailto:<script>alert(1)</script>", 'tel:1"', 'mailto:', 'mailto:javascript:alert(1)',
      '?x', '#x', '', ' ', 'x', 'https://u:p@n.test/', 'http://n.test:javascript', 'https://\u2026.test/"',
      'https://n.test/\x00"', 'https://n.test/' + 'a' * c([10, 300, 8200])])


def val(v):  # with quotes, or without, or with too many
    q = c(['"', "'", '"', '', '`', '"'])
    if q == '"': v = v.replace('"', c(['&quot;', '"', '&#34;', '&#x22']))
    if q == "'": v = v.replace("'", c(['&#39;', "'", '&apos;']))
    return q + v + c([q, q, q, q, q, ''])


def SET():
    return c([url() + ' 1x, ' + url() + ' 2x', url() + ',' + url(), url() + ' ' + c(['1x(', '100w,', '(', '1x "', '1e3x', '-1x',
        '1x 2w 3h', '\u00d7']) + ',' + sch(), 'data:,x 1x,' + sch() + ' 2x', ',,,' + sch(), '(a, ' + sch() + ') 1x',
        'https://n.test/a,' + sch()])


ATTR = [('href', url), ('src', url), ('xlink:href', url), ('action', url), ('formaction', url), ('poster', url), ('background',
    url), ('data', url), ('ping', url), ('cite', url), ('longdesc', url), ('dynsrc', url), ('lowsrc', url), ('srcset', SET),
    ('imagesrcset', SET), ('data-src', url), ('data-srcset', SET), ('data-lazy', url), ('data-original', url), ('data-url', url),
    ('srcdoc', lambda: c(PAY)), ('content', lambda: '0;url=' + url()),
  ('style', lambda: c(['background:url(//n.test/x)', 'x:expression(alert(1))', '-moz-binding:url(//n.test)',
  'behavior:url(//n.test)', 'position:fixed;inset:0', '@import "//n.test"', 'background:\\75rl(//n.test)',
  'list-style:url(' + sch() + ')', 'content:attr(x)', '--x:url(//n.test);background:var(--x)',
  'background-image:image-set("//n.test/a" 1x)', 'cursor:url(//n.test/c),auto', 'color:red;}</style>' + c(PAY)])),
  ('id', lambda: c(['body', 'attributes', 'cookie', 'parentNode', 'octavo-article', '__proto__', 'x"onx=1', 'firstElementChild',
  'location', 'forms', 'currentScript', 'defaultView'])), ('name', lambda: c(['body', 'attributes', 'getElementById', 'nodeName',
  'implementation', 'defaultView', 'cookie'])), ('class', lambda: c(['s', 'menu', 'x" onx=1'])),
  ('title', lambda: c(PAY + ['</title>' + c(PAY), '-->' + c(PAY), ']]>' + c(PAY), '"' + c(PAY), '`' + c(PAY), "'" + c(PAY),
  '&lt;/style&gt;' + c(PAY), '\\"><img src=x onerror=alert(1)>'])), ('alt', lambda: c(['</noscript>' + c(PAY),
  '``onerror=alert(1)', '-->' + c(PAY), '</xmp>' + c(PAY), '</textarea>' + c(PAY), '&' * 9, '&#0;' + c(PAY),
  '</template>' + c(PAY)])),
  ('lang', lambda: c(['en', '"><img src=x onerror=alert(1)>', 'x' * 40])), ('dir', lambda: c(['rtl', 'ltr"', 'auto'])), ('width',
  lambda: c(['1', '100%', '1"onx=1', '1e9', '99999999', '-1', '1px;x'])), ('type', lambda: c(['a', 'image/svg+xml', 'text/html',
  '"onx=1'])), ('sizes', lambda: c(['100vw', '(x)"', sch()])), ('media', lambda: c(['all', '"onx=1'])), ('align',
  lambda: c(['left', 'left"onx=1'])), ('target', lambda: c(['_blank', '_top'])), ('rel', lambda: 'opener'), ('is', lambda: 'x-y'),
  ('slot', lambda: 'x'), ('part', lambda: 'x'), ('usemap', lambda: '#m'), ('popover', lambda: ''), ('contenteditable',
  lambda: ''), ('autofocus', lambda: ''), ('tabindex', lambda: '1'), ('xmlns', lambda: c(['http://www.w3.org/2000/svg',
  'http://www.w3.org/1999/xhtml'])), ('xml:base', url), ('encoding', lambda: 'text/html'), ('shadowrootmode', lambda: 'open'),
  ('open', lambda: ''), ('srclang', lambda: '"x'), ('label', lambda: '"><script>alert(1)</script>'), ('kind',
  lambda: 'subtitles'), ('datetime', lambda: '"><svg/onload=alert(1)>'), ('headers', lambda: 'a"b'), ('abbr', lambda: '<b>"'),
  ('ATTRIBUTIONSRC', url), ('fetchpriority', lambda: 'high'), ('nonce', lambda: 'x'), ('bgcolor', lambda: 'red;x:url(//n.test)'),
  ('charset', lambda: c(['utf-7', 'utf-16', 'iso-2022-jp']))]


def attrs(n=None):
    out = ''
    for _ in range(R.randint(0, 3) if n is None else n):
        if R.random() < .25:
            out += c([' ', '/', '\n', '\t', '\x0c', '  ', '\x0b', '\xa0', ' /']) + c(EV) + c(['=', ' = ', '=\n',
                '\x00=']) + val('alert(1)')
        else:
            k, f = c(ATTR)
            out += c([' ', ' ', '/', '\n', '\x0c', ' \x00', ' "', " '", ' <']) + c([k, k, k.upper(), k]) + c(['=', '=',
                ' =']) + val(f())
    return out


def tag(t, close=False):
    n = c([t, t, t, t.upper(), t.capitalize()])
    if R.random() < .03: n = c([t + '\x00', t + '/', t + '\u212a', t + '"', t + ':x', 'x:' + t, t[:1] + '\x00' + t[1:]])
    if close: return c(['</' + n + '>', '</' + n + ' >', '</' + n + attrs(1) + '>', '</' + n + '/>', '</' + n, '</ ' + n + '>',
        '</' + n + '>'])
    return '<' + n + attrs() + c(['>', '>', '>', '>', '/>', ' />', '', '\n>', '//>'])


def lit():  # text
    return c(['x', 'x', ' ', '&lt;img src=x onerror=alert(1)&gt;', '&amp;lt;script&amp;gt;alert(1)', '\x00', '\x1b$B', '\x1b(B',
        '+ADw-script+AD4-alert(1)+ADw-/script+AD4-', '\u2028', '\ufeff', '\ufffe', '&#x3c;script&#x3e;alert(1)', '&#0;',
        '&#xD800;', '&#x110000;', '&notit;', '&lt', '&LT<b>', '&#60img src=x onerror=alert(1)>', '<', '</', '<!', '<?', '<%',
        '<3', '< img src=x onerror=alert(1)>', '\u00bc\u0073cript\u00be', '\u3008script\u3009', '\uff1cscript\uff1ealert(1)',
        '\u0300', '\r\n', '\x0c', '\x7f', '\x80', '`', '\\'])


def com(inner):  # comments and what looks like them
    return c(['<!--' + inner + '-->', '<!-->' + inner + '-->', '<!--->' + inner + '-->', '<!--' + inner + '--!>',
        '<!--' + inner + '--' + inner + '-->', '<!' + inner + '>', '<?' + inner + '?>',
        '<?xml-stylesheet href="javascript:alert(1)"?>' + inner, '<![CDATA[' + inner + ']]>',
        '<!--[if gte IE 4]>' + inner + '<![endif]-->', '<!DOCTYPE html [' + inner + ']>', '</' + inner + '>', '</?' + inner + '>',
        '<!--' + inner, '<!--x--!x>' + inner, '<!--<!--' + inner + '--!><!---->', '<!-' + inner + '-->', '<%' + inner + '%>',
        '<![' + inner + ']>', '<!--' + inner + '- ->', '<!ENTITY x "' + inner + '">'])


def raw(inner):  # elements whose contents are text, here and there
    t = c(RAW)
    return c([f'<{t}>{inner}</{t}>', f'<{t}><!--</{t}>{inner}-->', f'<{t}><a title="</{t}>{inner}">', f'<{t}>{inner}</{t} >',
        f'<{t}>{inner}</{t}x>{inner}', f'<{t}/>{inner}', f'<{t}>{inner}</{t}\x00>{inner}</{t}>',
        f'<{t}>{inner}</{t.upper()}/ >{inner}', f'<{t}><{t}>{inner}</{t}>{inner}</{t}>',
        f'<{t}><!--<script>{inner}</script></{t}>--></{t}>', f'<{t}>{inner}'])


def forg(inner):  # SVG and MathML
    f = c(FOR); names = [x.split()[0] for x in f.split('><')]
    end = ''.join(f'</{n}>' for n in reversed(names)) if R.random() < .6 else ''
    return f'<{f}>' + c(['', '<style>', '<title>', '<!--', '<![CDATA[', '</p>', '<br>', '<p>', '<mglyph>', '<malignmark>',
        '<font color>', '<font>', '<desc>', '<b>', '</br>', '<foreignObject>', '<table>', '<a>', '<select>', '<option>',
        '<script>', '<noscript>', '<template>', '<xmp>', '<textarea>', '<iframe>', '<form>']) + inner + c(['', '</style>', '-->',
        ']]>', '</title>', '</xmp>', '</script>', '</table>', '</form>']) + end


def gen(d):
    k = R.random()
    if d <= 0 or k < .10: return c(PAY) if R.random() < .6 else lit()
    if k < .22: return raw(gen(d - 1))
    if k < .36: return forg(gen(d - 1))
    if k < .44: return com(gen(d - 1))
    if k < .54: return ''.join(tag(c(['table', 'tbody', 'tr', 'td', 'caption', 'colgroup', 'col', 'thead', 'th', 'select', 'form',
        'a', 'template', 'p', 'input', 'option', 'button',
        'b'])) + (gen(d - 1) if R.random() < .3 else '') for _ in range(R.randint(1, 5)))
    if k < .64: return ''.join(tag(c(FMT + ['p', 'div', 'table', 'a', 'nobr', 'button', 'li', 'h1']),
        R.random() < .4) + (lit() if R.random() < .3 else '') for _ in range(R.randint(2, 9))) + gen(d - 1)
    if k < .80: t = c(BLK); return tag(t) + gen(d - 1) + (tag(t, True) if R.random() < .6 else '')
    if k < .86: return tag(c(BLK), True) + gen(d - 1)
    if k < .92: return '<' + c(['img', 'a', 'video', 'audio', 'source', 'picture><source', 'picture><img', 'track', 'table', 'td',
        'li', 'q', 'blockquote', 'ol', 'amp-img', 'input', 'svg><a', 'math', 'body', 'div', 'link', 'area', 'map', 'form',
        'button']) + attrs(R.randint(1, 4)) + c(['>', '/>', '']) + gen(d - 1)
    return gen(d - 1) + gen(d - 1)


def vectors(seed, count):
    R.seed(seed)
    for i in range(count):
        h = ''.join(gen(R.randint(1, 6)) for _ in range(R.randint(1, 3)))
        if R.random() < .06:
            at = R.randrange(len(h) + 1)
            h = h[:at] + c(['\x00', '\x0c', '\r', '"', '>', '<', '--', '`', '\x1b']) + h[at:]
        if R.random() < .05:
            h = h.replace('<', c(['<', '<\x00', '\u02c2', '<']))
        if R.random() < .02:
            h = h * c([3, 20, 70])
        yield {'id': f'made-{seed}-{i}', 'html': h}


if __name__ == '__main__':
    for v in vectors(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(v))

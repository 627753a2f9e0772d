"""Web pages as sites make them and browsers save them, around a text whose paragraphs stand apart."""

import plistlib
import re
from email.message import EmailMessage
from html import escape

SCRIPT = "<script>document.write('<p>Four coins, said the script, and fetched nothing.</p>')</script>"
COMMENTS = "".join(f"<p>Comment {n}: I never cross that bridge, and I never will.</p>" for n in range(6))


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def news_page(text: str) -> str:
    """Return a page of today: a header, a menu, advertisements, related stories, comments, a footer; in entities."""
    body = "".join(
        f"<p>{entities(part)}</p>\n<div class='ad-slot advertisement'><b>Advert</b> Umbrellas, no. {number}</div>"
        for number, part in enumerate(paragraphs(text))
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://quay.example/news/1 -->
<html lang="en"><head><meta charset="utf-8"><title>The Quay: news</title><style>p {{ color: red }}</style>{SCRIPT}
<script type="application/ld+json">{{"articleBody": "{escape(paragraphs(text)[-1])}"}}</script></head>
<body><header class="site-header"><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav></header>
<main><article class="post">{body}</article>
<aside class="related"><h3>Read on</h3><ul><li><a href="/2">Twelve barns and a flood</a></li></ul></aside>
<section id="comments" class="comments"><h2>Comments</h2>{COMMENTS}</section></main>
<div class="sidebar"><p>Most read: tides of the week</p></div>
<footer><p>© The Quay</p></footer><img src="https://quay.example/count.gif" alt="counted"></body></html>"""


def entities(part: str) -> str:
    """Write what is no plain letter as an entity, hyphenate long words softly, and put some in tags."""
    words = part.split(" ")
    for number, word in enumerate(words):
        if word.isalpha() and len(word) > 8:
            words[number] = f"{word[:4]}&shy;{word[4:]}"
        elif number % 11 == 5:
            words[number] = f"<a href='#'>{escape(word[:1])}<b>{escape(word[1:])}</b></a>"
        else:
            words[number] = escape(word)
    joined = "&nbsp;".join((" ".join(words[:3]), " ".join(words[3:])))
    return "".join(sign if sign.isascii() else f"&#x{ord(sign):x};" for sign in joined)


def old_page(text: str) -> str:
    """Return a page of long ago: tables, line breaks and no meaning."""
    body = "<br>\n<br>\n".join(escape(part, quote=False) for part in paragraphs(text))
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>
<body bgcolor=white><table><tr><td width=120><font size=2><a href=x>Home</a><br><a href=y>Sea</a></font></td>
<td><font face=Arial>{body}</font></td></tr><tr><td colspan=2>Copyright</td></tr></table></body></html>"""


def soup_page(text: str) -> str:
    """Return a page as programs write it: nothing but boxes, with what is to be bought between them."""
    body = "".join(
        f"<div class='x{number}a9'><span><span>{escape(part)}</span></span></div><div class='promo'>Subscribe now</div>"
        for number, part in enumerate(paragraphs(text))
    )
    return f"<!DOCTYPE html><html><body><div id=root><div class=k3>{body}</div></div>{SCRIPT}</body></html>"


def hidden_page(text: str) -> str:
    """Return a page that keeps its article where others keep what is not one."""
    body = "".join(f"<p>{escape(part)}</p>" for part in paragraphs(text))
    return (
        "<!DOCTYPE html><html><body><main><article><p>Our house has a new cat. It is grey, and it sleeps all day on the"
        f" till.</p></article></main><aside class='sidebar related'>{body}</aside></body></html>"
    )


def mhtml(page: str) -> bytes:
    """Return a page with a picture as one file, as browsers save it."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "The Quay"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png", cid="<picture@quay.example>")
    return message.as_bytes()


def webarchive(page: str) -> bytes:
    """Return a page as Safari saves it."""
    resource = {
        "WebResourceData": page.encode("utf-8"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://quay.example/news/1",
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


PAGES = {
    "news.html": lambda text: news_page(text).encode("utf-8"),
    "old.htm": lambda text: old_page(text).encode("cp1252", errors="xmlcharrefreplace"),
    "soup.html": lambda text: soup_page(text).encode("utf-8"),
    "marked.html": lambda text: b"\xff\xfe" + news_page(text).encode("utf-16-le"),
    "hidden.html": lambda text: hidden_page(text).encode("utf-8"),
    "saved.mhtml": lambda text: mhtml(news_page(text)),
    "saved.webarchive": lambda text: webarchive(news_page(text)),
}
"""Ways to save a text as a web page, by the name of the file that comes of it."""

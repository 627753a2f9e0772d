"""A small dataset, written for the tests, about a bridge and its toll; and originals that its locators fit."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from db.anchors import format_locator, make_locator

LAMP = {
    "id": "lamp-bought",
    "kind": "event",
    "type": "AID",
    "title": "A lamp is bought",
    "summary": "The harbour gets a lamp.",
    "date": "2021-03-03",
    "date_basis": "explicit",
    "date_reason": "It is printed.",
    "participants": "upper-bank (lead); kiyi (target)",
    "status": "occurred",
    "articles": "gazette-2021-03-04",
}
"""The cells of a row that can be imported beside the small dataset."""
GAZETTE = """A bridge over the river

Delegates of both banks sat down on Tuesday at the harbour to talk about the bridge and the toll that is due there.
The upper bank wants four coins from every cart that crosses, since planks wear out and no one else pays.
Its council spoke on the radio at half past nine in the morning and left no doubt that it would not go lower.

Since the first of the month boats with lanterns patrol the narrows at night and turn back whoever has no paper.
In February the sluice was closed for a while, and the fields below it dried out before anybody had agreed to it.

The flood of the year before took the old pier away, wrote the River Agency, and twelve barns went with it.
"""

COURIER = """What the lower bank thinks

Four coins a cart are out of the question for the lower bank, whose council turned the demand down in the week.
It keeps an old grievance as well: the ferry was promised to it long ago and it has never seen so much as a rope.
The upper bank and the harbour want the narrows to be free for everyone, and they asked for it with one voice.

The flood of the year before took the old pier away, wrote the River Agency, and twelve barns went with it.
"""

ORIGINALS = {"gazette-2021-03-04": GAZETTE, "courier-2021-03-05": COURIER}

DATASET = """
id = "bridge"
title = "The bridge and its toll"
version = "1.0.0"
focus = "2021-03-01/2021-03-31"
licence = "CC-BY-4.0"

[[question]]
id = "toll"
title = "Toll"
text = "Should carts pay?"

[[side]]
id = "upper"
name = "Upper bank"
label = "Upper"

[[side]]
id = "lower"
name = "Lower bank"
label = "Lower"

[[side]]
id = "nobody"
name = "Nobody at all"
label = "Nobody"
"""

ACTORS = """
[[actor]]
id = "upper-bank"
name = "Upper bank"
kind = "state"
side = "upper"
label = "Upper"
variants = ["the upper side"]

[[actor]]
id = "upper-council"
name = "Council of the upper bank"
kind = "organisation"
affiliation = "upper-bank"
label = "Council"

[[actor]]
id = "lower-bank"
name = "Lower bank"
kind = "state"
side = "lower"
label = "Lower"

[[actor]]
id = "kiyi"
name = "Kıyı harbour"
kind = "organisation"
label = "Kıyı"
variants = ["Kıyı", "Çarşı quay"]
"""

EVENTS = """
[[event]]
id = "bridge-talks"
title = "Talks about the bridge"
summary = "Both banks met at the harbour."
type = "CONSULT"
mode = "multilateral"
date = "2021-03-02"
date_basis = "relative"
date_wording = "on Tuesday"
date_reason = "The Tuesday before the day of the article."
readings = [{ date = "2021-02-23", why_not = "The talks are news." }]
place = "Harbour"
status = "occurred"
participants = [
    { actor = "upper-council", role = "lead" },
    { actor = "lower-bank", role = "lead" },
    { actor = "kiyi", role = "host" },
]
formerly = ["talks-2021"]

[[event.citations]]
article = "gazette-2021-03-04"
passages = [LOCATOR<Delegates of both banks sat down on Tuesday at the harbour>]


[[event]]
id = "sluice-closed"
title = "Sluice closed"
summary = "The sluice was shut for some time."
type = "COERCE"
mode = "withhold"
date = "2021-02"
date_basis = "explicit"
date_wording = "in February"
date_reason = "The month is printed."
status = "occurred"
participants = [{ actor = "upper-bank", role = "lead" }]

[[event.citations]]
article = "gazette-2021-03-04"
passages = [LOCATOR<the sluice was closed>]


[[event]]
id = "patrols"
title = "Patrols in the narrows"
summary = "Boats go up and down by night."
type = "MOBILIZE"
mode = "police"
date = "2021-03-01/.."
date_basis = "explicit"
date_wording = "since the first of the month"
date_reason = "The day is printed; no end is told."
status = "ongoing"
participants = [{ actor = "kiyi", role = "lead" }]
part_of = ["sluice-closed"]

[[event.citations]]
article = "gazette-2021-03-04"
passages = [LOCATOR<boats with lanterns patrol the narrows at night and turn back whoever has no paper>]


[[event]]
id = "flood"
title = "Flood takes the pier"
summary = "High water destroyed the pier."
type = "ASSAULT"
date = "2020~"
date_basis = "inferred"
date_reason = "The year before the articles, roughly."
status = "claimed"
participants = [{ actor = "kiyi", role = "lead" }]

[[event.citations]]
article = "gazette-2021-03-04"
origin = "River Agency"
passages = [LOCATOR<flood of the year before took the old pier away>]

[[event.citations]]
article = "courier-2021-03-05"
origin = "River Agency"
differences = ["Stands at the end."]
passages = [LOCATOR<flood of the year before took the old pier away>]
"""

STATEMENTS = """
[[statement]]
id = "upper-demands-toll"
title = "Upper bank: four coins a cart"
summary = "The council wants carts to pay."
type = "REQUEST"
mode = "yield"
date = "2021-03-04T09:30"
date_basis = "explicit"
date_wording = "at half past nine"
date_reason = "The minute is printed, the day is the article's."
status = "occurred"
speakers = ["upper-council"]
on_behalf_of = ["upper-bank"]
addressees = ["lower-bank"]
channel = "radio"
form = "direct"
stances = [{ question = "toll", value = "for" }]
said_at = "bridge-talks"

[[statement.citations]]
article = "gazette-2021-03-04"
passages = [
    LOCATOR<The upper bank wants four coins from every cart that crosses, since planks wear out and no one else pays.
Its council spoke on the radio at half past nine in the morning and left no doubt that it would not go lower>,
    LOCATOR<four coins from every cart>,
]

[[statement.citations]]
article = "courier-2021-03-05"
passages = [LOCATOR<Four coins a cart are out of the question for the lower bank>]


[[statement]]
id = "lower-rejects-toll"
title = "Lower bank refuses the toll"
summary = "The council of the lower bank will not have it."
type = "REJECT"
date = "[2021-03-03..2021-03-05]"
date_basis = "inferred"
date_wording = "in the week"
date_reason = "Some day between the two articles."
status = "occurred"
speakers = ["lower-bank"]
addressees = ["upper-bank"]
form = "indirect"
stances = [{ question = "toll", value = "against" }]
responds_to = ["upper-demands-toll"]
contradicts = ["upper-demands-toll"]

[[statement.citations]]
article = "courier-2021-03-05"
passages = [LOCATOR<whose council turned the demand down in the week>]


[[statement]]
id = "joint-call"
title = "Call for free narrows"
summary = "Harbour and upper bank want free passage."
type = "REQUEST"
date = "2021-03-05?"
date_basis = "inferred"
date_reason = "The day of the article, perhaps."
status = "occurred"
speakers = ["upper-bank", "kiyi"]
channel = "letter"
form = "mixed"

[[statement.citations]]
article = "courier-2021-03-05"
passages = [LOCATOR<The upper bank and the harbour want the narrows to be free for everyone>]


[[statement]]
id = "old-grievance"
title = "Lower bank misses its ferry"
summary = "A promise was not kept, it says."
type = "STATEMENT"
status = "occurred"
speakers = ["lower-bank"]
form = "indirect"

[[statement.citations]]
article = "courier-2021-03-05"
passages = [LOCATOR<the ferry was promised to it long ago and it has never seen so much as a rope>]
"""

GAZETTE_FILE = """+++
publisher = "Gazette"
label = "Gazette, 4 Mar"
headline = "A bridge over the river"
published = "2021-03-04?"
published_basis = "inferred"
published_note = "Counted from its weekdays."
+++

# The bridge

[Both councils met in the port](#bridge-talks) and
[carts are to pay, which was broadcast](#upper-demands-toll).

[At night there are watches](#patrols); [the sluice had been shut](#sluice-closed).
Once [the water broke the pier](#flood), and [four coins](#upper-demands-toll) is the price.
"""

COURIER_FILE = """+++
publisher = "Courier"
label = "Courier, 5 Mar"
headline = "What the lower bank thinks"
agency = "Valley News"
byline = "Valley News"
published = "2021-03-05"
published_basis = "explicit"
published_note = "Printed."
url = "https://courier.example/bridge"
+++

[No coin will be paid](#lower-rejects-toll+upper-demands-toll). [A ferry is missed](#old-grievance).
[Two parties ask for open water](#joint-call). [The pier is gone](#flood).
"""

FILES = {
    "dataset.toml": DATASET,
    "actors.toml": ACTORS,
    "events.toml": EVENTS,
    "statements.toml": STATEMENTS,
    "articles/gazette-2021-03-04.md": GAZETTE_FILE,
    "articles/courier-2021-03-05.md": COURIER_FILE,
}


def write_dataset(folder: Path, changes: Iterable[tuple[str, str, str]] = ()) -> Path:
    """Write the dataset's files; ``changes`` are (file, old, new), and each must apply."""
    files = dict(FILES)
    for name, old, new in changes:
        assert old in files[name], f"{name} does not hold {old!r}"
        files[name] = files[name].replace(old, new, 1)
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(with_locators(text) if name.endswith("s.toml") else text, encoding="utf-8")
    return folder


def with_locators(text: str) -> str:
    """Put the locator of the passage in place of every ``LOCATOR<passage>``, in the article cited before it."""
    made, *parts = text.split("LOCATOR<")
    for part in parts:
        passage, after = part.split(">", 1)
        slug = tomllib.loads(made[made.rindex("article = ") :].splitlines()[0])["article"]
        original = ORIGINALS[slug]
        start = original.index(passage)
        made += format_locator(make_locator(original, start, start + len(passage))) + after
    return made


def write_originals(folder: Path) -> Path:
    """Write the originals as plain text files and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for slug, text in ORIGINALS.items():
        (folder / f"{slug}.txt").write_text(text, encoding="utf-8")
    return folder

#!/usr/bin/env python3
"""Chooses what summaries of few sentences are fitted on: how much the openings of other outlets' articles count beside the
headlines, which features, and what a word costs. usage: sense_brief.py BIN SHARED WORK FEATURES (make sense-brief)

Judged by openings of stories that the fitting left out (five folds), then by the descriptions that web pages give of
themselves, where these are no copy of the text; both told against what ships, paired, by bootstrap over stories or pages."""
import gzip, html, json, os, random, re, subprocess, sys

BIN, SHARED, WORK, FEW = sys.argv[1:5]
TITLED = "quotes-polnear summaries-bbc clusters-5w1h clusters-basil clusters-fnc fivew-gold".split()
STORIES = "clusters-5w1h clusters-basil clusters-fnc".split()
PAGES = "fundus fundus_eval scrapinghub wcxb".split()
FEATURES = {"all": ",".join(map(str, range(34))), "few": FEW}
MIXES = [(1, 0), (1, 1), (1, 2), (1, 4), (1, 8), (0, 1)]  # weights of a row of headlines, of openings
COSTS = [.02, .025, .03, .035, .04]

def path(name): return os.path.join(WORK, name)
def save(name, text):
    with open(path(name), "w") as f: f.write(text)
    return path(name)
def rows(sets): return "".join(gzip.open(f"{SHARED}/data/nlp/{s}/data.jsonl.gz", "rt").read() for s in sets)
def run(program, *args, text): return subprocess.run([f"{BIN}/{program}", *map(str, args)], input=text, capture_output=True, text=True, check=True).stdout

# ---- what pages say of themselves ----
def squeeze(s): return re.sub(r"[^a-z0-9]", "", s.lower())
def description(page):
    for name in ("og:description", "description"):
        for tag in re.findall(rf"<meta\b[^>]*\b(?:property|name)\s*=\s*[\"']?{name}[\"'\s][^>]*>", page, re.I):
            m = re.search(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag, re.I)
            if m: return html.unescape(m.group(1) or m.group(2) or "").strip()
    return ""
def is_english(text):
    words = re.findall(r"[a-z]+", text.lower())
    return len(words) >= 150 and sum(w in ("the", "of", "and", "to") for w in words) >= .09 * len(words)
def descriptions():
    out, seen = [], set()
    for s in PAGES:
        for line in open(f"{SHARED}/data/extract/{s}/gold.jsonl"):
            gold = json.loads(line)
            text = (gold.get("text") or "").strip()
            if not is_english(text): continue
            with gzip.open(f"{SHARED}/data/extract/{s}/pages/{gold['id']}.html.gz") as f: said = description(f.read().decode("utf-8", "replace"))
            text = "\n\n".join(p for p in text.split("\n\n") if squeeze(p) != squeeze(said))
            plain = squeeze(text)
            if len(said.split()) < 15 or squeeze(said)[:60] in plain or plain[:200] in seen: continue
            seen.add(plain[:200])
            out.append(json.dumps({"id": f"{s}-{gold['id']}", "text": text, "refs": [said]}))
    return "\n".join(out) + "\n"

# ---- fitting ----
def weighed(text, weight): return "".join(re.sub(r"^(\S+ \S+) 1 ", rf"\1 {weight} ", l) for l in text.splitlines(True)) if weight else ""
def settings(learn, hold):
    """A line for each way to rank; the first is what ships."""
    out, names = [run("sense_brief", "ships", text="").strip()], ["ships"]
    for mix in MIXES:
        text = weighed(learn[0], mix[0]) + weighed(learn[1], mix[1])
        for kind, only in FEATURES.items():
            w = run("sense_fit", "--hold", hold, "--only", only, text=text).strip()
            for cost in COSTS:
                names.append(f"{mix[0]}:{mix[1]} {kind} {cost}")
                out.append(f"- {cost} {w}")
    return save(f"settings{hold}", "\n".join(out) + "\n"), names
def scores(text, file, hold=-1):
    return [[float(x) for x in l.split()] for l in run("sense_brief", "score", file, "--hold", hold, text=text).splitlines()]

# ---- telling ----
def interval(lines, of, column):
    """Mean of column `of` less the first setting's, and 95 % of 2,000 draws of groups."""
    groups = {}
    for l in lines:
        g = groups.setdefault(l[0], [0, 0])
        g[0] += l[1 + 2 * of + column] - l[1 + column]; g[1] += 1
    groups, draw = list(groups.values()), random.Random(1)
    mean = sum(g[0] for g in groups) / sum(g[1] for g in groups)
    some = []
    for _ in range(2000):
        x = draw.choices(groups, k=len(groups)); some.append(sum(g[0] for g in x) / sum(g[1] for g in x))
    some.sort()
    return f"{mean:+.4f} [{some[50]:+.4f}, {some[1949]:+.4f}]"
def tell(title, lines, names):
    print(f"{title}: {len(lines)} texts")
    for i, name in enumerate(names):
        r = [sum(l[1 + 2 * i + c] for l in lines) / len(lines) for c in (0, 1)]
        print(f"  {name:18} R1 {r[0]:.4f} R2 {r[1]:.4f} sum {r[0] + r[1]:.4f}  R1 {interval(lines, i, 0)}  R2 {interval(lines, i, 1)}")

def main():
    os.makedirs(WORK, exist_ok=True)
    stories = rows(STORIES)
    learn = run("sense_brief", "headlines", text=rows(TITLED)), run("sense_brief", "openings", text=stories)
    held = []
    for k in range(5):
        file, names = settings(learn, k)
        held += scores(stories, file, k)
    tell("openings of stories left out", held, names)
    file, names = settings(learn, -1)
    tell("descriptions", scores(descriptions(), file), names)
main()

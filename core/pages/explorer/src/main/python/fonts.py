"""Makes the fonts of pages and diagrams, and the table of their widths.

    python3 core/pages/explorer/src/main/python/fonts.py FOLDER

FOLDER holds the files of SOURCES, unpacked from where SOURCES says. Needs fontTools 4.57 and brotli 1.1; the same sources
give the same bytes. Written are src/main/resources/dev/gradus/explorer/fonts/*.woff2 and widths.txt beside them.

A font is cut into files by what is needed together, so that a diagram carries only the files whose characters are in it.
There is neither kerning nor a ligature in them: the width of a text is the sum of its characters' widths.
"""

import hashlib
import io
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

SOURCES = {
    # Debian packages fonts-noto-core, fonts-noto-extra and fonts-noto-mono, 20201225-2
    "NotoSans-Regular.ttf": "89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d",
    "NotoSans-SemiBold.ttf": "68543590a7c3185d69ad16664c46df28832beeb72621d2470e86b04099eb4efb",
    "NotoSansMath-Regular.ttf": "8242bd1e55368b27e32455260754cf9aa58f3ad7ea80664b66c21f1b09910d6c",
    "NotoSansSymbols2-Regular.ttf": "876598db5f1e3bef2bc77c4d94c5b0d5d2c1620be4878a06f18fb5434e331688",
    "NotoSansMono-Regular.ttf": "6b692c4b6d15ccf59f1c1fe8d11cb8a92f51960f3e9f1f523781755a3af7e29f",
    # npm packages @fontsource/stix-two-text and @fontsource/stix-two-math, 5.3.0
    "stix-two-text-latin-400-italic.woff2": "3d76ab92269582b8e11f3d969eaf93bb9609f1e08d5433fd18633e78e7900638",
    "stix-two-text-latin-ext-400-italic.woff2": "7c3087a0f4fd17134c01ee7f39b7640e3bb6ca4c8cb5ee7a6a607b74dd25c3ad",
    "stix-two-text-greek-400-italic.woff2": "3aa23c0216f6627144e74feab57bb68edff09f6e987dda84e7c83a0123fd7d81",
    "stix-two-math-latin-400-normal.woff2": "8b2a6834cfe1f4e0f3724ffa59fe92000013fc5a4c41e6a3f438006c26c60f0d",
}


def span(first, last):
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


ASCII = span(" ", "~") + "\u00a0"
#: Other characters of ASCII stand upright in the names of which they are a part.
NAMES = "".join(c for c in ASCII if c not in "\"#$%&;<>?@\\^`{}~")
LATIN = ("¡¢£¤¥¦§¨©ª«¬®¯°±´µ¶¸º»¿" + span("À", "Ö") + span("Ø", "ö") + span("ø", "ÿ") + "ıĀāĂăĄąĆćĈĉČčĎďĐđĒēĖėĘęĚěĜĝĞğĢģĤĥĪīĮįİĴĵĶķĻļŁłŃńŅņŇňŌōŐőŒœŘřŚśŜŝŞşŠšŢţŤťŪūŮů"
    + "ŰűŲųŴŵŶŷŸŹźŻżŽžḃḋḟḡḣṁṅṗṙṡṫẇẋẏ")
#: What German and French have beside ASCII: most pages in these languages need no more.
ACCENTS = "ÄÖÜäöüßÀÂÇÈÉÊËÎÏÔÙÛàâçèéêëîïôùûŒœ«»"
#: Written behind the letter that it stands above, so it is in the file of the letters: no browser takes the two from two files.
BAR = "\u0304"
GREEK = "ΓΔΘΛΞΠΣΦΨΩ" + span("α", "ω") + "ϕϵ"
COMMON_GREEK = "αβγδεηθλμπσΔΣ"
SMALL = "ⁱⁿʸˣᵀᵇᵈᵗᶻ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙₘₜ¼½¾⅓⅔⅕⅖⅙⅛–—‘’“”′″‹›‾˙ℓ"
SIGNS = "←↑→↓↕∂∇∏∑−∗∘√∞≈≠≤≥⊕⊙⊤⋅⋮⋯⟨⟩⟶"

#: What grows with what it encloses or limits; other signs of formulas have one size.
GROWING = "√∑∏|()[]"

#: Family, weight, style, and its files: of each the source and the characters. A file holds what none before it holds.
#: Signs have one weight, for they stand among letters of every family and weight that has none of its own.
FONTS = [
    ("Gradus Sans", 400, "normal", [
        ("sans", "NotoSans-Regular.ttf", ASCII + "²·×÷½…ŷσᵀʸ" + COMMON_GREEK + BAR),
        ("sans-accents", "NotoSans-Regular.ttf", ACCENTS),
        ("sans-letters", "NotoSans-Regular.ttf", LATIN + GREEK),
    ]),
    ("Gradus Sans", 600, "normal", [
        ("bold", "NotoSans-SemiBold.ttf", ASCII + "·×…" + COMMON_GREEK + BAR),
        ("bold-accents", "NotoSans-SemiBold.ttf", ACCENTS),
        ("bold-letters", "NotoSans-SemiBold.ttf", LATIN.replace("ŷ", "") + GREEK),
    ]),
    ("Gradus Signs", 400, "normal", [
        ("small", "NotoSans-Regular.ttf", SMALL + "×÷·…"),
        ("signs", "NotoSansMath-Regular.ttf", SIGNS),
        ("marks", "NotoSansSymbols2-Regular.ttf", "◇✓✗"),
    ]),
    ("Gradus Names", 400, "italic", [
        ("names", "stix-two-text-latin-400-italic.woff2", NAMES + "·×…" + BAR),
        ("names-greek", "stix-two-text-greek-400-italic.woff2", COMMON_GREEK),
        ("names-signs", "stix-two-math-latin-400-normal.woff2", "∂∑√−∗₀₁₂₃₄₅₆₇₈₉₊₋"),
        ("names-hat", "stix-two-text-latin-ext-400-italic.woff2", "ŷ"),
        ("names-latin", "stix-two-text-latin-400-italic.woff2", LATIN),
        ("names-letters", "stix-two-text-latin-ext-400-italic.woff2", LATIN),
        ("names-more-greek", "stix-two-text-greek-400-italic.woff2", GREEK),
    ]),
    ("Gradus Mono", 400, "normal", [
        ("mono", "NotoSansMono-Regular.ttf", ASCII),
    ]),
    ("Gradus Math", 400, "normal", [
        ("math", "stix-two-math-latin-400-normal.woff2", ASCII + "\u2061\u2062·×÷½¨˙‾′…ℓ→∂∏∑−∗√∞≈≠≤≥⊤"),
    ]),
]

#: In formulas a name of one letter is written with a character of its own, which looks as the letter does in names.
ITALIC = {ord("h"): 0x210E} | {first + i: italic + i
    for first, italic, count in ((ord("A"), 0x1D434, 26), (ord("a"), 0x1D44E, 26), (ord("Α"), 0x1D6E2, 25), (ord("α"), 0x1D6FC, 25))
    for i in range(count) if first + i != ord("h")} | {ord("∂"): 0x1D715, ord("ϵ"): 0x1D716, ord("ϕ"): 0x1D719}


def subset(font, characters):
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = False
    options.name_IDs = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "meta", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)


def keep_growing(font):
    """Without the larger sizes of braces, arrows and what else no formula of ours asks for."""
    names = font.getBestCmap()
    kept = {names[ord(character)] for character in GROWING}
    variants = font["MATH"].table.MathVariants
    for coverage, constructions in (("VertGlyphCoverage", "VertGlyphConstruction"), ("HorizGlyphCoverage", "HorizGlyphConstruction")):
        glyphs = getattr(variants, coverage).glyphs
        pairs = [pair for pair in zip(glyphs, getattr(variants, constructions)) if pair[0] in kept]
        getattr(variants, coverage).glyphs = [glyph for glyph, _ in pairs]
        setattr(variants, constructions, [construction for _, construction in pairs])
    variants.VertGlyphCount = len(variants.VertGlyphCoverage.glyphs)
    variants.HorizGlyphCount = len(variants.HorizGlyphCoverage.glyphs)


def write_characters(font, glyphs):
    """Every browser reads a table of format 12."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, glyphs
    font["cmap"].tables = [table]


def name(font, family):
    """The owners of the copyrights are named once, by FontFiles, beside all files."""
    font["name"].names = []
    for place, words in ((1, family), (2, "Regular"), (13, "OFL 1.1")):
        font["name"].setName(words, place, 3, 1, 0x409)


def measures(font, like):
    """Lines of one family are as high whichever of its files a character comes from."""
    for table, fields in (("hhea", ("ascent", "descent", "lineGap")),
                          ("OS/2", ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "sxHeight", "sCapHeight"))):
        for field in fields:
            setattr(font[table], field, getattr(like[table], field))


def runs(widths):
    """The widths of characters that follow each other, behind the first one's number."""
    lines, last = [], None
    for point in sorted(widths):
        if last is None or point != last + 1:
            lines.append([f"{point:x}"])
        lines[-1].append(str(widths[point]))
        last = point
    return [" ".join(line) for line in lines]


def made(source, family, characters, like):
    """A font of one file: its glyphs by character."""
    font = TTFont(source, recalcTimestamp=False)
    if font["head"].unitsPerEm != 1000:
        sys.exit(f"{source} has {font['head'].unitsPerEm} units, not 1000")
    glyphs = font.getBestCmap()
    if family == "Gradus Names":
        glyphs = {**glyphs, ord("∂"): glyphs.get(0x1D715)}
    glyphs = {ord(character): glyphs[ord(character)] for character in sorted(characters) if glyphs.get(ord(character))}
    if family == "Gradus Names":
        glyphs |= {ITALIC[point]: glyph for point, glyph in glyphs.items() if point in ITALIC}
    write_characters(font, glyphs)
    if family == "Gradus Math":
        keep_growing(font)
    elif "MATH" in font:
        del font["MATH"]
    subset(font, map(chr, glyphs))
    name(font, family)
    measures(font, like)
    return font


def main(folder):
    target = Path(__file__).parent.parent / "resources/dev/gradus/explorer/fonts"
    for source, expected in SOURCES.items():
        found = hashlib.sha256((folder / source).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"{source} has the hash {found} instead of {expected}: it is another version")
    table = ["# Made by src/main/python/fonts.py: file, family, weight, style; then runs of characters and their widths in thousandths."]
    for family, weight, style, files in FONTS:
        like, seen = TTFont(folder / files[0][1]), set()
        for file, source, characters in files:
            font = made(folder / source, family, set(characters) - seen, like)
            glyphs = font.getBestCmap()
            seen |= set(map(chr, glyphs))
            font.flavor = "woff2"
            font.save(target / f"{file}.woff2")
            table.append(f"{file}, {family}, {weight}, {style}")
            table += runs({point: font["hmtx"][glyph][0] for point, glyph in glyphs.items()})
            size = (target / f"{file}.woff2").stat().st_size
            print(f"{file:14} {len(glyphs):4} characters {size:6} bytes")
        left_out = sorted({character for file in files for character in file[2]} - seen)
        if left_out:
            print(f"{family} {weight} has no {' '.join(left_out)}")
    (target / "widths.txt").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))

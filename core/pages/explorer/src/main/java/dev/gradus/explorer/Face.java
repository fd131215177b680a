package dev.gradus.explorer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The fonts of a diagram's texts: the families in which a browser looks for a character, the machine's own font last. */
enum Face {
    SANS("sans-serif", "Gradus Sans", "Gradus Signs"),
    NAMES("serif", "Gradus Names", "Gradus Sans", "Gradus Signs");

    private static final String NOTICE = """
            /* Fonts: subsets, under other names, of Noto Sans, Noto Sans Mono, Noto Sans Math, Noto Sans Symbols 2,
            Copyright 2015-2021 Google LLC, and of STIX Two Text, STIX Two Math, Copyright 2001-2021 The STIX Fonts Project Authors.
            Licensed under the SIL Open Font License, Version 1.1, https://openfontlicense.org */
            """;

    /** The width of a character that no file has: the widest that is common. */
    private static final double FOREIGN = 1.1;

    private static final double FOREIGN_WIDE = 1.35;
    private static final int FIRST_WIDE = 0x2e80;

    private final String others;
    private final List<String> families;
    private final Map<Integer, FontFile> files = new HashMap<>();

    Face(String others, String... families) {
        this.others = others;
        this.families = List.of(families);
        for (String family : families) {
            FontFile.ALL.stream()
                    .filter(file ->
                            file.family().equals(family) && file.weight().equals("400"))
                    .forEach(file -> file.widths().keySet().forEach(point -> files.putIfAbsent(point, file)));
        }
    }

    /** The value of a {@code font-family}. */
    String css() {
        return families.stream().map(family -> "'" + family + "', ").collect(Collectors.joining()) + others;
    }

    /** The width of a text: exact, except for characters from the machine's own fonts, which count at their most. */
    double width(String text, double size) {
        return text.codePoints().mapToDouble(this::width).sum() * size;
    }

    private double width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default ->
                file(codePoint)
                        .map(file -> file.widths().getOrDefault(codePoint, 0) / 1000.0)
                        .orElse(codePoint < FIRST_WIDE ? FOREIGN : FOREIGN_WIDE);
        };
    }

    Optional<FontFile> file(int codePoint) {
        return Optional.ofNullable(files.get(codePoint));
    }

    static String rules(Predicate<FontFile> wanted) {
        return NOTICE + FontFile.ALL.stream().filter(wanted).map(FontFile::css).collect(Collectors.joining());
    }

    /**
     * For every family and weight the files with a character of this text. Of a page's words, which are neither names nor
     * mathematics, only those of their family.
     */
    static String rulesFor(String text, String words) {
        Set<Integer> used = points(text);
        Set<Integer> inWords = points(words);
        return rules(file -> isAnyIn(file, used) || SANS.families.contains(file.family()) && isAnyIn(file, inWords));
    }

    private static Set<Integer> points(String text) {
        return text.codePoints().boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAnyIn(FontFile file, Set<Integer> points) {
        return file.widths().keySet().stream().anyMatch(points::contains);
    }
}

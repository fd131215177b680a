package dev.gradus.playground.backward;

import dev.gradus.playground.language.Span;

/** Parts of a text. */
final class Sources {
    private Sources() {}

    /** The smallest part around a span in which each bracket has its partner. */
    static Span whole(String text, Span span) {
        int from = span.from();
        int to = Math.min(text.length(), span.to());
        int open = 0;
        int missing = 0;
        for (int i = from; i < to; i++) {
            boolean closes = ")]".indexOf(text.charAt(i)) >= 0;
            open += "([".indexOf(text.charAt(i)) >= 0 ? 1 : closes ? -1 : 0;
            missing = Math.min(missing, open);
        }
        int after = open - missing;
        while (missing < 0 && from > 0) {
            missing += "([".indexOf(text.charAt(--from)) >= 0 ? 1 : 0;
        }
        while (after > 0 && to < text.length()) {
            after -= ")]".indexOf(text.charAt(to++)) >= 0 ? 1 : 0;
        }
        return new Span(from, to);
    }

    static String text(String text, Span span) {
        return whole(text, span).of(text);
    }
}

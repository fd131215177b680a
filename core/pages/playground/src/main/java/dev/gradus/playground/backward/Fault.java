package dev.gradus.playground.backward;

import dev.gradus.playground.language.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a line.
 *
 * @param at the part that is wrong
 * @param details names and numbers for the sentence
 * @param also a second mistake of the same line
 */
public record Fault(Mistake mistake, Span at, Map<String, String> details, Optional<Mistake> also) {
    static Fault of(Mistake mistake, Span at, String... details) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < details.length; i += 2) {
            all.put(details[i], details[i + 1]);
        }
        return new Fault(mistake, at, all, Optional.empty());
    }

    Fault and(Mistake other) {
        return new Fault(mistake, at, details, Optional.of(other));
    }
}

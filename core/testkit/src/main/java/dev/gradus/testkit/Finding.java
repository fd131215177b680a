package dev.gradus.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A law's finding: a sentence, and facts to go with it. Immutable. */
record Finding(String what, List<Fact> facts) {
    /** A line of a report: {@code numeric  0.25 ± 3e-14}. */
    record Fact(String name, String text) {}

    Finding {
        facts = List.copyOf(facts);
    }

    static Finding of(String what) {
        return new Finding(what, List.of());
    }

    Finding with(String name, String text) {
        List<Fact> more = new ArrayList<>(facts);
        more.add(new Fact(name, text));
        return new Finding(what, more);
    }

    /** The text of the fact of this name, if there is one. */
    Optional<String> fact(String name) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::text)
                .findFirst();
    }
}

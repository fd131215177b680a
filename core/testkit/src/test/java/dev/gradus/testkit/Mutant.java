package dev.gradus.testkit;

import java.util.List;

/**
 * A deliberately broken op.
 *
 * @param name what is wrong with it
 * @param spec what it claims to be
 * @param killer the law that must find it
 * @param smallest the smallest cases that show it; several if none is smaller than the others
 * @param survivesPlainCheck whether the check that everybody writes finds nothing
 */
record Mutant(String name, OpSpec spec, Law killer, List<String> smallest, boolean survivesPlainCheck) {
    static Mutant of(String name, OpSpec spec, Law killer, String... smallest) {
        return new Mutant(name, spec, killer, List.of(smallest), false);
    }

    Mutant survivingThePlainCheck() {
        return new Mutant(name, spec, killer, smallest, true);
    }

    @Override
    public String toString() {
        return name;
    }
}

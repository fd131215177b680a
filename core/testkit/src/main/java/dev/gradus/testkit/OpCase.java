package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** One try of a law: an op, the values of its inputs, and the upstream gradient. Immutable. */
public final class OpCase {
    private final Case where;

    private OpCase(Case where) {
        this.where = where;
    }

    static Arbitrary<OpCase> drawn(OpSpec spec, Draw draw) {
        return Arbitraries.fromGenerator(new CaseGenerator(spec.data(), draw).map(OpCase::new));
    }

    Case where() {
        return where;
    }

    /** All tensors on one line, as {@code x = [[-1.0]], upstream = [[1.0]]}. */
    @Override
    public String toString() {
        return where.toString();
    }
}

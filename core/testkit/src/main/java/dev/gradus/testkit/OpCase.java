package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** One try of a law: an op, the values of its inputs, and the upstream gradient. Immutable. */
public final class OpCase {
    private final CaseGenerator generator;
    private final long seed;
    private Optional<Shrinkable<Case>> drawn = Optional.empty();

    private OpCase(CaseGenerator generator, long seed) {
        this.generator = generator;
        this.seed = seed;
    }

    /**
     * Cases that jqwik does not shrink, because it would do so in a thread that outlives its time limit. {@link
     * ContractHook} shrinks them. A case that no law tries is not even drawn.
     */
    static Arbitrary<OpCase> drawn(OpSpec spec, Draw draw) {
        CaseGenerator generator = new CaseGenerator(spec.data(), draw);
        return Arbitraries.fromGenerator(random -> Shrinkable.unshrinkable(new OpCase(generator, random.nextLong())));
    }

    /** The case, with the smaller cases to which it shrinks. */
    Shrinkable<Case> drawn() {
        Shrinkable<Case> known = drawn.orElseGet(() -> generator.next(new Random(seed)));
        drawn = Optional.of(known);
        return known;
    }

    Case where() {
        return drawn().value();
    }

    /** All tensors on one line, as {@code x = [[-1.0]], upstream = [[1.0]]}. */
    @Override
    public String toString() {
        return where().toString();
    }
}

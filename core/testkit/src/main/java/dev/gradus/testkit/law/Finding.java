package dev.gradus.testkit.law;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.testkit.domain.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The violation of a law in one case. Immutable.
 *
 * @param what the violation, as a sentence without its capital and its full stop
 * @param facts the numbers and texts that illustrate it
 * @param input the input whose gradient is wrong, if the finding is about one
 */
public record Finding(String what, List<Fact> facts, OptionalInt input) {
    /** A line of a report: {@code numeric  0.25 ± 3e-14}. */
    public record Fact(String name, String text) {}

    public Finding {
        facts = List.copyOf(facts);
    }

    public static Finding of(String what) {
        return new Finding(what, List.of(), OptionalInt.empty());
    }

    /** A copy about the gradient for this input. */
    Finding about(int index) {
        return new Finding(what, facts, OptionalInt.of(index));
    }

    public Finding with(String name, String text) {
        List<Fact> more = new ArrayList<>(facts);
        more.add(new Fact(name, text));
        return new Finding(what, more, input);
    }

    /** With what a rule computes and what it should be. */
    Finding comparing(double backward, Estimate numeric) {
        return with("backward", Text.number(backward))
                .with("numeric", Text.estimate(numeric))
                .with("ratio", Text.ratio(backward, numeric.value()));
    }

    /** The same with an exact number that it should be. */
    Finding comparing(double backward, double expected) {
        return with("backward", Text.number(backward))
                .with("expected", Text.number(expected))
                .with("ratio", Text.ratio(backward, expected));
    }

    /** The text of the fact with this name, if there is one. */
    public Optional<String> fact(String name) {
        return facts.stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::text)
                .findFirst();
    }
}

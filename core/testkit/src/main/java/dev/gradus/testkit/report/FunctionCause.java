package dev.gradus.testkit.report;

import dev.gradus.node.NoGradient;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Backward;
import dev.gradus.testkit.cases.Case;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Finds out whether a derivative belongs to another argument, or is right for swapped arguments. */
final class FunctionCause {
    private static final double EQUAL = 1e-7;
    private static final int FEWEST = 4;

    private final int input;
    private final List<SeenElement> wrong;

    /**
     * The causes for one argument.
     *
     * @param seen the derivative in several cases
     */
    FunctionCause(int input, List<SeenElement> seen) {
        this.input = input;
        this.wrong = seen.stream().filter(each -> !each.isRight()).toList();
    }

    Optional<String> explanation() {
        if (wrong.size() < FEWEST
                || !wrong.get(0).where().values().stream()
                        .allMatch(x -> x.shape().rank() == 0)) {
            return Optional.empty();
        }
        int count = wrong.get(0).where().values().size();
        Optional<String> ofAnother = IntStream.range(0, count)
                .filter(other -> other != input && isAll(i -> right(wrong.get(i).where(), other), this::backward))
                .mapToObj(other -> "it is the derivative with respect to " + name(other))
                .findFirst();
        return ofAnother
                .or(() -> IntStream.range(0, count * count)
                        .filter(pair -> pair / count < pair % count)
                        .filter(pair -> isAll(
                                i -> wrong.get(i).numeric(),
                                i -> swapped(wrong.get(i).where(), pair / count, pair % count)))
                        .mapToObj(pair -> "it is right for swapped arguments: are " + name(pair / count) + " and "
                                + name(pair % count) + " in the wrong order?")
                        .findFirst())
                .map(why -> "for " + name(input) + " " + why);
    }

    private String name(int argument) {
        return wrong.get(0).where().spec().inputs().get(argument).name();
    }

    private double backward(int index) {
        return wrong.get(index).backward();
    }

    private boolean isAll(IntToDoubleFunction right, IntToDoubleFunction written) {
        return IntStream.range(0, wrong.size()).allMatch(i -> {
            double expected = right.applyAsDouble(i), actual = written.applyAsDouble(i);
            return Math.abs(expected - actual) <= EQUAL * Math.max(Math.abs(expected), Math.abs(actual));
        });
    }

    /** The numerical derivative with respect to another argument. */
    private static double right(Case where, int other) {
        List<SeenElement> seen = Backward.of(where.op()).gradients().get(other) instanceof NoGradient
                ? List.of()
                : SeenElement.of(where, other);
        return seen.isEmpty() ? Double.NaN : seen.get(0).numeric();
    }

    /** The written derivative with two arguments swapped. */
    private double swapped(Case where, int a, int b) {
        Tensor first = where.values().get(a), second = where.values().get(b);
        Case other = where.withValue(a, second).withValue(b, first);
        return Backward.of(other.op()).at(other.arrays(), other.upstream().toArray())[input][0];
    }
}

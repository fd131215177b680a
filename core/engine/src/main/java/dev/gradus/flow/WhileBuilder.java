package dev.gradus.flow;

import dev.gradus.node.Node;
import dev.gradus.node.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Collects the carries of a {@link While}. Call {@link #body} or {@link #steps} last, which create it. */
public final class WhileBuilder {
    private static final int MOST = 1000;

    private final ScanBuilder loop = new ScanBuilder("While");
    private final List<String> names = new ArrayList<>();
    private int most = MOST;

    WhileBuilder() {}

    /**
     * Adds another value that is passed from each step to the next.
     *
     * @param start its value before the first step
     * @throws IllegalArgumentException if there is already a carry of this name
     */
    public WhileBuilder carry(String name, Node start) {
        loop.carry(name, start);
        names.add(name);
        return this;
    }

    /**
     * Sets the maximum number of steps, by default 1000. A gradient takes memory for the carries of all of them.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public WhileBuilder most(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("While: most(" + steps + "): the number of steps must be at least 1");
        }
        most = steps;
        return this;
    }

    /**
     * Creates the loop with one carry.
     *
     * @param condition whether to make a step, given the carry: 1 or 0
     * @param next the next carry, given the carry
     * @throws IllegalStateException if there are several carries
     * @throws ShapeException if the condition is not a number of rank 0, or the next carry has another shape
     * @throws IllegalArgumentException if the condition does not depend on the carry
     */
    public While body(UnaryOperator<Node> condition, UnaryOperator<Node> next) {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(next, "next");
        if (names.size() != 1) {
            throw new IllegalStateException("While: body(x -> …, x -> …) needs 1 carry, but there are " + names
                    + "; use steps(step -> …, step -> …) instead");
        }
        String name = names.get(0);
        return steps(step -> condition.apply(step.carry(name)), step -> step.next(name, next.apply(step.carry(name))));
    }

    /**
     * Creates the loop.
     *
     * @param condition whether to make a step, given the carries: 1 or 0
     * @param body passes on each carry with {@link ScanStep#next}
     * @throws IllegalStateException if the body does not, or the condition calls anything but {@link ScanStep#carry}
     * @throws ShapeException if the condition is not a number of rank 0, or the results of the maximum number of steps
     *     exceed the size of an array
     * @throws IllegalArgumentException if the condition depends on no carry
     */
    public While steps(Function<ScanStep, Node> condition, Consumer<ScanStep> body) {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(body, "body");
        return new While(loop.times(most).asLongAs(condition).steps(body));
    }
}

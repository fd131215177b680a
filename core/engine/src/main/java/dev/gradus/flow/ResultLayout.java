package dev.gradus.flow;

import dev.gradus.flow.Loop.Kind;
import dev.gradus.flow.Loop.Length;
import dev.gradus.flow.Loop.Result;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The order of a loop's results in its value. */
final class ResultLayout {
    private final List<Result> results = new ArrayList<>();

    private ResultLayout() {}

    /**
     * Returns the results of a loop in their order.
     *
     * @param steps the maximum number of steps
     * @throws ShapeException if they are too large
     */
    static List<Result> of(Body body, int steps, Length length) {
        try {
            return laidOut(body, steps, length);
        } catch (ShapeException tooLarge) {
            throw length == Length.WHILE
                    ? new ShapeException("While: the carries and outputs of " + steps
                            + " steps exceed the maximum size of an array; allow fewer steps with most(n)")
                    : tooLarge;
        }
    }

    private static List<Result> laidOut(Body body, int steps, Length length) {
        ResultLayout layout = new ResultLayout();
        for (int i = 0; i < body.carries().size(); i++) {
            layout.add(Kind.LAST, i, body.carries().get(i).shape());
        }
        for (int i = 0; i < body.outputs().size(); i++) {
            layout.add(Kind.ALL, i, Loop.times(steps, body.outputs().get(i).shape()));
        }
        for (int i = 0; i < body.carries().size(); i++) {
            if (!body.onlyAddsUp(i)) {
                layout.add(
                        Kind.BEFORE, i, Loop.times(steps, body.carries().get(i).shape()));
            }
        }
        if (length == Length.WHILE) {
            layout.add(Kind.STEPS, 0, Shape.scalar());
        }
        return List.copyOf(layout.results);
    }

    private void add(Kind kind, int of, Shape shape) {
        Result result = new Result(kind, of, elements(results), shape);
        if (Shape.isTooLarge(result.start()) || (long) result.start() + shape.elements() > Integer.MAX_VALUE - 8) {
            throw Loop.tooLarge();
        }
        results.add(result);
    }

    /** Returns the number of elements of all results together. */
    static int elements(List<Result> results) {
        return results.isEmpty() ? 0 : results.get(results.size() - 1).stop();
    }
}

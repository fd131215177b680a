package dev.gradus.playground.grade;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.Sample;
import dev.gradus.playground.grade.Submitted.UnfitException;
import dev.gradus.playground.grade.Submitted.Values;
import dev.gradus.playground.language.OwnData;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.show.Figures;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Computes the loss of what a submission predicts by the task's own lines, on the grader's rows. Whatever the submission calls its
 * loss or its prediction does not matter: one of the values that do not depend on the targets must be good enough. It must also
 *
 * <ul>
 *   <li>be as good on the same rows in another order, with other targets given to the lines, so that it is neither a list of
 *       remembered rows nor a copy of the targets,
 *   <li>be worse with other weights, so that it is not a constant of the lines.
 * </ul>
 *
 * @param task the state that the task opens
 * @param own the task's lines with their first weights, which trivial goals are recognized by
 */
public record Examiner(Address task, TypedLines own) {
    /** The number of other weights that are tried. */
    private static final int DRAWS = 5;

    /** Rounding differs in another order. */
    private static final double ROUNDING = 1e-6;

    private static final BiFunction<Parameter, Tensor, Tensor> TRAINED = (parameter, numbers) -> numbers;

    /**
     * What was found.
     *
     * @param loss the smallest loss of a value
     * @param objection why it does not meet the goal; empty if it does
     */
    public record Finding(double loss, Optional<String> objection) {
        static Finding objecting(double loss, String why) {
            return new Finding(loss, Optional.of(why));
        }
    }

    /** @param where what the rows are called in a sentence */
    public Finding examine(DataSet rows, String where, double goal, Submitted submitted) {
        try {
            Optional<TaskLoss> comparing = TaskLoss.of(task, rows);
            return comparing.isPresent()
                    ? compared(comparing.get(), rows, where, goal, submitted)
                    : inTheTasksLines(rows, where, goal, submitted);
        } catch (UnfitException unfit) {
            String why = String.valueOf(unfit.getMessage());
            return Finding.objecting(
                    Double.NaN,
                    why.startsWith("The lines")
                            ? "The lines do not work on " + where + "."
                            : "On " + where + ": " + why);
        }
    }

    /** The losses of all values that could be the prediction; none if the task compares none with targets. */
    public double[] losses(DataSet rows, Submitted submitted) {
        return TaskLoss.of(task, rows)
                .map(loss -> losses(loss, submitted.on(rows, loss.elements()), TRAINED))
                .orElse(new double[0]);
    }

    private Finding compared(TaskLoss loss, DataSet rows, String where, double goal, Submitted submitted) {
        Values values = submitted.on(rows, loss.elements());
        double[] losses = losses(loss, values, TRAINED);
        double least = least(losses);
        if (!(least < goal)) {
            String high = losses.length == 0
                    ? "None of its values that are independent of the targets could be a prediction."
                    : "The loss on " + where + " is " + Figures.of(least) + ", not below " + Figures.of(goal) + ".";
            return Finding.objecting(least, submitted.leak().orElse(high));
        }
        double[] turned = Sample.isPossible(rows) ? turned(rows, submitted) : losses;
        Optional<String> objection = Optional.empty();
        for (int i = 0; i < losses.length; i++) {
            if (losses[i] < goal) {
                objection = remembered(goal, losses[i], i < turned.length ? turned[i] : Double.NaN)
                        .or(() -> constant(rows, goal, loss, values));
                if (objection.isEmpty()) {
                    return new Finding(losses[i], objection);
                }
            }
        }
        return new Finding(least, objection);
    }

    private static double[] losses(TaskLoss loss, Values values, BiFunction<Parameter, Tensor, Tensor> weights) {
        return values.with(weights).stream().mapToDouble(loss::of).toArray();
    }

    private static double least(double... losses) {
        return Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).min().orElse(Double.NaN);
    }

    /**
     * The losses in another order of the rows, in which the data sets of the page have other targets at most places. The lines see
     * other targets, in case they copy them.
     */
    private double[] turned(DataSet rows, Submitted submitted) {
        int count = rows.rows();
        DataSet turned = rows.rows(IntStream.range(0, count)
                .map(row -> (row + (count / 2 | 1)) % count)
                .toArray());
        DataSet seen = turned;
        for (Map.Entry<String, Tensor> one : turned.tensors().entrySet()) {
            if (OwnData.usualName(one.getKey()).equals(Optional.of("y"))) {
                double[] targets = one.getValue().toArray();
                double ends = Arrays.stream(targets).min().orElse(0)
                        + Arrays.stream(targets).max().orElse(0);
                seen = seen.numbers(
                        one.getKey(),
                        Arrays.stream(targets).map(target -> ends - target).toArray());
            }
        }
        TaskLoss loss = TaskLoss.of(task, turned).orElseThrow();
        try {
            return losses(loss, submitted.on(seen, loss.elements()), TRAINED);
        } catch (UnfitException unfit) {
            return new double[0];
        }
    }

    private static Optional<String> remembered(double goal, double loss, double turned) {
        return turned < goal || turned <= loss * (1 + ROUNDING)
                ? Optional.empty()
                : Optional.of("It remembers the targets of the rows: on the same rows in another order, the loss of its"
                        + " prediction is " + Figures.of(turned) + " instead of " + Figures.of(loss) + ".");
    }

    private Optional<String> constant(DataSet rows, double goal, TaskLoss loss, Values values) {
        return isAlwaysBelow(goal, loss, values) && !isAlwaysBelow(goal, loss, own.on(rows, loss.elements()))
                ? Optional.of(
                        "Its lines contain the answer: with " + DRAWS + " other draws of all weights, the loss of its"
                                + " prediction stays below " + Figures.of(goal) + ".")
                : Optional.empty();
    }

    private static boolean isAlwaysBelow(double goal, TaskLoss loss, Values values) {
        return IntStream.range(0, DRAWS).allMatch(draw -> {
            NumpyRandom random = NumpyRandom.seed(draw);
            try {
                return least(losses(loss, values, (one, numbers) -> random.normal(0, 1, numbers.shape()))) < goal;
            } catch (RuntimeException outOfDomain) { // such as a factorization that these weights do not have
                return false;
            }
        });
    }

    /** If the task compares no prediction with targets, its lines are computed with the submission's weights. */
    private Finding inTheTasksLines(DataSet rows, String where, double goal, Submitted submitted) {
        Node objective = Program.onData(task.program(), rows.tensors(), task.seed())
                .objective()
                .orElseThrow(() -> new UnfitException("The lines of the task do not work on them."));
        Run run = Run.of(Graph.of(objective));
        run.graph().inputs().forEach(input -> run.feed(input, rows.get(input.label())));
        for (Parameter parameter : run.graph().parameters()) {
            run.parameters()
                    .set(
                            parameter,
                            submitted
                                    .weight(parameter.label())
                                    .filter(numbers -> numbers.shape().equals(parameter.shape()))
                                    .orElseThrow(() -> new UnfitException("The task has a weight "
                                            + parameter.label() + " of " + Sizes.of(parameter.shape())
                                            + ", but the submission has none.")));
        }
        double loss = run.forward();
        return loss < goal
                ? new Finding(loss, Optional.empty())
                : Finding.objecting(
                        loss,
                        "The loss of the task's lines with its weights is " + Figures.of(loss) + ", not below "
                                + Figures.of(goal) + ".");
    }
}

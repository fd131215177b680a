package dev.gradus.playground.backward;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.playground.language.OwnData;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/** Draws other numbers for weights and data, to compare gradients on. */
final class Draws {
    private static final double ROUNDING = 1e-9;

    private Draws() {}

    /** What differs between the present data and drawn data, beginning with the most. */
    enum Change {
        /** The numbers, except those that may be labels, masks or probabilities, and the order of the rows. */
        NUMBERS,
        /** The order of the rows. */
        ROWS,
        /** Nothing. */
        NOTHING
    }

    /** Other numbers for a weight, near its present ones if the scale is small. */
    static Tensor moved(Tensor before, double scale, NumpyRandom random) {
        double[] numbers = before.toArray();
        double deviation = Math.max(0.3, spread(numbers)) * scale;
        double[] change = random.normal(0, deviation, before.shape()).toArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (Double.isFinite(numbers[i]) && scale < 1 ? numbers[i] : 0) + change[i];
        }
        return Tensor.of(before.shape(), numbers);
    }

    private static double spread(double... numbers) {
        return Math.sqrt(Arrays.stream(numbers)
                .filter(Double::isFinite)
                .map(x -> x * x)
                .average()
                .orElse(0));
    }

    /**
     * Other data that could be given: rows stay whole, so that a one-hot row remains one. Whole numbers stay as they are among
     * others and in targets, and ascending columns stay ascending.
     *
     * @param name the name of the data, which says whether they are features
     */
    static Tensor data(String name, Tensor before, Change change, NumpyRandom random) {
        int rows = before.shape().rank() == 0 ? 1 : before.shape().size(0);
        if (change == Change.NOTHING || rows == 0) {
            return before;
        }
        double[] numbers = before.toArray();
        int width = numbers.length / rows;
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        double[] all = new double[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[order[i / width] * width + i % width];
        }
        boolean areWhole = Arrays.stream(numbers).allMatch(Draws::isWhole);
        boolean areFeatures = OwnData.usualName(name).filter("x"::equals).isPresent();
        if (change == Change.ROWS || areWhole && !areFeatures || areShares(before)) {
            return Tensor.of(before.shape(), all);
        }
        double deviation = Math.max(0.3, spread(numbers));
        double[] noise = random.normal(0, deviation, before.shape()).toArray();
        for (int i = 0; i < all.length; i++) {
            all[i] += areWhole || !isWhole(all[i]) ? noise[i] : 0;
        }
        for (int column = 0; column < width; column++) {
            keepAscending(numbers, all, column, width);
        }
        return Tensor.of(before.shape(), all);
    }

    private static boolean isWhole(double x) {
        return x == Math.rint(x);
    }

    /** Whether the numbers are probabilities that sum to 1 along the first or the last axis, of which one-hot rows are some. */
    private static boolean areShares(Tensor numbers) {
        return Arrays.stream(numbers.toArray()).allMatch(x -> x >= 0)
                && numbers.shape().rank() > 0
                && (sumToOne(numbers, 0) || sumToOne(numbers, -1));
    }

    private static boolean sumToOne(Tensor numbers, int axis) {
        Node sums = Constant.of(numbers).sum(axis);
        return Arrays.stream(Evaluator.of(Graph.of(sums)).value(sums).toArray())
                .allMatch(sum -> Math.abs(sum - 1) < ROUNDING);
    }

    /** Sorts a column if it was ascending before, such as a column of times. */
    private static void keepAscending(double[] before, double[] after, int column, int width) {
        double[] sorted = new double[before.length / width];
        boolean isAscending = true;
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = after[i * width + column];
            isAscending &= i == 0 || before[i * width + column] > before[(i - 1) * width + column];
        }
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length && isAscending; i++) {
            after[i * width + column] = sorted[i];
        }
    }
}

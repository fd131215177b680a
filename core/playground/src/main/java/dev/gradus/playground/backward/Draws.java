package dev.gradus.playground.backward;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/** Draws other numbers for weights and data, to compare gradients on. */
final class Draws {
    private Draws() {}

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

    /** The same numbers in another order; unless they are labels, each is moved, too. */
    static Tensor shuffled(Tensor before, boolean isContinuous, NumpyRandom random) {
        double[] numbers = before.toArray();
        int[] order = new int[numbers.length];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        double[] all = new double[numbers.length];
        boolean areWhole = Arrays.stream(numbers).allMatch(x -> x == Math.rint(x));
        double deviation = isContinuous || !areWhole ? Math.max(0.3, spread(numbers)) : 0;
        double[] change = random.normal(0, 1, before.shape()).toArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[order[i]] + deviation * change[i];
        }
        return Tensor.of(before.shape(), all);
    }
}

package dev.gradus.train;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Computes means over batches, weighted by their sizes. */
final class WeightedMeans {
    private double loss;
    private long examples;
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sum(Shape shape, double[] numbers) {
        void add(double weight, Tensor mean) {
            double[] value = mean.toArray();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += weight * value[i];
            }
        }
    }

    void add(double batchLoss, Map<String, Tensor> metrics, int size) {
        loss += size * batchLoss;
        examples += size;
        metrics.forEach((name, mean) -> sums.computeIfAbsent(
                        name,
                        key -> new Sum(mean.shape(), new double[mean.shape().elements()]))
                .add(size, mean));
    }

    /** @throws IllegalArgumentException with this message if there were no examples */
    Means get(String ifNone) {
        if (examples == 0) {
            throw new IllegalArgumentException(ifNone);
        }
        Map<String, Tensor> metrics = new LinkedHashMap<>();
        sums.forEach((name, sum) -> metrics.put(name, Tensor.generate(sum.shape(), i -> sum.numbers()[i] / examples)));
        return new Means(loss / examples, metrics);
    }
}

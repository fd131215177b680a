package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Means over batches, weighted by their sizes. */
final class WeightedMeans {
    private double loss;
    private long examples;
    private final Map<String, Tensor> like = new LinkedHashMap<>();
    private final Map<String, double[]> sums = new LinkedHashMap<>();

    void add(double batchLoss, Map<String, Tensor> metrics, int size) {
        loss += size * batchLoss;
        examples += size;
        metrics.forEach((name, mean) -> {
            like.putIfAbsent(name, mean);
            double[] sum =
                    sums.computeIfAbsent(name, key -> new double[mean.shape().elements()]);
            double[] value = mean.toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += size * value[i];
            }
        });
    }

    /** @throws IllegalArgumentException with this message if there were no examples */
    Means get(String ifNone) {
        if (examples == 0) {
            throw new IllegalArgumentException(ifNone);
        }
        Map<String, Tensor> metrics = new LinkedHashMap<>();
        sums.forEach((name, sum) ->
                metrics.put(name, Tensor.generate(like.get(name).shape(), i -> sum[i] / examples)));
        return new Means(loss / examples, metrics);
    }
}

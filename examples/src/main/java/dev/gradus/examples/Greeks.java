package dev.gradus.examples;

import dev.gradus.graph.Gradients;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.node.Scans;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.MeanGradients;
import dev.gradus.train.ThreadedBlocks;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The price of an arithmetic Asian call by Monte Carlo, and its sensitivities of first and second order, the Greeks.
 *
 * <p>The option pays max(A − K, 0), where A is the mean of the daily prices. Its second derivative by the price is a spike at
 * A = K, which no path hits, so gamma would come out wrong. Therefore, the first day's step is not drawn. Given the other
 * days, A is that step times a known factor M, and the expected payoff is the formula of Black and Scholes for one day. It is
 * smooth, so all derivatives are exact for the paths that were drawn.
 *
 * <p>The paths are computed in blocks of a thousand on all processors, with the same bits for any number of threads.
 */
public final class Greeks {
    static final int PATHS_IN_A_BLOCK = 1000;

    private final Parameter spot = Parameter.of("S", Tensor.scalar(100));
    private final Parameter rate = Parameter.of("r", Tensor.scalar(0.03));
    private final Parameter volatility = Parameter.of("σ", Tensor.scalar(0.2));
    private final Parameter years = Parameter.of("T", Tensor.scalar(1));
    private final Parameter strike = Parameter.of("K", Tensor.scalar(100));
    private final int days;

    Greeks(int days) {
        this.days = days;
    }

    /** Prices an option over 252 days with 100,000 paths. */
    public static void main(String[] args) {
        new Greeks(252).run(100, System.out);
    }

    /** Computes the price and the Greeks, and prints them. */
    Map<String, Double> run(int blocks, PrintStream out) {
        ThreadedBlocks paths = ThreadedBlocks.of(BatchRuns.of(model()), blocks, number -> paths(number, days));
        Map<String, Double> greeks = named(paths.gradients());
        greeks.forEach((name, value) -> out.printf(Locale.ROOT, "%-6s %12.6f%n", name, value));
        return greeks;
    }

    /** The price as a mean over n paths, with the derivatives of second order as metrics. */
    IntFunction<BatchGraph> model() {
        return n -> {
            Input z = Input.of("z", n, days - 1);
            Node price = price(z).named("price");
            Gradients first = Gradients.of(price);
            Gradients ofDelta = Gradients.of(first.wrt(spot));
            Node volga = Gradients.of(first.wrt(volatility)).wrt(volatility);
            return BatchGraph.of(price, z)
                    .withMetric("gamma", ofDelta.wrt(spot))
                    .withMetric("vanna", ofDelta.wrt(volatility))
                    .withMetric("volga", volga);
        };
    }

    /** The discounted mean over the paths of the expected payoff. Each row of z has a path's steps after the first day. */
    private Node price(Node z) {
        Node day = years.divide(days);
        Node deviation = volatility.multiply(day.sqrt()); // of a day's logarithmic return
        Node drift = rate.multiply(day).subtract(deviation.square().multiply(0.5));
        Node relative = Scans.cumulativeSum(z.multiply(deviation).add(drift), 1).exp();
        Node M = relative.sum(1).add(1).divide(days);
        Node forward = spot.multiply(rate.multiply(day).exp()).multiply(M);
        Node d1 = forward.divide(strike).log().divide(deviation).add(deviation.multiply(0.5));
        Node d2 = d1.subtract(deviation);
        Node expected = forward.multiply(Functions.normalCdf(d1)).subtract(strike.multiply(Functions.normalCdf(d2)));
        return expected.mean().multiply(rate.multiply(years).negate().exp());
    }

    /** The block of paths with this number, the same on any thread and machine. */
    static Batch paths(int number, int days) {
        return Batch.of(NumpyRandom.seed(number).normal(0, 1, Shape.of(PATHS_IN_A_BLOCK, days - 1)));
    }

    /** Price and Greeks by name. Theta is the derivative by the time to maturity. */
    static Map<String, Double> named(MeanGradients result) {
        Map<String, String> names =
                Map.of("S", "delta", "σ", "vega", "r", "rho", "T", "theta", "K", "by K"); // by the parameters' names
        Map<String, Double> greeks = new LinkedHashMap<>();
        greeks.put("price", result.value());
        result.gradients()
                .forEach((parameter, gradient) ->
                        greeks.put(names.getOrDefault(parameter.label(), parameter.label()), gradient.item()));
        result.means().metrics().forEach((name, value) -> greeks.put(name, value.item()));
        return greeks;
    }
}

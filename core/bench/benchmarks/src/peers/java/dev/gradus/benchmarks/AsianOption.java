package dev.gradus.benchmarks;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.BatchGraph;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.finmath.montecarlo.RandomVariableFromDoubleArray;
import net.finmath.montecarlo.automaticdifferentiation.RandomVariableDifferentiable;
import net.finmath.montecarlo.automaticdifferentiation.backward.RandomVariableDifferentiableAADFactory;
import net.finmath.stochastic.RandomVariable;

/**
 * The price of an arithmetic Asian call by Monte Carlo and its derivatives by S, r, σ, T and K, in several libraries, all for
 * the same paths. Each result is the price followed by the five derivatives.
 */
final class AsianOption {
    static final int DAYS = 252;
    static final int BLOCK = 250;

    private static final double[] AT = {100, 0.03, 0.2, 1, 100};

    private final Parameter parameters = Parameter.of("S, r, σ, T, K", Tensor.of(AT));
    private final Node spot = at(0), rate = at(1), volatility = at(2), years = at(3), strike = at(4);
    private final Node day = years.divide(DAYS), deviation = volatility.multiply(day.sqrt());
    private final Node drift = rate.multiply(day).subtract(deviation.square().multiply(0.5));
    private final double[] normals;
    private final int paths;

    AsianOption(int paths) {
        this.paths = paths;
        normals = new double[paths * DAYS];
        for (int block = 0; block < blocks(); block++) {
            System.arraycopy(normals(block).toArray(), 0, normals, block * BLOCK * DAYS, BLOCK * DAYS);
        }
    }

    int blocks() {
        return paths / BLOCK;
    }

    static Tensor normals(int block) {
        return normals(block, DAYS);
    }

    static Tensor normals(int block, int days) {
        return NumpyRandom.seed(block).normal(0, 1, Shape.of(BLOCK, days));
    }

    Tensor normals() {
        return Tensor.of(Shape.of(paths, DAYS), normals);
    }

    /** What a plan for all paths at once allocates: the normals, in both orders, and a carry of each step. */
    double[][] arrays() {
        double[][] arrays = new double[3][normals.length];
        System.arraycopy(normals, 0, arrays[0], 0, normals.length);
        return arrays;
    }

    Parameter parameters() {
        return parameters;
    }

    /** The graph for n paths. */
    BatchGraph graph(int n) {
        Input z = Input.of("z", n, DAYS);
        Node zeros = Constant.of(Tensor.zeros(n));
        Node payoff = total(z, zeros, zeros)
                .multiply(spot.divide(DAYS))
                .subtract(strike)
                .relu();
        return BatchGraph.of(discounted(payoff), z);
    }

    /**
     * The graph for n paths of an option whose first day is not drawn, with its second derivatives as metrics. Given the other
     * days, the expected payoff is the formula of Black and Scholes for one day, which is smooth; the example Greeks explains
     * it.
     */
    BatchGraph secondOrder(int n) {
        Input z = Input.of("z", n, DAYS - 1);
        Node mean = total(z, Constant.of(Tensor.zeros(n)), Constant.of(Tensor.ones(n)))
                .divide(DAYS);
        Node forward = spot.multiply(rate.multiply(day).exp()).multiply(mean);
        Node d1 = forward.divide(strike).log().divide(deviation).add(deviation.multiply(0.5));
        Node d2 = d1.subtract(deviation);
        Node expected = forward.multiply(Functions.normalCdf(d1)).subtract(strike.multiply(Functions.normalCdf(d2)));
        Node price = discounted(expected);
        Node first = Gradients.of(price).wrt(parameters);
        Node ofDelta = Gradients.of(first.select(0, 0)).wrt(parameters);
        Node ofVega = Gradients.of(first.select(0, 2)).wrt(parameters);
        return BatchGraph.of(price, z)
                .withMetric("gamma", ofDelta.select(0, 0))
                .withMetric("vanna", ofDelta.select(0, 2))
                .withMetric("∂vega/∂S", ofVega.select(0, 0))
                .withMetric("volga", ofVega.select(0, 2));
    }

    private Node total(Input z, Node x0, Node total0) {
        return Scan.over("z", z.transpose(), 0)
                .carry("x", x0)
                .carry("total", total0)
                .steps(step -> {
                    Node x = step.carry("x").add(drift).add(deviation.multiply(step.element("z")));
                    step.next("x", x).next("total", step.carry("total").add(x.exp()));
                })
                .carry("total");
    }

    private Node discounted(Node payoff) {
        return payoff.mean().multiply(rate.multiply(years).negate().exp());
    }

    private Node at(int index) {
        return parameters.select(0, index);
    }

    /** By an adjoint as one would write it, path by path. */
    double[] byHand() {
        double spot = AT[0], rate = AT[1], volatility = AT[2], years = AT[3], strike = AT[4];
        double day = years / DAYS, root = Math.sqrt(day), deviation = volatility * root;
        double drift = rate * day - deviation * deviation / 2, discount = Math.exp(-rate * years);
        double[] prices = new double[DAYS];
        double sum = 0, bySpot = 0, byDrift = 0, byDeviation = 0, byStrike = 0;
        for (int path = 0; path < paths; path++) {
            double x = 0, total = 0;
            for (int i = 0; i < DAYS; i++) {
                x += drift + deviation * normals[path * DAYS + i];
                prices[i] = Math.exp(x);
                total += prices[i];
            }
            double payoff = spot / DAYS * total - strike;
            if (payoff > 0) {
                sum += payoff;
                bySpot += total / DAYS;
                byStrike -= 1;
                double bar = 0;
                for (int i = DAYS - 1; i >= 0; i--) {
                    bar += spot / DAYS * prices[i];
                    byDrift += bar;
                    byDeviation += bar * normals[path * DAYS + i];
                }
            }
        }
        double scale = discount / paths, price = scale * sum;
        double byDeviations = byDeviation - byDrift * deviation;
        double byDay = byDrift * rate + byDeviations * volatility / (2 * root);
        return new double[] {
            price,
            scale * bySpot,
            scale * byDrift * day - years * price,
            scale * byDeviations * root,
            scale * byDay / DAYS - rate * price,
            scale * byStrike
        };
    }

    /** By numbers that hold their derivatives, path by path. */
    <T> double[] by(Algebra<T> algebra) {
        List<T> p = algebra.variables(AT);
        T day = algebra.multiply(p.get(3), 1.0 / DAYS), deviation = algebra.multiply(p.get(2), algebra.sqrt(day));
        T drift = algebra.subtract(
                algebra.multiply(p.get(1), day), algebra.multiply(algebra.multiply(deviation, deviation), 0.5));
        T share = algebra.multiply(p.get(0), 1.0 / DAYS), zero = algebra.multiply(drift, 0), sum = zero;
        for (int path = 0; path < paths; path++) {
            T x = zero, total = zero;
            for (int i = 0; i < DAYS; i++) {
                x = algebra.add(x, algebra.add(drift, algebra.multiply(deviation, normals[path * DAYS + i])));
                total = algebra.add(total, algebra.exp(x));
            }
            T payoff = algebra.subtract(algebra.multiply(share, total), p.get(4));
            if (algebra.value(payoff) > 0) {
                sum = algebra.add(sum, payoff);
            }
        }
        T discount = algebra.exp(algebra.multiply(algebra.multiply(p.get(1), p.get(3)), -1));
        T price = algebra.multiply(algebra.multiply(sum, discount), 1.0 / paths);
        return result(algebra.value(price), algebra.gradient(price, p));
    }

    /** The normals of each day for {@link #byFinmath}, whose random variables hold all paths. */
    RandomVariable[] days() {
        return IntStream.range(0, DAYS)
                .mapToObj(i -> new RandomVariableFromDoubleArray(
                        0,
                        IntStream.range(0, paths)
                                .mapToDouble(path -> normals[path * DAYS + i])
                                .toArray()))
                .toArray(RandomVariable[]::new);
    }

    /** By the adjoint differentiation of finmath. */
    static double[] byFinmath(RandomVariable[] days) {
        RandomVariableDifferentiableAADFactory factory = new RandomVariableDifferentiableAADFactory();
        RandomVariableDifferentiable[] p = IntStream.range(0, AT.length)
                .mapToObj(i -> factory.createRandomVariable(AT[i]))
                .toArray(RandomVariableDifferentiable[]::new);
        RandomVariable day = p[3].div(DAYS), deviation = p[2].mult(day.sqrt());
        RandomVariable drift = p[1].mult(day).sub(deviation.squared().mult(0.5));
        RandomVariable x = factory.createRandomVariable(0), total = x;
        for (RandomVariable z : days) {
            x = x.add(drift).add(deviation.mult(z));
            total = total.add(x.exp());
        }
        RandomVariable payoff = total.mult(p[0].div(DAYS)).sub(p[4]).floor(0);
        RandomVariable price = payoff.mult(p[1].mult(p[3]).mult(-1).exp());
        Map<Long, RandomVariable> gradient = ((RandomVariableDifferentiable) price).getGradient();
        double[] derivatives = Stream.of(p)
                .map(each -> gradient.get(each.getID()))
                .mapToDouble(RandomVariable::getAverage)
                .toArray();
        return result(price.getAverage(), derivatives);
    }

    static double[] result(double price, double[] gradient) {
        return IntStream.rangeClosed(0, gradient.length)
                .mapToDouble(i -> i == 0 ? price : gradient[i - 1])
                .toArray();
    }
}

package dev.gradus.benchmarks;

import dev.gradus.gradbench.PlainLoops.Mixture;
import dev.gradus.gradbench.PlainLoops.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The methods that {@link LiftedMethods} lifts, line by line in the numbers of a library.
 *
 * @param <T> the library's type of number
 */
final class PeerPrograms<T> {
    private final Algebra<T> a;

    PeerPrograms(Algebra<T> algebra) {
        a = algebra;
    }

    private T square(T x) {
        return a.multiply(x, x);
    }

    private T sum(int count, IntFunction<T> term) {
        T sum = term.apply(0);
        for (int i = 1; i < count; i++) {
            sum = a.add(sum, term.apply(i));
        }
        return sum;
    }

    private T sum(List<T> terms) {
        return sum(terms.size(), terms::get);
    }

    private static <T> List<T> list(int length, IntFunction<T> element) {
        List<T> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(element.apply(i));
        }
        return list;
    }

    T rosenbrock(List<T> p) {
        return sum(p.size() - 1, i -> {
            T b = a.subtract(p.get(i + 1), square(p.get(i)));
            return a.add(square(a.add(a.multiply(p.get(i), -1), 1)), a.multiply(square(b), 100));
        });
    }

    T blackScholes(List<T> p) {
        T spot = p.get(0), strike = p.get(1), rate = p.get(2), volatility = p.get(3), time = p.get(4);
        T deviation = a.multiply(volatility, a.sqrt(time));
        T drift = a.multiply(a.add(rate, a.multiply(square(volatility), 0.5)), time);
        T d1 = a.divide(a.add(a.log(a.divide(spot, strike)), drift), deviation);
        T discounted = a.multiply(strike, a.exp(a.multiply(a.multiply(rate, -1), time)));
        return a.subtract(a.multiply(spot, normal(d1)), a.multiply(discounted, normal(a.subtract(d1, deviation))));
    }

    private T normal(T x) {
        return a.multiply(a.erfc(a.multiply(x, -1 / Math.sqrt(2))), 0.5);
    }

    T lse(List<T> x) {
        double largest = x.stream().mapToDouble(a::value).max().orElseThrow();
        return a.add(a.log(sum(x.size(), i -> a.exp(a.add(x.get(i), -largest)))), largest);
    }

    T llsq(List<T> x, int n) {
        T squares = sum(n, i -> {
            double t = -1 + i * 2.0 / (n - 1);
            double power = -t;
            T error = a.add(a.multiply(x.get(0), -1), Math.signum(t));
            for (T coefficient : x.subList(1, x.size())) {
                error = a.add(error, a.multiply(coefficient, power));
                power *= t;
            }
            return square(error);
        });
        return a.multiply(squares, 0.5);
    }

    T det(List<T> matrix, int n) {
        return minor(matrix, n, 0, new boolean[n]);
    }

    private T minor(List<T> matrix, int n, int row, boolean... taken) {
        List<T> terms = new ArrayList<>();
        int sign = 1;
        for (int column = 0; column < n; column++) {
            if (!taken[column]) {
                taken[column] = true;
                T entry = a.multiply(matrix.get(row * n + column), sign);
                terms.add(row == n - 1 ? entry : a.multiply(entry, minor(matrix, n, row + 1, taken)));
                taken[column] = false;
                sign = -sign;
            }
        }
        return sum(terms);
    }

    T kmeans(List<T> centers, double[]... points) {
        int d = points[0].length;
        return sum(points.length, n -> {
            T nearest = distance(centers.subList(0, d), points[n]);
            for (int c = d; c < centers.size(); c += d) {
                T distance = distance(centers.subList(c, c + d), points[n]);
                nearest = a.value(distance) < a.value(nearest) ? distance : nearest;
            }
            return nearest;
        });
    }

    private T distance(List<T> center, double... point) {
        return sum(point.length, i -> square(a.add(center.get(i), -point[i])));
    }

    T lastOfOde(List<T> x, int steps) {
        List<T> y = list(x.size(), i -> a.multiply(x.get(i), 0));
        for (int step = 0; step < steps; step++) {
            y = next(
                    y, 1.0 / steps, of -> list(x.size(), i -> i == 0 ? x.get(0) : a.multiply(x.get(i), of.get(i - 1))));
        }
        return y.get(x.size() - 1);
    }

    T oscillators(List<T> p) {
        T zero = a.multiply(p.get(0), 0);
        List<T> y = List.of(a.add(zero, 1), zero, zero, a.add(zero, 0.5));
        for (int step = 0; step < 10_000; step++) {
            y = next(y, 1e-3, of -> slope(p, of));
        }
        return sum(y.stream().map(this::square).toList());
    }

    private List<T> slope(List<T> p, List<T> y) {
        T apart = a.subtract(y.get(2), y.get(0));
        T first = a.subtract(
                a.subtract(a.multiply(p.get(1), apart), a.multiply(p.get(0), y.get(0))),
                a.multiply(p.get(4), y.get(1)));
        T second = a.add(a.multiply(p.get(2), y.get(2)), a.multiply(p.get(3), apart));
        return List.of(y.get(1), first, y.get(3), a.multiply(second, -1));
    }

    /** The slope of an equation. */
    private interface Slope<T> {
        List<T> at(List<T> y);
    }

    /** A step of Runge and Kutta's method. */
    private List<T> next(List<T> y, double h, Slope<T> slope) {
        List<T> k1 = slope.at(y);
        List<T> k2 = slope.at(moved(y, h / 2, k1));
        List<T> k3 = slope.at(moved(y, h / 2, k2));
        List<T> k4 = slope.at(moved(y, h, k3));
        return list(y.size(), i -> {
            T middle = a.multiply(a.add(k2.get(i), k3.get(i)), 2);
            return a.add(y.get(i), a.multiply(a.add(a.add(k1.get(i), middle), k4.get(i)), h / 6));
        });
    }

    private List<T> moved(List<T> y, double h, List<T> k) {
        return list(y.size(), i -> a.add(y.get(i), a.multiply(k.get(i), h)));
    }

    /** The variables are weights, means, logarithms of diagonals, and triangles, one after the other. */
    T gmm(List<T> x, Mixture like, Observed data) {
        int k = like.alphas().length, d = like.means()[0].length, below = d * (d - 1) / 2;
        List<T> alphas = x.subList(0, k);
        List<T> logs = x.subList(k + k * d, k + 2 * k * d);
        List<T> triangles = x.subList(k + 2 * k * d, x.size());
        int n = data.points().length;
        T sum = sum(
                n,
                t -> lse(list(k, c -> {
                    List<T> log = logs.subList(c * d, (c + 1) * d);
                    List<T> centered = list(d, i -> a.add(a.multiply(x.get(k + c * d + i), -1), data.points()[t][i]));
                    List<T> product = list(d, i -> a.multiply(a.exp(log.get(i)), centered.get(i)));
                    int at = c * below;
                    for (int j = 0; j < d; j++) {
                        for (int i = j + 1; i < d; i++) {
                            product.set(i, a.add(product.get(i), a.multiply(triangles.get(at++), centered.get(j))));
                        }
                    }
                    T squares = sum(product.stream().map(this::square).toList());
                    return a.subtract(a.add(alphas.get(c), sum(log)), a.multiply(squares, 0.5));
                })));
        T squares = a.add(
                sum(logs.stream().map(a::exp).map(this::square).toList()),
                sum(triangles.stream().map(this::square).toList()));
        T prior = a.subtract(a.multiply(squares, 0.5 * data.gamma() * data.gamma()), a.multiply(sum(logs), data.m()));
        double constant = n * 0.5 * d * Math.log(2 * Math.PI)
                + k * (d + data.m() + 1) * d * Math.log(data.gamma() / Math.sqrt(2));
        return a.add(a.add(a.subtract(sum, a.multiply(lse(alphas), n)), prior), -constant);
    }

    T bundle(List<T> cameras, double[][] points, double[] weights, double[]... seen) {
        int count = cameras.size() / 11;
        T errors = sum(seen.length, i -> {
            int at = i % count * 11;
            return errors(cameras.subList(at, at + 11), points[i % points.length], weights[i], seen[i]);
        });
        double ofWeights =
                Arrays.stream(weights).map(w -> (1 - w * w) * (1 - w * w)).sum();
        return a.multiply(a.add(errors, ofWeights), 0.5);
    }

    /** The sum of the squared errors of an observation. */
    private T errors(List<T> camera, double[] point, double weight, double... seen) {
        T angle = a.sqrt(sum(list(3, i -> square(camera.get(i)))));
        List<T> axis = list(3, i -> a.divide(camera.get(i), angle));
        List<T> moved = list(3, i -> a.add(a.multiply(camera.get(3 + i), -1), point[i]));
        T cos = a.cos(angle);
        T sin = a.sin(angle);
        T along = a.multiply(sum(list(3, i -> a.multiply(axis.get(i), moved.get(i)))), a.add(a.multiply(cos, -1), 1));
        List<T> x = list(3, i -> {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            T cross = a.subtract(a.multiply(axis.get(j), moved.get(k)), a.multiply(axis.get(k), moved.get(j)));
            return a.add(a.add(a.multiply(moved.get(i), cos), a.multiply(cross, sin)), a.multiply(axis.get(i), along));
        });
        List<T> image = list(2, i -> a.divide(x.get(i), x.get(2)));
        T radius = a.add(square(image.get(0)), square(image.get(1)));
        T distortion = a.add(a.add(a.multiply(camera.get(9), radius), a.multiply(camera.get(10), square(radius))), 1);
        T scale = a.multiply(distortion, camera.get(6));
        return sum(IntStream.range(0, 2)
                .mapToObj(i -> a.add(a.add(a.multiply(image.get(i), scale), camera.get(7 + i)), -seen[i]))
                .map(error -> square(a.multiply(error, weight)))
                .toList());
    }
}

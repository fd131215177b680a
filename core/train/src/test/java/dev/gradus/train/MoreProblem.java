package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A least-squares problem of Moré, Garbow and Hillstrom, Testing unconstrained optimization software, ACM TOMS 7 (1981), from
 * a multiple of its standard start.
 *
 * @param m the number of residuals
 * @param start of this problem, already multiplied
 */
record MoreProblem(String name, int m, double[] start, int factor) {
    private static final double[] BARD = {
        0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39
    };

    private static final double[] OSBORNE_2 = {
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606,
        0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.5, 0.423,
        0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668,
        0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.71, 0.729, 0.72, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098,
        0.054
    };

    /** All problems from all starts. */
    static List<MoreProblem> all() {
        List<MoreProblem> all = new ArrayList<>();
        for (int m : new int[] {10, 50}) {
            add(all, "linear-full-rank", m, 1, same(5, 1));
            add(all, "linear-rank-1", m, 1, same(5, 1));
            add(all, "linear-rank-1-zeros", m, 1, same(5, 1));
        }
        add(all, "rosenbrock", 2, 100, -1.2, 1);
        add(all, "helical-valley", 3, 100, -1, 0, 0);
        add(all, "powell-singular", 4, 100, 3, -1, 0, 1);
        add(all, "freudenstein-roth", 2, 100, 0.5, -2);
        add(all, "bard", 15, 100, 1, 1, 1);
        add(all, "kowalik-osborne", 11, 100, 0.25, 0.39, 0.415, 0.39);
        add(all, "meyer", 16, 10, 0.02, 4000, 250);
        for (int n : new int[] {6, 9, 12}) {
            add(all, "watson", 31, 1, same(n, 0));
            all.add(new MoreProblem("watson", 31, same(n, 10), 10));
            all.add(new MoreProblem("watson", 31, same(n, 100), 100));
        }
        add(all, "box", 10, 1, 0, 10, 20);
        add(all, "jennrich-sampson", 10, 1, 0.3, 0.4);
        add(all, "brown-dennis", 20, 100, 25, 5, -5, -1);
        add(all, "chebyquad", 8, 100, 0.5);
        for (int n : new int[] {8, 9, 10}) {
            add(
                    all,
                    "chebyquad",
                    n,
                    1,
                    IntStream.range(0, n).mapToDouble(i -> (i + 1) / (n + 1.0)).toArray());
        }
        add(all, "brown-almost-linear", 10, 100, same(10, 0.5));
        add(all, "brown-almost-linear", 30, 1, same(30, 0.5));
        add(all, "brown-almost-linear", 40, 1, same(40, 0.5));
        add(all, "osborne-1", 33, 1, 0.5, 1.5, -1, 0.01, 0.02);
        add(all, "osborne-2", 65, 1, 1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5);
        return all;
    }

    private static double[] same(int n, double value) {
        double[] start = new double[n];
        Arrays.fill(start, value);
        return start;
    }

    private static void add(List<MoreProblem> all, String name, int m, int largest, double... start) {
        for (int factor = 1; factor <= largest; factor *= 10) {
            int by = factor;
            all.add(new MoreProblem(
                    name, m, Arrays.stream(start).map(each -> each * by).toArray(), factor));
        }
    }

    @Override
    public String toString() {
        return name + " " + start.length + " " + m + " " + factor;
    }

    /** One parameter for each number. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (double value : start) {
            all.add(Parameter.of("x" + (all.size() + 1), Tensor.scalar(value)));
        }
        return all;
    }

    /** A function of 1 to m. */
    private Node constants(DoubleUnaryOperator f) {
        return Constant.of(Tensor.generate(Shape.of(m), i -> f.applyAsDouble(i + 1)));
    }

    private static Node list(List<? extends Node> nodes) {
        return Moves.concat(0, nodes.stream().map(one -> one.reshape(1)).toArray(Node[]::new));
    }

    private static Node weighted(List<? extends Node> x, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(j -> x.get(j).multiply(j + 1))
                .reduce(Node::add)
                .orElseThrow();
    }

    private static CalibrationProblem nist(String name) {
        return CalibrationProblem.read("nist-strd.txt").stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Node nist(String name, List<? extends Node> x) {
        return nist(name).residuals(x);
    }

    Node residuals(List<? extends Node> x) {
        int n = x.size();
        return switch (name) {
            case "linear-full-rank" -> {
                Node mean = list(x).sum().multiply(2.0 / m).add(1);
                Node rest = Constant.of(Tensor.zeros(m - n));
                yield list(x).concat(0, rest).subtract(mean);
            }
            case "linear-rank-1" ->
                constants(i -> i).multiply(weighted(x, 0, n)).subtract(1);
            case "linear-rank-1-zeros" ->
                constants(i -> i < m ? i - 1 : 0)
                        .multiply(weighted(x, 1, n - 1))
                        .subtract(1);
            case "rosenbrock", "powell-singular" -> new CalibrationProblem(name, Map.of()).residuals(x);
            case "helical-valley" -> {
                Node half = x.get(0).less(0).multiply(0.5);
                Node turns =
                        x.get(1).divide(x.get(0)).atan().divide(2 * Math.PI).add(half);
                Node radius = x.get(0).square().add(x.get(1).square()).sqrt();
                yield list(List.of(
                        x.get(2).subtract(turns.multiply(10)).multiply(10),
                        radius.subtract(1).multiply(10),
                        x.get(2)));
            }
            case "freudenstein-roth" -> {
                Node b = x.get(1);
                Node first = Node.of(5).subtract(b).multiply(b).subtract(2).multiply(b);
                Node second = b.add(1).multiply(b).subtract(14).multiply(b);
                yield list(List.of(
                        x.get(0).add(first).subtract(13), x.get(0).add(second).subtract(29)));
            }
            case "bard" -> {
                Node v = constants(i -> 16 - i), w = constants(i -> Math.min(i, 16 - i));
                Node part = constants(i -> i).divide(v.multiply(x.get(1)).add(w.multiply(x.get(2))));
                yield Constant.of(Tensor.of(BARD)).subtract(part.add(x.get(0)));
            }
            case "kowalik-osborne" -> nist("MGH09", x);
            case "meyer" -> nist("MGH10", x);
            case "watson" -> watson(x);
            case "box" -> {
                Node t = constants(i -> i / 10).negate();
                yield t.multiply(x.get(0))
                        .exp()
                        .subtract(t.multiply(x.get(1)).exp())
                        .add(constants(i -> StrictMath.exp(-i) - StrictMath.exp(-i / 10))
                                .multiply(x.get(2)));
            }
            case "jennrich-sampson" -> {
                Node i = constants(each -> each);
                yield constants(each -> 2 + 2 * each)
                        .subtract(i.multiply(x.get(0)).exp())
                        .subtract(i.multiply(x.get(1)).exp());
            }
            case "brown-dennis" -> {
                Node first = constants(i -> i / 5).multiply(x.get(1)).add(x.get(0));
                Node second =
                        constants(i -> StrictMath.sin(i / 5)).multiply(x.get(3)).add(x.get(2));
                yield first.subtract(constants(i -> StrictMath.exp(i / 5)))
                        .square()
                        .add(second.subtract(constants(i -> StrictMath.cos(i / 5)))
                                .square());
            }
            case "chebyquad" -> chebyquad(list(x));
            case "brown-almost-linear" -> {
                Node all = list(x);
                Node sums = all.add(all.sum()).subtract(n + 1.0).slice(0, 0, n - 1);
                Node product =
                        x.stream().map(one -> (Node) one).reduce(Node::multiply).orElseThrow();
                yield sums.concat(0, product.subtract(1).reshape(1));
            }
            case "osborne-1" -> nist("MGH17", x).negate();
            case "osborne-2" -> {
                Node t = constants(i -> (i - 1) / 10);
                Node sum = t.multiply(x.get(4)).negate().exp().multiply(x.get(0));
                for (int k = 1; k <= 3; k++) {
                    Node square = t.subtract(x.get(7 + k)).square();
                    sum = sum.add(square.multiply(x.get(4 + k)).negate().exp().multiply(x.get(k)));
                }
                yield Constant.of(Tensor.of(OSBORNE_2)).subtract(sum);
            }
            default -> throw new AssertionError(name);
        };
    }

    private static Node watson(List<? extends Node> x) {
        int n = x.size();
        Node slopes = powers(n, (i, j) -> j == 0 ? 0 : j * StrictMath.pow(i / 29.0, j - 1)),
                values = powers(n, (i, j) -> StrictMath.pow(i / 29.0, j));
        Node column = list(x).reshape(n, 1);
        Node r = slopes.matMul(column)
                .subtract(values.matMul(column).square())
                .subtract(1)
                .reshape(29);
        Node last = x.get(1).subtract(x.get(0).square()).subtract(1);
        return r.concat(0, list(List.of(x.get(0), last)));
    }

    private interface Entry {
        double at(int i, int j);
    }

    private static Node powers(int n, Entry entry) {
        return Constant.of(Tensor.generate(Shape.of(29, n), k -> entry.at(k / n + 1, k % n)));
    }

    /** Means of the shifted Chebyshev polynomials, without their integrals. */
    private Node chebyquad(Node x) {
        Node before = x.multiply(0).add(1), now = x.multiply(2).subtract(1), twice = now.multiply(2);
        List<Node> means = new ArrayList<>();
        for (int i = 1; i <= m; i++) {
            double integral = i % 2 == 0 ? 1.0 / (i * i - 1) : 0;
            means.add(now.mean().add(integral));
            Node next = twice.multiply(now).subtract(before);
            before = now;
            now = next;
        }
        return list(means);
    }
}

package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;

/** Ops that remember: what they were computed with before, what another thread computes, what their caller gave them. */
final class WrongState {
    private static final Values ANY = Values.any();
    private static final String ONE = "x = 1, upstream = 1";

    private WrongState() {}

    static List<Mutant> all() {
        return List.of(
                cached("a cache whose key is the hash code of the input", Arrays::hashCode, ONE),
                cached(
                        "a cache whose key is the sum of the input",
                        x -> Arrays.stream(x).sum(),
                        "x = [1, 1], upstream = [1, 1]"),
                seenByThePlainCheck(cached(
                        "a cache whose key is the first and the last element",
                        x -> x.length == 0 ? "" : x[0] + " " + x[x.length - 1],
                        "x = [1, 1, 1], upstream = [1, 1, 1]",
                        "x = [[1, 1], [1, 1]], upstream = [[1, 1], [1, 1]]")),
                cached(
                        "a cache that does not see the order of elements",
                        x -> Arrays.stream(x).sorted().boxed().toList(),
                        "x = [1, -1], upstream = [1, 1]"),
                seenByThePlainCheck(cached(
                        "a cache whose key is rounded to six digits",
                        x -> Arrays.stream(x).mapToObj(y -> "%.6g".formatted(y)).toList(),
                        ONE)),
                cached(
                        "a cache whose key ignores signs",
                        x -> Arrays.stream(x).map(Math::abs).boxed().toList(),
                        ONE),
                Mutant.of(
                                "a cache of all instances whose key is rounded to a float",
                                twice(() -> SHARED).reference(x -> 2 * x),
                                Law.NO_MEMORY,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a cache of all instances that forgets their factor",
                                OpSpec.drawing(layout -> Arbitraries.integers().between(1, 5))
                                        .unary(CachedScale::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .referenceTensor(
                                                (in, factor) -> in.get(0).map(x -> factor * x)),
                                Law.NO_MEMORY,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a median sorts its input and puts it back",
                                OpSpec.unary(x -> Custom.of(
                                                List.of(x),
                                                inputs -> Shape.scalar(),
                                                (f, in, out) -> {
                                                    double[] saved = in[0].clone();
                                                    Arrays.sort(in[0]);
                                                    out[0] = in[0][in[0].length / 2];
                                                    System.arraycopy(saved, 0, in[0], 0, saved.length);
                                                },
                                                (f, u) -> List.of(u.multiply(f.input(0)
                                                        .equal(f)
                                                        .broadcastTo(f.input(0).shape())))))
                                        .input("x", Dims.dims("n"), ANY.distinct())
                                        .size("n", 1, 4)
                                        .referenceTensor(in -> {
                                            double[] x = in.get(0).toArray();
                                            Arrays.sort(x);
                                            return Tensor.scalar(x[x.length / 2]);
                                        }),
                                Law.NO_TRACE,
                                "x = [1, -1], upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "an input is doubled while the op computes and put back",
                                spec(x -> Custom.like(
                                        x,
                                        (f, in, out) -> {
                                            for (int i = 0; i < out.length; i++) {
                                                in[0][i] *= 2;
                                            }
                                            double[] result = in[0].clone();
                                            Thread.yield(); // the other thread gets its turn, as in a longer
                                            // computation
                                            for (int i = 0; i < out.length; i++) {
                                                in[0][i] /= 2;
                                            }
                                            System.arraycopy(result, 0, out, 0, out.length);
                                        },
                                        (f, u) -> List.of(u.multiply(2)))),
                                Law.THREADS,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of("the op keeps its caller's array of factors", weights(false), Law.NO_MEMORY, ONE)
                        .survivingThePlainCheck(),
                Mutant.of("the rule keeps its caller's array of factors", weights(true), Law.NO_MEMORY, ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "the op keeps its caller's list",
                                OpSpec.drawing(layout ->
                                                Arbitraries.of(1.0, 0.5, 2.25).map(List::of))
                                        .unary((x, list) -> new Scaled(x, () -> list.get(0), () -> list.get(0)))
                                        .input("x", Dims.anyShape(), ANY)
                                        .referenceTensor((in, list) -> in.get(0).map(x -> list.get(0) * x)),
                                Law.NO_MEMORY,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "two instances, computed in turns, share what forward saved",
                                OpSpec.unary(SavesInStatic::new)
                                        .input("x", Dims.anyShape(), Values.between(-40, 40))
                                        .reference(Math::exp),
                                Law.NO_TRACE,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of("a table is published before it is filled", spec(LazyTable::new), Law.THREADS, ONE)
                        .survivingThePlainCheck(),
                Mutant.of("a flag says that a table is ready before it is", spec(ReadyTooEarly::new), Law.THREADS, ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "copies of an op share its scratch array",
                                spec(x -> new SharedScratch(
                                        x, new double[x.shape().elements()])),
                                Law.THREADS,
                                ONE)
                        .survivingThePlainCheck(),
                Mutant.of(
                                "an op of the rule has a scratch array",
                                spec(x -> Custom.like(
                                        x,
                                        (f, in, out) -> Arrays.setAll(out, i -> 2 * in[0][i]),
                                        (f, u) -> List.of(new SharedScratch(
                                                u, new double[u.shape().elements()])))),
                                Law.THREADS,
                                ONE)
                        .survivingThePlainCheck());
    }

    private static OpSpec spec(Function<Node, Op> op) {
        return OpSpec.unary(op).input("x", Dims.anyShape(), ANY).reference(x -> 2 * x);
    }

    /** 2x, with a cache. */
    private static Mutant cached(String name, Function<double[], Object> key, String... smallest) {
        return Mutant.of(
                        name,
                        twice(() -> new Cache(key, new HashMap<>())).reference(x -> 2 * x),
                        Law.NO_MEMORY,
                        smallest)
                .survivingThePlainCheck();
    }

    private static Mutant seenByThePlainCheck(Mutant mutant) {
        return new Mutant(mutant.name(), mutant.spec(), mutant.killer(), mutant.smallest(), false);
    }

    private record Cache(Function<double[], Object> key, Map<Object, double[]> values) {}

    private static final Cache SHARED =
            new Cache(x -> Arrays.stream(x).mapToObj(y -> (float) y).toList(), new ConcurrentHashMap<>());

    private static OpSpec twice(Supplier<Cache> caches) {
        return OpSpec.unary(x -> {
                    Cache cache = caches.get();
                    return Custom.like(
                            x,
                            (f, in, out) -> {
                                double[] value = cache.values.computeIfAbsent(
                                        cache.key.apply(in[0]),
                                        none -> Arrays.stream(in[0])
                                                .map(y -> 2 * y)
                                                .toArray());
                                System.arraycopy(value, 0, out, 0, out.length);
                            },
                            (f, u) -> List.of(u.multiply(2)));
                })
                .input("x", Dims.anyShape(), ANY);
    }

    private static final class CachedScale extends UnaryOp {
        private static double[] lastIn = {};
        private static double[] lastOut = {};
        private final int factor;

        private record Factor(int factor) {}

        CachedScale(Node x, int factor) {
            super(x, in -> new CachedScale(in, factor));
            this.factor = factor;
        }

        @Override
        public double apply(double x) {
            return factor * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            if (!Arrays.equals(in[0], lastIn)) {
                super.forward(in, out);
                lastIn = in[0].clone();
                lastOut = out.clone();
            }
            System.arraycopy(lastOut, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(factor));
        }

        @Override
        public Record attributes() {
            return new Factor(factor);
        }
    }

    /** x · factor, where the value or the rule reads the array again. */
    private static OpSpec weights(boolean inTheRule) {
        return OpSpec.drawing(layout -> Arbitraries.of(1.0, 0.5, 2.25).map(factor -> new double[] {factor}))
                .unary((x, factors) -> {
                    double kept = factors[0];
                    return inTheRule
                            ? new Scaled(x, () -> kept, () -> factors[0])
                            : new Scaled(x, () -> factors[0], () -> kept);
                })
                .input("x", Dims.anyShape(), ANY)
                .referenceTensor((in, factors) -> in.get(0).map(x -> factors[0] * x));
    }

    private static final class Scaled extends UnaryOp {
        private final Supplier<Double> ofValue;
        private final Supplier<Double> ofRule;
        private final double factor;

        private record Factor(double factor) {}

        Scaled(Node x, Supplier<Double> ofValue, Supplier<Double> ofRule) {
            super(x, in -> new Scaled(in, ofValue, ofRule));
            this.ofValue = ofValue;
            this.ofRule = ofRule;
            this.factor = ofValue.get();
        }

        @Override
        public double apply(double x) {
            return ofValue.get() * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(ofRule.get()));
        }

        @Override
        public Record attributes() {
            return new Factor(factor);
        }
    }

    private static final class SavesInStatic extends UnaryOp {
        private static double[] saved = {};

        SavesInStatic(Node x) {
            super(x, SavesInStatic::new);
        }

        @Override
        public double apply(double x) {
            return StrictMath.exp(x);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            super.forward(in, out);
            saved = out.clone();
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(Custom.of(
                    List.of(upstream, this),
                    inputs -> inputs.get(0).shape(),
                    (f, in, out) -> Arrays.setAll(out, i -> in[0][i] * (i < saved.length ? saved[i] : 0)),
                    (f, u) -> List.of(u.multiply(this), u.multiply(f.input(0)))));
        }
    }

    /** 2x from a table of factors that is made when it is first needed. */
    private static final class LazyTable extends UnaryOp {
        private static final int ENTRIES = 256;
        private double[] table = {};

        LazyTable(Node x) {
            super(x, LazyTable::new);
        }

        @Override
        public double apply(double x) {
            if (table.length == 0) {
                table = new double[ENTRIES];
                Thread.yield();
                for (int i = 0; i < ENTRIES; i++) {
                    table[i] = 1 + StrictMath.pow(StrictMath.cos(i), 0);
                }
            }
            return table[ENTRIES - 1] * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    private static final class ReadyTooEarly extends UnaryOp {
        private double factor;
        private boolean ready;

        ReadyTooEarly(Node x) {
            super(x, ReadyTooEarly::new);
        }

        @Override
        public double apply(double x) {
            if (!ready) {
                ready = true;
                Thread.yield();
                double sum = 0;
                for (int i = 0; i < 200; i++) {
                    sum += StrictMath.pow(StrictMath.sin(i), 2) + StrictMath.pow(StrictMath.cos(i), 2);
                }
                factor = Math.rint(sum / 100);
            }
            return factor * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    private static final class SharedScratch extends UnaryOp {
        private final double[] scratch;

        SharedScratch(Node x, double[] scratch) {
            super(x);
            this.scratch = scratch;
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            Arrays.setAll(scratch, i -> 2 * in[0][i]);
            LockSupport.parkNanos(1); // as if it took longer: whoever waits for a processor gets its turn
            System.arraycopy(scratch, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }

        @Override
        public SharedScratch withInputs(List<Node> inputs) {
            return new SharedScratch(
                    inputs.get(0),
                    inputs.get(0).shape().equals(shape())
                            ? scratch
                            : new double[inputs.get(0).shape().elements()]);
        }
    }
}

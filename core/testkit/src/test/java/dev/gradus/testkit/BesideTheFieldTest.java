package dev.gradus.testkit;

import static dev.gradus.testkit.Formula.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Abs;
import dev.gradus.node.Constant;
import dev.gradus.node.MaximumBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Relu;
import dev.gradus.node.Sqrt;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.domain.Directions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes core/testkit/beside-the-field.md: the kit's column for the same ops as in beside_the_field.py, whose output is in
 * beside_the_field.txt.
 */
@EnabledIfSystemProperty(
        named = "gradus.field",
        matches = "true",
        disabledReason = "-Dgradus.field=true writes core/testkit/beside-the-field.md, which takes a minute")
class BesideTheFieldTest {
    private static final Path PAGE = Path.of("beside-the-field.md");
    private static final Path THEIRS = Path.of("src/test/python/beside_the_field.txt");
    private static final Path FUNCTIONS = Path.of("../connect/check/adapters/python/tests/torch_functions.txt");
    private static final int SEEDS = 5;
    private static final int TRIES = 200;
    private static final Values ANY = Values.any();
    private static final Values BOUNDED = Values.between(-100, 100);

    private static Node masked(Node condition, Node value) {
        return condition.where(value, Constant.of(0));
    }

    private static Map<String, OpSpec> mistakes() {
        Map<String, OpSpec> specs = new LinkedHashMap<>();
        specs.put("swish without β in its rule, at β = 1", spec((x, b) -> x / (1 + Math.exp(-b * x)), (f, u) -> {
            Node sigma = f.a().multiply(f.b()).sigmoid();
            Node slope = sigma.multiply(f.a().multiply(f.b()).negate().sigmoid());
            return List.of(
                    u.multiply(sigma.add(slope.multiply(f.a()))).sumTo(f.a().shape()),
                    u.multiply(f.a().square().multiply(slope)).sumTo(f.b().shape()));
        }));
        specs.put("σ′ is missing", spec(x -> 1 / (1 + Math.exp(-x)), (f, u) -> u.multiply(f), ANY));
        specs.put(
                "1/n missing",
                OpSpec.unary((Node x) -> Custom.of(
                                List.of(x),
                                in -> Shape.scalar(),
                                (self, in, out) ->
                                        out[0] = Arrays.stream(in[0]).average().orElse(0),
                                (self, u) -> List.of(u.broadcastTo(self.input(0).shape()))))
                        .input("x", Dims.dims("n"), BOUNDED)
                        .size("n", 1, 4)
                        .without(Law.VALUE, "not what is compared"));
        specs.put("upstream is ignored", spec(x -> x * x, (f, u) -> f.x().multiply(2), ANY));
        specs.put(
                "upstream enters squared",
                spec(x -> x * x, (f, u) -> u.multiply(u).multiply(f.x()).multiply(2), ANY));
        specs.put(
                "rule clips upstream at 100",
                spec(x -> x * x, (f, u) -> u.clip(-100, 100).multiply(f.x()).multiply(2), ANY));
        specs.put(
                "wrong by one part in a million",
                spec(Math::exp, (f, u) -> u.multiply(f).multiply(1.000001), ANY));
        specs.put(
                "wrong from |x| = 3 on",
                spec(Math::sin, (f, u) -> masked(f.x().abs().less(3), u.multiply(f.x().cos())), ANY));
        specs.put(
                "wrong from |x| = 60 on",
                spec(Math::sin, (f, u) -> masked(f.x().abs().less(60), u.multiply(f.x().cos())), ANY));
        specs.put(
                "slope wrong at exactly 0",
                spec(Math::sin, (f, u) -> masked(f.x().notEqual(0), u.multiply(f.x().cos())), ANY));
        specs.put(
                "wrong in a region 1e-4 wide",
                spec(
                        Math::sin,
                        (f, u) -> masked(f.x().subtract(0.7).abs().greaterEqual(5e-5), u.multiply(f.x().cos())),
                        ANY));
        specs.put("gradient stops after 16 elements", squareWithFactors(position -> position < 16 ? 1 : 0));
        specs.put(
                "mask of a ReLU lets negative numbers through",
                spec(x -> Math.max(x, 0), (f, u) -> masked(f.x().notEqual(0), u), ANY.kinksAt(0)));
        specs.put(
                "ties get twice what they should",
                spec(
                                Math::max,
                                (f, u) -> List.of(
                                        masked(f.a().greaterEqual(f.b()), u).sumTo(f.a().shape()),
                                        masked(f.b().greaterEqual(f.a()), u).sumTo(f.b().shape())))
                        .apart("a", "b"));
        specs.put("half the gradient when both operands are the same node", spec((a, b) -> a * b, (f, u) -> {
            double share = f.a() == f.b() ? 0.5 : 1;
            return List.of(
                    u.multiply(f.b()).multiply(share).sumTo(f.a().shape()),
                    u.multiply(f.a()).multiply(share).sumTo(f.b().shape()));
        }));
        specs.put(
                "overflow: eˣ / (1 + eˣ) is NaN from 710 on",
                spec(
                        x -> Math.exp(x) / (1 + Math.exp(x)),
                        (f, u) -> u.multiply(f.x().sigmoid())
                                .multiply(f.x().negate().sigmoid()),
                        ANY));
        specs.put(
                "rule has no derivative of its own",
                spec(
                        x -> x * x * x,
                        (f, u) -> u.multiply(f.x().square().multiply(3).stopGradient()),
                        BOUNDED));
        specs.put(
                "forward overwrites its input",
                OpSpec.unary((Node x) -> Custom.like(
                                x,
                                (self, in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        out[i] = Math.exp(in[0][i]);
                                        in[0][i] += 1e-3;
                                    }
                                },
                                (self, u) -> List.of(u.multiply(self))))
                        .input("x", Dims.anyShape(), Values.between(-3, 3))
                        .reference(Math::exp));
        specs.put(
                "right for symmetric matrices only",
                OpSpec.binary((x, w) -> product(x, w, (u, a, b) -> List.of(u.matMul(b.transpose()), u.matMul(a))))
                        .input("x", Dims.dims("n", "n"), BOUNDED)
                        .input("w", Dims.dims("n", "n"), BOUNDED)
                        .without(Law.VALUE, "not what is compared"));
        specs.put("one of 400 gradients is 10 % too large", squareWithFactors(position -> position == 43 ? 1.1 : 1));
        specs.put("pytorch#59615: renorm with its branches swapped", renorm(false));
        return specs;
    }

    private static OpSpec squareWithFactors(IntToDoubleFunction factor) {
        return OpSpec.unary((Node x) -> Custom.like(
                        x,
                        (self, in, out) -> Arrays.setAll(out, i -> in[0][i] * in[0][i]),
                        (self, u) -> List.of(u.multiply(self.input(0))
                                .multiply(2)
                                .multiply(Constant.of(Tensor.generate(self.shape(), factor))))))
                .input("x", Dims.dims("n", "m"), BOUNDED)
                .reference(x -> x * x);
    }

    @FunctionalInterface
    private interface ProductRule {
        List<Node> gradients(Node upstream, Node a, Node b);
    }

    private static Op product(Node x, Node w, ProductRule rule) {
        return Custom.of(
                List.of(x, w),
                in -> in.get(0).shape(),
                (self, in, out) -> {
                    int n = self.shape().size(0);
                    for (int p = 0; p < out.length; p++) {
                        out[p] = 0;
                        for (int k = 0; k < n; k++) {
                            out[p] += in[0][p / n * n + k] * in[1][k * n + p % n];
                        }
                    }
                },
                (self, u) -> rule.gradients(u, self.input(0), self.input(1)));
    }

    private static OpSpec renorm(boolean right) {
        return OpSpec.unary((Node x) -> Custom.like(
                        x,
                        (self, in, out) -> {
                            int n = self.shape().size(1);
                            for (int p = 0; p < out.length; p++) {
                                double[] row = Arrays.copyOfRange(in[0], p / n * n, p / n * n + n);
                                out[p] = in[0][p] / Math.max(1, Math.sqrt(Directions.dot(row, row)));
                            }
                        },
                        (self, u) -> {
                            Node norm = self.input(0).square().sum(1).keepDims().sqrt();
                            Node along = u.multiply(self.input(0)).sum(1).keepDims();
                            Node scaled = u.divide(norm)
                                    .subtract(self.input(0).multiply(along).divide(norm.pow(3)));
                            Node isLong = norm.greater(1).broadcastTo(u.shape());
                            return List.of(right ? isLong.where(scaled, u) : isLong.where(u, scaled));
                        }))
                .input("x", Dims.dims("n", "m"), Values.between(-2, 2))
                .size("m", 1, 3)
                .without(Law.VALUE, "not what is compared");
    }

    private static Map<String, OpSpec> right() {
        Map<String, OpSpec> specs = new LinkedHashMap<>();
        specs.put("swish", new ContractTest.SwishProperties().spec());
        specs.put("softmax", softmax());
        specs.put("layer norm", layerNorm());
        specs.put(
                "pytorch#114234, relu at 0",
                OpSpec.unary(Relu::new)
                        .input("x", Dims.anyShape(), ANY.kinksAt(0))
                        .reference(x -> Math.max(x, 0)));
        specs.put(
                "caffe#1334, |x| at 0",
                OpSpec.unary(Abs::new)
                        .input("x", Dims.anyShape(), ANY.kinksAt(0))
                        .reference(Math::abs));
        specs.put(
                "kornia#4184, maximum at ties",
                OpSpec.binary(MaximumBroadcast::new)
                        .input("a", Dims.broadcastable(), ANY)
                        .input("b", Dims.broadcastable(), ANY)
                        .apart("a", "b")
                        .reference(Math::max));
        specs.put("median at ties", median());
        specs.put(
                "cube of 1000",
                spec(x -> x * x * x, (f, u) -> u.multiply(f.x().square().multiply(3)), Values.between(-1e100, 1e100)));
        specs.put(
                "square root near 0",
                OpSpec.unary(Sqrt::new)
                        .input("x", Dims.anyShape(), Values.positive())
                        .reference(Math::sqrt));
        specs.put("determinant", DomainsTest.right().get("determinant"));
        specs.put("Cholesky of a symmetric matrix", DomainsTest.right().get("Cholesky, symmetric gradient"));
        return specs;
    }

    private static OpSpec softmax() {
        return OpSpec.unary((Node x) -> Custom.like(
                        x,
                        (self, in, out) -> {
                            int n = self.shape().size(1);
                            for (int start = 0; start < out.length; start += n) {
                                double[] row = Arrays.copyOfRange(in[0], start, start + n);
                                double most = Arrays.stream(row).max().orElse(0);
                                double sum = Arrays.stream(row)
                                        .map(e -> Math.exp(e - most))
                                        .sum();
                                for (int j = 0; j < n; j++) {
                                    out[start + j] = Math.exp(row[j] - most) / sum;
                                }
                            }
                        },
                        (self, u) -> List.of(
                                self.multiply(u.subtract(u.multiply(self).sum(1).keepDims())))))
                .input("x", Dims.dims("n", "m"), Values.between(-1e100, 1e100))
                .size("m", 1, 3)
                .without(Law.VALUE, "not what is compared");
    }

    private static OpSpec layerNorm() {
        return OpSpec.unary((Node x) -> Custom.like(
                        x,
                        (self, in, out) -> {
                            int n = self.shape().size(1);
                            for (int start = 0; start < out.length; start += n) {
                                double[] row = Arrays.copyOfRange(in[0], start, start + n);
                                double mean = Arrays.stream(row).average().orElse(0);
                                double variance = Arrays.stream(row)
                                        .map(e -> (e - mean) * (e - mean))
                                        .average()
                                        .orElse(0);
                                for (int j = 0; j < n; j++) {
                                    out[start + j] = (row[j] - mean) / Math.sqrt(variance + 1e-5);
                                }
                            }
                        },
                        (self, u) -> {
                            Node input = self.input(0);
                            Node centered = input.subtract(input.mean(1).keepDims());
                            Node scale = centered.square()
                                    .mean(1)
                                    .keepDims()
                                    .add(1e-5)
                                    .sqrt();
                            Node y = centered.divide(scale);
                            Node mean = u.mean(1).keepDims();
                            Node along = u.multiply(y).mean(1).keepDims();
                            return List.of(
                                    u.subtract(mean).subtract(y.multiply(along)).divide(scale));
                        }))
                .input("x", Dims.dims("n", "m"), Values.between(-100, 100))
                .size("m", 1, 3)
                .without(Law.VALUE, "not what is compared");
    }

    /** The middle of three numbers, whose gradient goes to the first that is equal to it. */
    private static OpSpec median() {
        return OpSpec.unary((Node x) -> Custom.of(
                        List.of(x),
                        in -> Shape.scalar(),
                        (self, in, out) -> out[0] = in[0].clone().length == 0 ? 0 : middle(in[0]),
                        (self, u) -> {
                            Node isMiddle = self.input(0)
                                    .equal(self.broadcastTo(self.input(0).shape()));
                            Node before = isMiddle.cumulativeSum(0, true, false);
                            Node first = isMiddle.multiply(before.equal(0));
                            return List.of(
                                    first.multiply(u.broadcastTo(self.input(0).shape())));
                        }))
                .input("x", Dims.dims("3"), ANY.distinct())
                .referenceTensor(in -> Tensor.scalar(middle(in.get(0).toArray())));
    }

    private static double middle(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted[1];
    }

    /** How often a law complains, of five times. */
    private static int complaints(OpSpec spec) {
        return (int) LongStream.range(0, SEEDS)
                .filter(seed -> EnumSet.allOf(Law.class).stream()
                        .filter(law -> law.excuse(spec.data()).isEmpty())
                        .anyMatch(law -> complains(spec, law, seed)))
                .count();
    }

    /** Without looking for the smallest case. */
    private static boolean complains(OpSpec spec, Law law, long seed) {
        CaseGenerator generator =
                new CaseGenerator(spec.data(), law.rule(spec.data()).draw());
        Random random = new Random(seed);
        return IntStream.range(0, TRIES)
                .filter(law.rule(spec.data()).share()::includes)
                .mapToObj(i -> generator.next(random).value())
                .anyMatch(where -> isBroken(law, where));
    }

    private static boolean isBroken(Law law, Case where) {
        try {
            law.check(where);
            return false;
        } catch (BrokenLawError found) {
            return true;
        }
    }

    @Test
    void thePageSaysWhatHappened() throws IOException {
        Map<String, OpSpec> all = new LinkedHashMap<>(mistakes());
        all.putAll(right());
        long start = System.nanoTime();
        Map<String, Integer> ours = new LinkedHashMap<>();
        all.forEach((name, spec) -> ours.put(name, complaints(spec)));
        double milliseconds = (System.nanoTime() - start) / 1e6 / (SEEDS * all.size());
        List<String> theirs = Files.readAllLines(THEIRS);
        String page = Stream.concat(Stream.of(HEAD), theirs.stream().skip(1).map(line -> row(line, ours, milliseconds)))
                .collect(Collectors.joining("\n"));
        Files.writeString(PAGE, page + "\n\n" + FUNCTIONS_HEAD + Files.readString(FUNCTIONS));
        assertThat(mistakes().keySet())
                .allSatisfy(name -> assertThat(ours.get(name)).as(name).isEqualTo(SEEDS));
        assertThat(right().keySet())
                .allSatisfy(name -> assertThat(ours.get(name)).as(name).isZero());
    }

    private static String row(String line, Map<String, Integer> ours, double milliseconds) {
        if (line.startsWith("mistake |")) {
            return "| " + line + " | Gradus |\n|---|---|---|---|---|---|";
        }
        if (line.startsWith("right op |")) {
            return "\nThese ops are correct, so each complaint is a false alarm.\n\n| " + line
                    + " | Gradus |\n|---|---|---|---|---|---|";
        }
        if (line.startsWith("ms ")) {
            return String.format(Locale.ROOT, "| %s | %.0f |", line, milliseconds);
        }
        String name = line.split(" \\| ")[0].substring(2).replace("\\|", "|");
        Integer complaints = ours.get(name);
        assertThat(complaints).as("a spec for the row '%s'", name).isNotNull();
        return line + " " + complaints + " |";
    }

    private static final String HEAD = """
            # Gradient checkers compared

            How often do gradient checkers complain about an op? Each row is one op; the numbers count complaints in five runs with
            different seeds.

            - *gradcheck* is PyTorch's `gradcheck` followed by `gradgradcheck`. *fast* is the same with `fast_mode=True`.
            - *check_grads* is JAX's, in reverse mode up to second order. *test_rrule* is that of ChainRulesTestUtils. Both were
              reimplemented from their sources on PyTorch's derivatives, because the originals need JAX and Julia.
            - *Gradus* is `Laws.check` of the [property kit](../../docs/04-testing-an-op.md) with its default of 200 tries for each law.

            Most differences have one cause: Gradus draws inputs from the domain that the spec states, whereas the other checkers get
            the inputs that their documentation uses, a few normal random numbers. A number after a `#` is the issue or pull request
            that reported the mistake or the false alarm.

            To regenerate the other checkers' columns, run `python3 beside_the_field.py > beside_the_field.txt` with PyTorch in
            `core/testkit/src/test/python`. To regenerate this page, run

            ```
            mvn -pl :gradus-testkit -am test -Dtest=BesideTheFieldTest -Dgradus.field=true -Dsurefire.failIfNoSpecifiedTests=false
            ```
            """;

    private static final String FUNCTIONS_HEAD = """
            ## Functions of PyTorch

            These are functions of PyTorch 2.6. [`gradus-check`](../../docs/17-checking-any-op.md) tests the gradient of each function and the
            derivative of that gradient, in float64, with 20 tries for each law and without the law THREADS. The column gradcheck shows
            the result of `gradcheck` and `gradgradcheck` for one normal random input.

            ```
            python3 torch_functions.py 20 > torch_functions.txt
            ```

            in `core/connect/check/adapters/python/tests` writes the rows. `FINDINGS` in `torch_functions.py` explains each finding:

            - PyTorch's `hardsigmoid` is wrong: its rule multiplies by the float32 nearest to 1/6, so at x = 1 the gradient is
              0.1666666716 in float64 too. Its second derivative is not implemented, which `gradgradcheck` reports as well.
            - PyTorch's `det` is wrong at singular matrices: at [[0]] the gradient is 0 instead of 1.
            - PyTorch's `pow(a, b)` is wrong at b = 0: the derivative of ∂J/∂a with respect to b is 0 instead of 1/a.
            - `tanhshrink`, `prod` and `cumprod` lose digits near 0: 1 − (1 − tanh² x) cancels, and so do second derivatives of
              products, whose rules divide by the element.
            - `cholesky` is correct. `gradcheck` perturbs one of two elements that a symmetric matrix shares.

            Times were measured on two cores that other programs used at the same time.

            | function | gradcheck | ms | laws broken | s |
            |---|---|---|---|---|
            """;
}

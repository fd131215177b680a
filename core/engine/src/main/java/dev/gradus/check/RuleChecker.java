package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.node.Constant;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Checks one op's backward rule by itself, at the values that its inputs have in the graph. */
final class RuleChecker {
    /** If a rule is linear, k · upstream must give k · gradient. */
    private static final double MULTIPLE = -2;

    private final Op op;
    private final NodeArrays values;
    private final double[][] in;
    private final Function<Node, Domain> domains;
    private final Judge judge;
    private final int mostElements;
    private final SplittableRandom random;

    /** Independent ones. */
    private final List<Tensor> upstreams;

    private final List<double[]> upstreamArrays;
    private final List<Arrival> draws;

    /**
     * A gradient that arrived at the op.
     *
     * @param source which of the independent ones it is a multiple of
     * @param gradients the rule's gradient for each input
     */
    private record Arrival(int source, double factor, Tensor upstream, List<Node> gradients) {}

    RuleChecker(
            Op op,
            NodeArrays values,
            Function<Node, Domain> domains,
            Judge judge,
            int mostElements,
            SplittableRandom random) {
        this.op = op;
        this.values = values;
        this.in = values.inputsOf(op);
        this.domains = domains;
        this.judge = judge;
        this.mostElements = mostElements;
        this.random = random;
        this.upstreams = List.of(random(op.shape()), random(op.shape()));
        this.upstreamArrays = upstreams.stream().map(Tensor::toArray).toList();
        this.draws = List.of(draw(0, 1), draw(0, MULTIPLE), draw(1, 1));
    }

    /** Neither small nor large, of either sign. */
    private Tensor random(Shape shape) {
        return Tensor.generate(shape, position -> (random.nextBoolean() ? 1 : -1) * (0.5 + random.nextDouble()));
    }

    private Arrival draw(int source, double factor) {
        Tensor upstream = upstreams.get(source).map(element -> factor * element);
        return new Arrival(source, factor, upstream, op.gradients(Constant.of(upstream)));
    }

    List<RuleCheck> check() {
        return IntStream.range(0, in.length).mapToObj(this::check).toList();
    }

    private RuleCheck check(int input) {
        Node rule = draws.get(0).gradients.get(input);
        int[] positions = Sample.of(in[input].length, mostElements, random);
        if (op.stopsGradient()) {
            return RuleCheck.skipped(op, input, "its input is taken as a constant");
        }
        if (rule instanceof NoGradient none && !none.isZero()) {
            return RuleCheck.skipped(op, input, "undefined: " + none.reason().orElseThrow());
        }
        if (rule instanceof NoGradient
                && positions.length > 0
                && !slopes(input).by(positions[0]).canMove()) {
            return RuleCheck.skipped(op, input, "zero, and the op takes no values beside these");
        }
        Estimate[][] numeric = numeric(input, positions);
        double[][] backward = draws.stream().map(draw -> gradient(draw, input)).toArray(double[][]::new);
        double[] scales = new double[draws.size()];
        Arrays.setAll(
                scales,
                draw -> Judge.scale(
                        numeric[draw], Judge.largest(draws.get(draw).upstream.toArray())));
        List<ElementCheck> elements = IntStream.range(0, positions.length)
                .mapToObj(i -> IntStream.range(0, draws.size())
                        .mapToObj(draw -> judge.element(
                                positions[i],
                                in[input][positions[i]],
                                backward[draw][positions[i]],
                                numeric[draw][i],
                                scales[draw]))
                        .min(ElementCheck.WORST_FIRST)
                        .orElseThrow())
                .toList();
        boolean wrong = elements.stream().anyMatch(element -> element.verdict() == Verdict.WRONG);
        return new RuleCheck(
                op,
                input,
                elements,
                Optional.empty(),
                wrong ? Optional.of(diagnose(input, positions, backward, numeric)) : Optional.empty());
    }

    /** The rule's gradient for an input; zeros where it is locally constant. */
    private double[] gradient(Arrival draw, int input) {
        Node node = draw.gradients.get(input);
        return node instanceof NoGradient
                ? new double[in[input].length]
                : values.compute(List.of(node)).get(0);
    }

    private RuleSlopes slopes(int input) {
        return new RuleSlopes(
                op, values.computing(), in, values.of(op), upstreamArrays, input, domains.apply(op.input(input)));
    }

    /** For each draw the slopes by these elements. */
    private Estimate[][] numeric(int input, int[] positions) {
        Estimate[][] numeric = new Estimate[draws.size()][positions.length];
        RuleSlopes slopes = slopes(input);
        for (int i = 0; i < positions.length; i++) {
            slopes.by(positions[i]);
            List<Estimate> independent = IntStream.range(0, upstreams.size())
                    .mapToObj(slopes::derivative)
                    .toList();
            for (int draw = 0; draw < draws.size(); draw++) {
                numeric[draw][i] = independent.get(draws.get(draw).source).times(draws.get(draw).factor);
            }
        }
        return numeric;
    }

    private Diagnosis diagnose(int input, int[] positions, double[][] backward, Estimate[][] numeric) {
        Mistakes mistakes = new Mistakes(op, values.computing(), in, domains, draws.get(0).gradients, input, positions);
        List<Evidence> evidence = new ArrayList<>();
        Shape shape = op.input(input).shape();
        for (int draw = 0; draw < draws.size(); draw++) {
            Tensor upstream = draws.get(draw).upstream;
            evidence.add(new Evidence(
                    Tensor.of(shape, in[input]),
                    upstream,
                    Tensor.of(shape, backward[draw]),
                    mistakes.gradient(numeric[draw]),
                    mistakes.of(upstream)));
        }
        return Diagnosis.of(evidence);
    }
}

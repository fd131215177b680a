package dev.gradus.check;

import dev.gradus.check.NumericalDerivative.Estimate;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Checks the gradients of a run's objective against numerical gradients, and each op's backward rule separately, so that it
 * can name a wrong one.
 *
 * <pre>{@code
 * GradientCheck.of(run).check().assertPassed();
 * }</pre>
 *
 * <p>The check is at one point: the run's inputs and parameters, which it does not change. {@link NumericalDerivative}
 * estimates each element's derivative, and {@link Estimate#judge} compares it: a derivative a and its numerical value n ± e
 * agree if |a − n| ≤ rtol · max(|n|, scale) + 4e. The scale is 10⁻⁴ of the largest numerical derivative with respect to the
 * same node, because all its elements are sums of similar terms and their rounding is proportional to the largest. It is at
 * least 10⁻⁶ of the largest number in the backward pass, whose rounding remains where gradients cancel. The numerical
 * derivative also treats the value of a {@link dev.gradus.node.StopGradient} as a constant.
 *
 * <p>A rule is checked at the values of its inputs in the graph, with random upstream gradients and with the actual one. It
 * is not checked for inputs that are constants, or for which it returns {@code undefined}. If it returns {@code zero()}, it
 * is not checked when the op accepts no values in between, as for indices, or when nothing is differentiated with respect to
 * that input. {@link RuleCheck#skipped()} gives the reason.
 *
 * <p>Infinite values are supported, such as those of a mask {@code where(causal, scores, −∞)}: no gradient arrives where a
 * value is infinite, and none may be passed on to an infinite element.
 *
 * <p>The domain of an op ends where the op rejects values, as a loss rejects a probability above 1. You need not declare
 * such a domain with {@link #domain}. At its edge the derivative is one-sided.
 *
 * <p>Immutable: each option returns a new check.
 */
public final class GradientCheck {
    private final Evaluator evaluator;
    private final Graph graph;

    // modified only while an option copies the check
    private List<Node> nodes;
    private boolean nodesAsked;
    private Map<Node, Domain> domains = Map.of();
    private double rtol = 1e-8;
    private int elements = 1000;
    private int ruleElements = 32;
    private long seed;

    private GradientCheck(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.graph = evaluator.graph();
        this.nodes = List.copyOf(graph.parameters());
    }

    private GradientCheck(GradientCheck other) {
        this.evaluator = other.evaluator;
        this.graph = other.graph;
        this.nodes = other.nodes;
        this.nodesAsked = other.nodesAsked;
        this.domains = other.domains;
        this.rtol = other.rtol;
        this.elements = other.elements;
        this.ruleElements = other.ruleElements;
        this.seed = other.seed;
    }

    /**
     * Creates a check of the gradients of this run, with its current inputs and parameters.
     *
     * @throws IllegalStateException if there is no {@linkplain Evaluator#objective objective}
     */
    public static GradientCheck of(Run run) {
        return of(run.evaluator());
    }

    /**
     * Creates a check of the gradients of this evaluator.
     *
     * @throws IllegalStateException if there is no {@linkplain Evaluator#objective objective}
     */
    public static GradientCheck of(Evaluator evaluator) {
        evaluator.objective();
        return new GradientCheck(evaluator);
    }

    /**
     * Checks the gradients with respect to these nodes, such as inputs or intermediate values, instead of all parameters.
     * Without any nodes, only the rules are checked.
     *
     * @throws IllegalArgumentException if a node is not part of the graph
     */
    public GradientCheck nodes(Node... asked) {
        Objects.requireNonNull(asked, "asked");
        for (Node node : asked) {
            requireInGraph("nodes", node);
        }
        GradientCheck copy = new GradientCheck(this);
        copy.nodes = List.of(asked);
        copy.nodesAsked = true;
        return copy;
    }

    /**
     * Declares the domain of a node whose gradient is checked, or of an input of an op. The check moves its elements, which
     * must lie from low to high, only to values strictly in between.
     *
     * @throws IllegalArgumentException if the node is not part of the graph, or low is not less than high
     */
    public GradientCheck domain(Node node, double low, double high) {
        requireInGraph("domain", node);
        if (!(low < high)) {
            throw new IllegalArgumentException("GradientCheck: domain(" + node.expression() + ", " + low + ", " + high
                    + ") is empty; low must be less than high");
        }
        GradientCheck copy = new GradientCheck(this);
        copy.domains = new HashMap<>(domains);
        copy.domains.put(node, new Domain(low, high));
        return copy;
    }

    /**
     * Sets the relative tolerance, by default 10⁻⁸.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public GradientCheck rtol(double tolerance) {
        if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw new IllegalArgumentException(
                    "GradientCheck: rtol(" + tolerance + "): the tolerance must be finite and not negative");
        }
        GradientCheck copy = new GradientCheck(this);
        copy.rtol = tolerance;
        return copy;
    }

    /**
     * Sets the maximum number of elements checked per node, by default 1000. Larger nodes are sampled at random.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public GradientCheck elements(int most) {
        requirePositive("elements", most);
        GradientCheck copy = new GradientCheck(this);
        copy.elements = most;
        return copy;
    }

    /**
     * Sets the maximum number of elements checked per input of a rule, by default 32. Larger inputs are sampled at random.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public GradientCheck ruleElements(int most) {
        requirePositive("ruleElements", most);
        GradientCheck copy = new GradientCheck(this);
        copy.ruleElements = most;
        return copy;
    }

    /** Sets the seed of the samples and of the random upstream gradients, by default 0. */
    public GradientCheck seed(long value) {
        GradientCheck copy = new GradientCheck(this);
        copy.seed = value;
        return copy;
    }

    private void requireInGraph(String option, Node node) {
        if (!graph.nodes().contains(node)) {
            Objects.requireNonNull(node, "node");
            throw new IllegalArgumentException("GradientCheck: " + option + "(" + node.expression()
                    + ") names a node that the output "
                    + evaluator.objective().describe() + " does not depend on");
        }
    }

    private static void requirePositive(String option, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "GradientCheck: " + option + "(" + most + "): the number of elements must be at least 1");
        }
    }

    /**
     * Runs the check.
     *
     * @throws IllegalStateException if the graph has no parameters and no nodes were named, or a value lies outside its
     *     domain
     * @throws dev.gradus.run.FeedException if inputs were not fed
     * @throws dev.gradus.node.BackwardRuleException if a rule's gradients have the wrong count or shape
     * @throws dev.gradus.graph.UndefinedGradientException if there is no gradient with respect to a node
     */
    public GradientReport check() {
        if (nodes.isEmpty() && !nodesAsked) {
            throw new IllegalStateException("GradientCheck: "
                    + evaluator.objective().describe()
                    + " has no parameters; name the nodes to check with nodes(…)");
        }
        NodeArrays values = new NodeArrays(evaluator);
        domains.forEach((node, domain) -> requireInDomain(node, values.of(node), domain));
        SplittableRandom random = new SplittableRandom(seed);
        Node objective = evaluator.objective();
        Gradients swept = Gradients.of(objective);
        BackwardPass pass = BackwardPass.of(objective, swept, values);
        return new GradientReport(objective, checkNodes(swept, pass, values, random), checkRules(pass, values, random));
    }

    private static void requireInDomain(Node node, double[] value, Domain domain) {
        IntStream.range(0, value.length)
                .filter(position -> !domain.contains(value[position]))
                .findFirst()
                .ifPresent(position -> {
                    throw new IllegalStateException("GradientCheck: " + node.expression() + " is " + value[position]
                            + " at " + Arrays.toString(node.shape().index(position)) + ", outside its domain from "
                            + domain.low() + " to " + domain.high());
                });
    }

    private Domain domain(Node node) {
        return domains.getOrDefault(node, Domain.EVERYWHERE);
    }

    private List<NodeCheck> checkNodes(Gradients swept, BackwardPass pass, NodeArrays values, SplittableRandom random) {
        Node objective = evaluator.objective();
        List<double[]> gradients = values.compute(swept.wrt(nodes));
        Rounding rounding = Rounding.of(pass, values);
        List<NodeCheck> checks = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Perturbation perturbation = new Perturbation(values, graph.nodes(), node, objective);
            checks.add(checkNode(node, values.of(node), gradients.get(i), rounding, perturbation, random));
        }
        return checks;
    }

    private NodeCheck checkNode(
            Node node,
            double[] value,
            double[] gradient,
            Rounding rounding,
            Perturbation perturbation,
            SplittableRandom random) {
        int[] positions = Arrays.stream(Sample.of(value.length, elements, random))
                .filter(position -> !Judge.isMeantInfinity(value[position], gradient[position]))
                .toArray();
        Judge judge = new Judge(rtol);
        Estimate[] numeric = new Estimate[positions.length];
        Arrays.setAll(
                numeric,
                i -> derivative(
                        domain(node),
                        perturbation,
                        positions[i],
                        value[positions[i]],
                        rounding.noise(),
                        judge.claim(gradient[positions[i]])));
        double scale = Judge.scale(numeric, rounding.handedOn());
        return new NodeCheck(
                node,
                IntStream.range(0, positions.length)
                        .mapToObj(i -> judge.element(
                                positions[i], value[positions[i]], gradient[positions[i]], numeric[i], scale))
                        .toList());
    }

    private static Estimate derivative(
            Domain domain, Perturbation perturbation, int position, double x, double noise, Claim claim) {
        return domain.derivativeWhereTaken(
                x,
                moved -> perturbation.objective(position, moved),
                taken -> taken.derivative(
                        moved -> perturbation.objective(position, moved), x, perturbation.objective(), noise, claim));
    }

    private List<RuleCheck> checkRules(BackwardPass pass, NodeArrays values, SplittableRandom random) {
        List<RuleCheck> checks = new ArrayList<>();
        Set<Node> variables = new HashSet<>();
        Set<Node> differentiated = new HashSet<>(nodes);
        boolean rulesOnly = nodes.isEmpty();
        for (Node node : graph.nodes()) {
            if (node instanceof Op op) {
                RuleChecker checker =
                        new RuleChecker(op, values, this::domain, new Judge(rtol), ruleElements, pass, random);
                for (int input = 0; input < op.inputs().size(); input++) {
                    boolean isVariable = variables.contains(op.input(input));
                    boolean isDifferentiated = rulesOnly || differentiated.contains(op.input(input));
                    checks.add(checker.check(input, isVariable, isDifferentiated));
                    if (isDifferentiated && checker.handsOn(input)) {
                        differentiated.add(op);
                    }
                    if (isVariable) {
                        variables.add(op);
                    }
                }
            } else if (!(node instanceof Constant) || nodes.contains(node)) {
                variables.add(node);
            }
        }
        return checks;
    }
}

package dev.gradus.testkit.law;

import dev.gradus.check.ElementCheck;
import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.check.NodeCheck;
import dev.gradus.check.RuleCheck;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Verdict;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.ModelOp;
import dev.gradus.testkit.domain.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Laws about the gradients of a model, by its inputs and by the parameters that it has created. */
public final class ModelLaws {
    private static final Interval NEARBY = new Interval(-1, 1);

    private ModelLaws() {}

    /**
     * Checks the gradients and each op's rule, except the gradients for inputs whose elements depend on each other and
     * cannot move one by one: {@link #secondOrder} checks these.
     */
    public static Optional<Finding> gradients(Case where) {
        ModelOp model = where.body().orElseThrow();
        Graph graph = Graph.of(model.objective(where.upstream()));
        Evaluator evaluator = Evaluator.of(graph);
        List<Node> free = new ArrayList<>();
        GradientCheck check = GradientCheck.of(evaluator);
        for (int input = 0; input < where.inputs().size(); input++) {
            Input node = (Input) where.inputs().get(input);
            if (graph.inputs().contains(node)) {
                evaluator.feed(node, where.values().get(input));
                Interval domain = where.domain(input).bounds();
                boolean hasDerivative = where.hasDerivative(input);
                if (hasDerivative && node.shape().elements() > 0) {
                    check = check.domain(node, domain.lower(), domain.upper());
                }
                if (hasDerivative && !where.domain(input).constraint().hasSpace()) {
                    free.add(node);
                }
            }
        }
        free.addAll(graph.parameters());
        GradientReport report = check.nodes(free.toArray(Node[]::new)).check();
        return report.gradientCounts().wrong() + report.ruleCounts().wrong() == 0
                ? Optional.empty()
                : Optional.of(finding(report));
    }

    private static Finding finding(GradientReport report) {
        List<RuleCheck> guilty = report.guilty();
        Optional<NodeCheck> wrong = report.gradients().stream()
                .filter(check -> check.counts().wrong() > 0)
                .findFirst();
        Finding finding = guilty.isEmpty()
                ? Finding.of("the gradient for " + wrong.orElseThrow().node().label()
                        + " is wrong, though every rule by itself is right")
                : Finding.of("the rule of " + guilty.get(0).op().name() + " is wrong");
        Optional<ElementCheck> worst = wrong
                .map(NodeCheck::elements)
                .orElseGet(() -> guilty.get(0).elements())
                .stream()
                .filter(element -> element.verdict() == Verdict.WRONG)
                .max(Comparator.comparingDouble(ElementCheck::relativeError));
        Finding compared = worst.map(element -> finding.comparing(element.backward(), element.numeric()))
                .orElse(finding);
        return guilty.isEmpty()
                ? compared
                : compared.with("op", guilty.get(0).op().toString())
                        .with(
                                "likely cause",
                                guilty.stream().map(ModelLaws::cause).distinct().collect(Collectors.joining("\n")));
    }

    private static String cause(RuleCheck rule) {
        return "for " + rule.inputName() + " "
                + rule.diagnosis().map(diagnosis -> diagnosis.text()).orElse("the gradient is wrong");
    }

    /**
     * Checks the slopes of the objective and of ⟨weights, gradients⟩ along a direction of all inputs and parameters. Inputs
     * stay in their domain.
     */
    public static Optional<Finding> secondOrder(Case where) {
        ModelOp model = where.body().orElseThrow();
        Leaves leaves = Leaves.of(where);
        for (Parameter parameter : model.parameters()) {
            leaves = leaves.and(
                    parameter,
                    parameter.initialValue().toArray(),
                    13 * leaves.nodes().size());
        }
        Leaves all = leaves;
        Node objective = model.objective(where.upstream());
        return slope(all, "the objective", objective)
                .or(() -> slope(all, "⟨weights, gradients⟩", Leaves.weighted(all.gradients(objective))));
    }

    private static Optional<Finding> slope(Leaves leaves, String what, Node scalar) {
        return leaves.slope(
                scalar,
                leaves.smooth().intersect(NEARBY),
                List.of(),
                "the derivative of " + what + " along a direction of all inputs and parameters is wrong");
    }
}

package dev.gradus.testkit.model;

import dev.gradus.check.ElementCheck;
import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.check.NodeCheck;
import dev.gradus.check.RuleCheck;
import dev.gradus.node.Node;
import dev.gradus.run.Verdict;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.ValueLaws;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Laws about the value and the gradients of a model. */
public final class ModelLaws {
    private ModelLaws() {}

    public static Optional<Finding> equalsReference(ModelCase where) {
        Tensor expected = where.inputs().referenceValue().orElseThrow();
        Tensor actual = where.evaluator().value(where.output());
        return expected.shape().equals(actual.shape())
                ? ValueLaws.firstDifference(where.inputs(), actual.shape(), actual.toArray(), expected.toArray())
                : Optional.of(Finding.of(
                        "the reference has shape " + expected.shape() + ", the model's output " + actual.shape()));
    }

    /**
     * Checks the gradients, except those for inputs whose elements depend on each other and cannot move one by one:
     * {@link ModelSecondOrder} checks these.
     */
    public static Optional<Finding> gradientsEqualNumerical(ModelCase where) {
        Node[] free = Stream.concat(
                        where.differentiated().stream()
                                .filter(input -> !where.inputs()
                                        .domain(input)
                                        .constraint()
                                        .hasSpace())
                                .map(where::node),
                        where.parameters().stream())
                .toArray(Node[]::new);
        GradientCheck check = GradientCheck.of(where.evaluator()).nodes(free);
        for (int input : where.differentiated()) {
            Interval domain = where.inputs().domain(input).bounds();
            if (where.inputs().values().get(input).shape().elements() > 0) {
                check = check.domain(where.node(input), domain.lower(), domain.upper());
            }
        }
        GradientReport report = check.check();
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
        for (ElementCheck element : worst(
                wrong.map(NodeCheck::elements).orElseGet(() -> guilty.get(0).elements()))) {
            finding = finding.with("backward", Text.number(element.backward()))
                    .with("numeric", Text.estimate(element.numeric()))
                    .with(
                            "ratio",
                            Text.ratio(element.backward(), element.numeric().value()));
        }
        return guilty.isEmpty()
                ? finding
                : finding.with("op", guilty.get(0).op().toString())
                        .with(
                                "likely cause",
                                guilty.stream().map(ModelLaws::cause).distinct().collect(Collectors.joining("\n")));
    }

    private static String cause(RuleCheck rule) {
        return "for " + rule.inputName() + " "
                + rule.diagnosis().map(diagnosis -> diagnosis.text()).orElse("the gradient is wrong");
    }

    /** The worst of the wrong elements. */
    private static List<ElementCheck> worst(List<ElementCheck> elements) {
        return elements.stream()
                .filter(element -> element.verdict() == Verdict.WRONG)
                .sorted(Comparator.comparingDouble(ElementCheck::relativeError).reversed())
                .limit(1)
                .toList();
    }
}
